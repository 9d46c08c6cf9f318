"""The connections of an entry as a figure: which are drawn as what, and what each name leads to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext, ngettext

from ..models import Entry
from ..sections import Filled
from . import columns
from .gathering import Connection, Connections, More, Neighbour, gather
from .layout import lay_out
from .shapes import Layout, Line, Node, Placed

MOST_LABELS = 2


def more_words(more: More) -> str:
    if more.over and not more.number:
        return gettext("and more")
    words = ngettext("and %(number)s more", "and %(number)s more", more.number)
    return (gettext("and over %(number)s more") if more.over else words) % {"number": more.number}


@dataclass(frozen=True)
class Group:
    """A column as a list."""

    title: str
    neighbours: list[Neighbour]
    more: list[tuple[str, str]]
    """Words, and the section that lists those."""


@dataclass(frozen=True)
class Figure:
    """Connections with their drawing, and as lists that say the same."""

    connections: Connections

    @cached_property
    def groups(self) -> list[Group]:
        found = []
        for place, title in enumerate(columns.titles()):
            neighbours = [one for one in self.connections.neighbours if columns.place(one.entry.kind) == place]
            more = [(more_words(one), one.section) for one in self.connections.more if one.column == place]
            found.append(Group(title, neighbours, more))
        return [group for group in found if group.neighbours]

    @cached_property
    def layout(self) -> Layout:
        return lay_out([*self._nodes(), *self._more()], list(self._lines()), columns.titles())

    @property
    def drawn(self) -> Iterator[tuple[Placed, Entry | None, str]]:
        """Each node with its entry, or with the section that lists those left out."""
        entries = {entry.pk.hex: entry for entry in self.connections.entries}
        sections = {f"more-{more.column}": more.section for more in self.connections.more}
        for placed in self.layout.nodes:
            yield placed, entries.get(placed.node.key), sections.get(placed.node.key, "")

    def _nodes(self) -> Iterator[Node]:
        own = self.connections.entry
        for entry in self.connections.entries:
            place = columns.place(entry.kind)
            yield Node(entry.pk.hex, entry.name, columns.MIDDLE if place is None else place, own=entry is own)

    def _more(self) -> Iterator[Node]:
        for more in self.connections.more:
            yield Node(f"more-{more.column}", more_words(more), more.column, more=True)

    def _lines(self) -> Iterator[Line]:
        """One for each pair, however much ties the two."""
        pairs: dict[frozenset[str], list[Connection]] = {}
        for one in self.connections.all:
            pairs.setdefault(frozenset((one.first.pk.hex, one.second.pk.hex)), []).append(one)
        for ties in pairs.values():
            first, second = ties[0].first, ties[0].second
            ahead = all(one.ahead for one in ties)
            yield Line(first.pk.hex, second.pk.hex, _labels(ties), ahead, under=columns.place(first.kind) is None)


def of(entry: Entry, sections: Iterable[Filled]) -> Figure | None:
    """The connections of an entry with the sections of its page; None where it has none."""
    found = gather(entry, sections)
    return Figure(found) if found else None


def _labels(ties: list[Connection]) -> tuple[str, ...]:
    if len(ties) <= MOST_LABELS:
        return tuple(one.label for one in ties)
    rest = len(ties) - MOST_LABELS + 1
    more = ngettext("and %(number)s more", "and %(number)s more", rest) % {"number": rest}
    return (*(one.label for one in ties[: MOST_LABELS - 1]), more)
