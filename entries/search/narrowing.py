"""What results can be narrowed to: kind, what the floors registered, and year; each a link, kept in the address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy as _

from sources.models import Source

from .. import kinds
from . import registry
from .candidates import Marks
from .results import Found

MOST_VALUES = 8
"""Values of a filter that are offered, the most frequent."""
NOWHERE = "none"
"""Ends a mark that no row has."""


@dataclass(frozen=True)
class Choice:
    """A value that results can be narrowed to, or that they are, and the address for it."""

    name: str
    url: str
    count: int
    current: bool = False


class Narrowing:
    """The filters of one address."""

    def __init__(self, params: QueryDict):
        self.params = params
        names = ["kind", *(one.name for one in registry.filters), "year"]
        self.values = {name: value for name in names if (value := params.get(name, "").strip())}

    def marks(self) -> Marks:
        """What rows must have; a value that stands for nothing public asks for a mark that no row has."""
        wanted = []
        for name, value in self.values.items():
            find = next((one.find for one in registry.filters if one.name == name), None)
            keys = [pk.hex for pk in find(value)] if find and value.isprintable() else [value.lower()]
            wanted.append([f"{name}{key}" for key in keys if _plain(key)] or [name + NOWHERE])
        return wanted

    def choices(self, found: Found) -> Iterator[tuple[str, list[Choice]]]:
        """(title, choices) of each filter that would change something or that is in force."""
        counts = found.marks()
        for name, title, named in _filters():
            marked = [(mark.removeprefix(name), n) for mark, n in counts.items() if mark.startswith(name)]
            top = dict(sorted(marked, key=lambda one: (-one[1], one[0]))[: MOST_VALUES * 2])
            current = self.values.get(name)
            choices = [Choice(gettext("All"), self.url(**{name: ""}), 0)] if current else []
            for key, value, label in named(top)[:MOST_VALUES]:
                # A value that all results have changes nothing.
                if value == current or not current and top[key] < len(found.rows):
                    choices.append(Choice(label, self.url(**{name: value}), top[key], value == current))
            if choices:
                yield str(title), choices

    def url(self, **changes: str) -> str:
        """The address with some values changed, or taken away where they are blank."""
        kept = {name: self.params.get(name, "") for name in ("q", "exact")}
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in (kept | self.values | changes).items() if value})
        return f"?{query.urlencode()}"


def kind_name(kind: str) -> str:
    """The kind as a word for readers."""
    model: Any = Source if kind == "source" else kinds.get(kind)
    return str(model._meta.verbose_name)


def _filters():
    """(name, title, what gives key, value and label for some keys in their order) of each filter."""
    yield "kind", _("Kind"), lambda counts: [(kind, kind, kind_name(kind)) for kind in counts]
    for one in registry.filters:
        yield one.name, one.title, lambda counts, one=one: _named(one, counts)
    yield "year", _("Year"), lambda counts: [(year, year, year) for year in counts]


def _named(one: registry.Filter, counts: dict[str, int]) -> list[tuple[str, str, str]]:
    named = one.named([UUID(key) for key in counts]) if counts else ()
    by_key = {pk.hex: (pk.hex, slug, name) for pk, slug, name in named}
    return [by_key[key] for key in counts if key in by_key]


def _plain(key: str) -> bool:
    return key.isascii() and key.isalnum() and len(key) <= 40
