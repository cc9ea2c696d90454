"""One writer for a run folder.

The operating system holds the lock and gives it up when its holder dies, however it dies; the lock
file says who holds it, for people.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from srdi_sim.errors import SrdiError

NAME = ".lock"
_HELD = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
_UNSUPPORTED = (errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP)

if sys.platform == "win32":
    import msvcrt

    def _seize(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)  # a locked byte cannot be read: not one of the text
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)

    _FAR = 1 << 20
else:
    import fcntl

    def _seize(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Be the only writer of a folder, or raise `SrdiError` naming who is.

    A lock that a dead process of this machine left behind is taken over. One that names another
    machine is not, since we cannot know whether its process lives.
    """
    path = folder / NAME
    file = _opened(path)
    holder = _read(file)
    if holder and holder.get("host") != socket.gethostname():
        os.close(file)
        raise _held(path, holder)
    try:
        _sign(file)
        yield
    finally:
        if os.name == "nt":  # an open file cannot be removed
            os.close(file)
            path.unlink(missing_ok=True)
        else:  # removed while it is held: whoever waits at the old file sees that it is gone
            try:
                path.unlink(missing_ok=True)
            finally:
                os.close(file)


def _sign(file: int) -> None:
    """Write into the lock file who holds it."""
    me = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, json.dumps(me).encode())
    os.fsync(file)


def _opened(path: Path) -> int:
    """Return the lock file, open and held by us."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            _seize(file)
            if _is_at(file, path):
                return file
        except OSError as error:
            holder = _read(file)
            os.close(file)
            if error.errno in _HELD:
                raise _held(path, holder) from None
            if error.errno in _UNSUPPORTED:
                values = {"path": str(path.parent), "reason": os.strerror(error.errno)}
                raise SrdiError("run.cannot_lock", values) from None
            raise
        os.close(file)  # its holder removed it between our two steps


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False


def _read(file: int) -> dict[str, object]:
    """Return who holds the lock, as far as the file says."""
    os.lseek(file, 0, os.SEEK_SET)
    try:
        holder = json.loads(os.read(file, 4096))
    except ValueError:  # empty, or its writer died while writing
        return {}
    return holder if isinstance(holder, dict) else {}


def _held(path: Path, holder: dict[str, object]) -> SrdiError:
    who = {key: holder.get(key, "?") for key in ("pid", "host", "since")}
    return SrdiError("run.locked", {"path": str(path.parent), "lock": str(path), **who})
