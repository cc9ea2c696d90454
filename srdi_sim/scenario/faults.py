"""What pydantic finds wrong, as faults: the key path in what was written, a code, and values."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError
from typing_extensions import TypeAliasType

from srdi_sim.errors import Refusal
from srdi_sim.scenario.fields import Kind, Spoken
from srdi_sim.scenario.refusals import Astray, tidy, unknown_key, wrong_type
from srdi_sim.units import half_width

Path = tuple[str | int, ...]

_KINDS: Mapping[Any, str] = {
    str: "text",
    int: "whole_number",
    float: "number",
    bool: "truth",
    dt.date: "date",
    list: "list",
    dict: "mapping",
}
_TYPES: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "whole_number",
    "float_type": "number",
    "bool_type": "truth",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
}
# For each kind of limit, the code, and by what name pydantic and the sentence call it.
_LIMITS: Mapping[str, tuple[str, str, str]] = {
    "greater_than_equal": ("too_small", "ge", "least"),
    "less_than_equal": ("too_large", "le", "most"),
    "greater_than": ("not_above", "gt", "least"),
    "less_than": ("not_below", "lt", "most"),
}
_LENGTHS: Mapping[str, tuple[str, str, str]] = {
    "too_short": ("too_few", "min_length", "least"),
    "too_long": ("too_many", "max_length", "most"),
    "string_too_long": ("too_long", "max_length", "most"),
}
_NO_NUMBERS = frozenset({"nan", "inf", "-inf", "+inf", "infinity", "-infinity"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something wrong at a key path of what was written."""

    path: Path
    refusal: Refusal


def wrongs_of(error: ValidationError, model: type[BaseModel]) -> list[Wrong]:
    """Return what is wrong with a `model`, each key path once."""
    found: dict[Path, Wrong] = {}
    for line in error.errors(include_url=False):
        for wrong in _wrongs(line, model):
            found.setdefault(wrong.path, wrong)
    # A key that was misspelt is not missing as well.
    meant = {
        (*wrong.path[:-1], wrong.refusal.values.get("suggestion"))
        for wrong in found.values()
        if wrong.refusal.code == "unknown_key"
    }
    return [
        wrong
        for wrong in found.values()
        if wrong.refusal.code != "missing_key" or wrong.path not in meant
    ]


def _wrongs(line: Mapping[str, Any], model: type[BaseModel]) -> Iterator[Wrong]:
    path, holder, kind = _followed(line["loc"], model)
    given, code, context = line["input"], line["type"], line.get("ctx", {})
    if code == "value_error":
        cause = context["error"]
        if isinstance(cause, Astray):
            for inner, refusal in cause.wrong:
                yield Wrong((*path, *inner), refusal)
        elif isinstance(cause, Refusal):
            yield Wrong(path, cause)
        else:  # a validator of ours that raises anything else is a mistake of ours
            raise cause
    elif code == "missing":
        yield Wrong(path, Refusal("missing_key", {"wanted": _kind_of(kind)}))
    elif code == "extra_forbidden":
        fields = _bare(holder).model_fields.items()
        allowed = (field.alias or name for name, field in fields)
        yield Wrong(path, unknown_key(str(path[-1]), allowed))
    else:
        yield Wrong(path, _refusal(code, given, context))


def _refusal(code: str, given: Any, context: Mapping[str, Any]) -> Refusal:
    """Return the refusal that a fault of pydantic's own is."""
    if code in _LIMITS:
        ours, theirs, name = _LIMITS[code]
        return Refusal(ours, {"given": given, name: tidy(context[theirs])})
    if code in _LENGTHS:
        ours, theirs, name = _LENGTHS[code]
        return Refusal(ours, {"given": len(given), name: context[theirs]})
    if code == "finite_number":
        return Refusal("not_finite", {"given": given})
    if code == "string_too_short":
        return Refusal("wrong_type", {"given": '""', "found": "nothing", "wanted": "text"})
    if code == "date_type":
        return _wrong_date(given)
    wanted = _TYPES[code]
    in_letters = half_width(given).casefold() if isinstance(given, str) else ""
    if wanted in ("number", "whole_number") and in_letters in _NO_NUMBERS:
        return Refusal("not_finite", {"given": given})
    return wrong_type(given, wanted)


def _wrong_date(given: Any) -> Refusal:
    if isinstance(given, str) and half_width(given) == given:
        return Refusal("wrong_date", {"given": given})
    return wrong_type(given, "date")


def _followed(loc: Path, model: type[BaseModel]) -> tuple[Path, Any, Any]:
    """Follow a location: its path in what was written, what holds the last key, and its type."""
    path: list[str | int] = []
    holder: Any = None
    here: Any = model
    for part in loc:
        if part == "[key]":  # the key before it is itself what is wrong
            continue
        if isinstance(part, str) and part.startswith("<"):
            here = _tagged(here, part)
            continue
        path.append(part)
        holder, here = here, _inside(here, part)
    return tuple(path), holder, here


def _inside(kind: Any, part: str | int) -> Any:
    """Return the type of what a key or an index holds; None where the type has no such key."""
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if part == (field.alias or name):
                # The annotation's own metadata stands apart in the field.
                return Annotated[field.annotation, *field.metadata, None]
        return None
    held = get_args(kind)
    return held[-1] if get_origin(kind) in (list, dict) else None


def _tagged(kind: Any, tag: str) -> Any:
    """Return the member of a union that has this tag."""
    members = get_args(_bare(kind))
    return next(each for each in members if Tag(tag) in each.__metadata__)


def _layers(kind: Any) -> Iterator[Any]:
    """Yield a type, and what it is without its name, its annotations, and None, one by one."""
    while True:
        yield kind
        members = [member for member in get_args(kind) if member is not types.NoneType]
        if isinstance(kind, TypeAliasType):
            kind = kind.__value__
        elif get_origin(kind) is Annotated or (_is_union(kind) and len(members) == 1):
            kind = members[0]
        else:
            return


def _bare(kind: Any) -> Any:
    *_, bare = _layers(kind)
    return bare


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


def _kind_of(kind: Any) -> str:
    """Return the kind of value that a type is, as the words ``type.…`` call it."""
    for layer in _layers(kind):
        for note in getattr(layer, "__metadata__", ()):
            if isinstance(note, (Spoken, Kind)):
                return note.kind
    bare = _bare(kind)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return "mapping"
    return _KINDS.get(get_origin(bare) or bare, "mapping" if _is_union(bare) else "value")
