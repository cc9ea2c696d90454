"""The command on a disk that fails: one call, or all from one on; and what was written when.

``python broken_disk.py WATCHED KIND ARGUMENT…`` reads numbers from its input, one a line. For each
k it runs the command in a process of its own, whose k-th call that opens or changes something in
the folder WATCHED fails, and answers with one line of JSON. 0 lets every call succeed, and tells
what they were. What is imported, compiled and drawn is so once for all.
"""

from __future__ import annotations

import builtins
import errno
import io
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from srdi_sim.cli import main
from srdi_sim.report import pages

KINDS = {
    "full": errno.ENOSPC,  # once
    "full for good": errno.ENOSPC,  # and every call that needs room after it
    "broken": errno.EIO,
    "forbidden": errno.EACCES,
    "half": errno.ENOSPC,  # half of what is to be written is
}
NEED_ROOM = ("open", "write", "fsync", "replace", "mkdir", "ftruncate")


class Disk:
    """Counts the calls that change a folder, and lets them fail."""

    def __init__(self, watched: Path, kind: str, fails_at: int) -> None:
        self.watched = os.path.realpath(watched)
        self.kind, self.fails_at, self.calls = kind, fails_at, 0
        self.failed = ""  # the call that was the first to fail
        self.files: dict[int, str] = {}  # descriptors of what is open there
        self.log: list[tuple[str, ...]] = []  # every call, its path, and what it was given

    def holds(self, where: Any, folder: int | None = None) -> str | None:
        """Return the path of a file in the watched folder, or None if it is not there."""
        if isinstance(where, int):
            return self.files.get(where)
        base = self.files.get(folder, "/nowhere") if folder is not None else os.getcwd()
        path = os.path.normpath(os.path.join(base, os.fspath(where)))
        return path if path == self.watched or path.startswith(self.watched + os.sep) else None

    def count(self, call: str, path: str, given: str = "") -> bool:
        """Count a call; return whether a write is to be cut short, or raise what it fails with."""
        self.calls += 1
        if not self.fails_at:
            self.log.append((call, path, given))
        again = self.kind == "full for good" and bool(self.failed) and call in NEED_ROOM
        if self.calls != self.fails_at and not again:
            return False
        is_first, self.failed = not self.failed, self.failed or call
        if self.kind == "half" and call == "write" and is_first:
            self.fails_at += 1  # the rest does not fit
            return True
        code = KINDS[self.kind]
        raise OSError(code, os.strerror(code), path)

    def install(self) -> None:
        """Let every call of this process go through us."""
        for name in ("mkdir", "unlink", "remove", "rmdir", "rename", "replace"):
            setattr(os, name, self._by_path(name, getattr(os, name)))
        for name in ("fsync", "ftruncate", "write"):
            setattr(os, name, self._by_file(name, getattr(os, name)))
        os.open, os.close = self._open(os.open), self._close(os.close)
        io.open = builtins.open = self._file(io.open)

    def _by_path(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(path: Any, *others: Any, dir_fd: int | None = None, **more: Any) -> Any:
            if found := self.holds(path, dir_fd):
                to = os.path.abspath(others[0]) if name in ("rename", "replace") else ""
                self.count(name, found, to)
            return act(path, *others, **({} if dir_fd is None else {"dir_fd": dir_fd}), **more)

        return acting

    def _by_file(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(file: int, *others: Any) -> Any:
            given = others[0].hex() if name == "write" else ""
            if (found := self.holds(file)) and self.count(name, found, given):
                return act(file, others[0][: len(others[0]) // 2])
            return act(file, *others)

        return acting

    def _open(self, act: Callable[..., int]) -> Callable[..., int]:
        def acting(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
            found = self.holds(path, dir_fd)
            if found:
                self.count("open", found, "new" if flags & os.O_CREAT else "")
            file = act(path, flags, mode, dir_fd=dir_fd)
            if found:
                self.files[file] = found
            return file

        return acting

    def _close(self, act: Callable[[int], None]) -> Callable[[int], None]:
        def acting(file: int) -> None:
            self.files.pop(file, None)
            act(file)

        return acting

    def _file(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(path: Any, mode: str = "r", *others: Any, **more: Any) -> Any:
            found = None if isinstance(path, int) else self.holds(path)
            if found:
                self.count("open", found, "new" if mode == "wb" else "")
            if not found or mode != "wb":
                return act(path, mode, *others, **more)
            return io.BufferedWriter(_Written(found, self))

        return acting


class _Written(io.FileIO):
    """A file of the watched folder that is being written."""

    def __init__(self, path: str, disk: Disk) -> None:
        super().__init__(path, "wb")
        self._path, self._disk = path, disk
        disk.files[self.fileno()] = path

    def write(self, content: Any, /) -> int:
        if self._disk.count("write", self._path, bytes(content).hex()):
            content = memoryview(content)[: len(content) // 2]
        return super().write(content)

    def close(self) -> None:
        if not self.closed:
            self._disk.files.pop(self.fileno(), None)
        super().close()


def command(watched: Path, kind: str, fails_at: int, arguments: list[str]) -> dict[str, Any]:
    """Run the command in a process of its own; return what became of it."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        child = os.fork()
        if child == 0:
            os.dup2(said.fileno(), 2)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            disk = Disk(watched, kind, fails_at)
            disk.install()
            code = -1
            try:
                code = main(arguments)
            except BaseException:
                traceback.print_exc()
            found = {"code": code, "failed": disk.failed, "log": disk.log}
            told.write(json.dumps(found).encode())
            told.flush()
            sys.stderr.flush()
            os._exit(0)
        os.waitpid(child, 0)
        for file in (said, told):
            file.seek(0)
        return {**json.loads(told.read()), "said": said.read().decode()}


def serve(watched: str, kind: str, *arguments: str) -> None:
    """Run the command for every number that comes."""
    with tempfile.TemporaryDirectory() as folder:
        assert main([*arguments, "--out", folder]) == 0
    for line in sys.stdin:
        found = command(Path(watched), kind, int(line), list(arguments))
        print(json.dumps(found), flush=True)


def drawn_once(draw: Callable[..., dict[str, bytes]]) -> Callable[..., dict[str, bytes]]:
    """Return what draws the report, which does so at its first call; it is always the same."""
    drawn: list[dict[str, bytes]] = []

    def drawing(*of: Any) -> dict[str, bytes]:
        if not drawn:
            drawn.append(draw(*of))
        return drawn[0]

    return drawing


if __name__ == "__main__":
    pages.report_files = drawn_once(pages.report_files)
    serve(*sys.argv[1:])
