"""Sections of an entry's page: upper floors add what they know of an entry, so that its view need not know them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

if TYPE_CHECKING:
    from .linked import Linked

MOST_ROWS = 60
"""Rows that a section shows; of more it says so, and links to the list that has them all."""


@dataclass(frozen=True)
class Section:
    """A heading and the public rows under it. ``rows(entry)`` is a queryset with all that the template reads.

    What the entry says of itself comes as a list, for which nothing is asked.
    """

    name: str
    title: str | Promise
    kinds: frozenset[str]
    rows: Callable[[Any], QuerySet | list]
    template: str
    within: str = ""
    """The name of the list that has all rows, and maybe others, when it is narrowed to the entry."""
    linked: Callable[[Any], "Linked"] | None = None
    """What a row states as linked data; None where only the row's own page says it."""
    ties: str = ""
    """The ties (entries/ties.py) that a row stands for, where it relates the entry to another."""
    last: bool = False
    """Whether the section stands after the entry's connections."""


@dataclass(frozen=True)
class Filled:
    """A section with the rows of one entry; ``more`` where there are others beyond ``MOST_ROWS``."""

    section: Section
    entry: Any
    rows: list[Any]
    more: bool

    @property
    def url(self) -> str:
        """Where all of them are; blank where no list can be narrowed so far."""
        return f"{reverse(self.section.within)}?{self.entry.kind}={self.entry.slug}" if self.section.within else ""


_sections: list[Section] = []


def register(name: str, title, kinds, rows, *, template: str, within="", linked=None, ties="", last=False) -> None:
    """Add a section to the pages of some kinds; they stand in the order of registration."""
    _sections.append(Section(name, title, frozenset(kinds), rows, template, within, linked, ties, last))


def of(entry) -> Iterator[Filled]:
    """The sections of an entry that have rows, bounded."""
    for section in _sections:
        if entry.kind in section.kinds:
            rows = list(section.rows(entry)[: MOST_ROWS + 1])
            if rows:
                yield Filled(section, entry, rows[:MOST_ROWS], len(rows) > MOST_ROWS)
