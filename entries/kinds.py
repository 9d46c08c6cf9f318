"""Kinds of entries: each model registers itself from its app's ``ready``, so that lower floors need no import."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Entry

_kinds: dict[str, type["Entry"]] = {}


def register(model: type["Entry"]) -> None:
    _kinds[model.KIND] = model


def get(kind: str) -> type["Entry"]:
    """The model of a kind; raises ``KeyError`` for one that nobody registered."""
    return _kinds[kind]


def every() -> list[type["Entry"]]:
    return list(_kinds.values())
