"""Whom an entry is tied to, from the rows that the sections of its page show already, and what ties those in turn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any
from uuid import UUID

from sources.models import Cited, Passage

from .. import ties
from ..models import Entry
from ..sections import Filled
from ..ties import Ties
from . import columns

MOST_NODES = 24
"""Entries in a figure, the page's own among them."""
MOST_AMONG = 12
"""Ties of one table between neighbours, so that the figure stays calm and its list short."""
AHEAD = (Passage.Standing.PLANNED, Passage.Standing.CONDITIONAL)


@dataclass(frozen=True)
class Connection:
    """A tie between two entries at hand, as it is drawn (``label``, from first to second) and told."""

    first: Entry
    second: Entry
    label: str
    told: str
    evidence: Cited | None
    ahead: bool
    """Planned or conditional: not drawn as something that is so."""


@dataclass
class Neighbour:
    """An entry that the page's own is tied to, and the section that lists it with others, if one does."""

    entry: Entry
    section: str
    rows: list[tuple[Ties, Any]] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    """What the rows say, of a neighbour that is shown."""


@dataclass(frozen=True)
class More:
    """Neighbours of a column that are not shown; ``over`` where there are others that were not even counted."""

    column: int
    number: int
    over: bool
    section: str


@dataclass(frozen=True)
class Connections:
    """An entry with what it is tied to, bounded: what is shown, what ties that in turn, and how many more there are."""

    entry: Entry
    ahead: bool
    neighbours: list[Neighbour]
    among: list[Connection]
    more: list[More]

    @cached_property
    def entries(self) -> list[Entry]:
        return [self.entry, *(neighbour.entry for neighbour in self.neighbours)]

    @cached_property
    def all(self) -> list[Connection]:
        return [*(one for neighbour in self.neighbours for one in neighbour.connections), *self.among]


def gather(entry: Entry, sections: Iterable[Filled]) -> Connections | None:
    """The connections of an entry with its page's sections; None where it has none."""
    sections = [filled for filled in sections if filled.section.ties]
    found: dict[UUID, Neighbour] = {}
    for one, row, section in _direct(entry, sections):
        other = next((end for end in one.ends(row, entry) if end.pk != entry.pk), entry)
        if columns.place(other.kind) is not None and other is not entry:
            found.setdefault(other.pk, Neighbour(other, section)).rows.append((one, row))
    if not found:
        return None
    kept, more = _bounded(list(found.values()), {one.section.name for one in sections if one.more})
    for neighbour in kept:
        neighbour.connections = [_connection(one, row, entry) for one, row in neighbour.rows]
    among = sorted(_among([neighbour.entry.pk for neighbour in kept], entry), key=_by_name)
    return Connections(entry, isinstance(entry, Cited) and entry.standing in AHEAD, kept, among, more)


def _direct(entry: Entry, sections: list[Filled]) -> Iterator[tuple[Ties, Any, str]]:
    """Rows that tie the entry, each with the section that has it; first those that stand in the entry's own row."""
    for one in ties.every():
        # What an entry of a kind refers to itself, as a zone to the whole that it is part of.
        own = one.first == "pk" and isinstance(entry, one.rows().model)
        if own and (other := getattr(entry, one.second)) and other.is_public:
            yield one, entry, ""
    for filled in sections:
        one = ties.get(filled.section.ties)
        for shown in filled.rows:
            yield one, one.row(entry, shown), filled.section.name


def _connection(one: Ties, row: Any, entry: Entry) -> Connection:
    first, second = one.ends(row, entry)
    evidence = one.evidence(row)
    direct = entry.pk in (first.pk, second.pk)
    told = one.told if one.told and direct else one.sentence
    # What a planned milestone is about is tied to it no more firmly than it is planned.
    rests = evidence or (entry if direct and isinstance(entry, Cited) else None)
    return Connection(first, second, one.label(row), told(row), evidence, bool(rests and rests.standing in AHEAD))


def _bounded(neighbours: list[Neighbour], open_ended: set[str]) -> tuple[list[Neighbour], list[More]]:
    """As many neighbours as a figure holds, one of each column in turn, in their order; and what is left of each."""
    queues: dict[int, list[Neighbour]] = {}
    for neighbour in neighbours:
        queues.setdefault(columns.place(neighbour.entry.kind) or 0, []).append(neighbour)
    turns = sorted((turn, place) for place, queue in queues.items() for turn in range(len(queue)))
    kept: dict[int, int] = dict.fromkeys(sorted(queues), 0)
    for _turn, place in islice(turns, MOST_NODES - 1):
        kept[place] += 1
    # By name, since what no source dates stands in no order in its section.
    shown = [
        neighbour
        for place, number in kept.items()
        for neighbour in sorted(queues[place][:number], key=lambda one: one.entry.sort_name)
    ]
    return shown, list(_left(queues, kept, open_ended))


def _left(queues: dict[int, list[Neighbour]], kept: dict[int, int], open_ended: set[str]) -> Iterator[More]:
    for place, number in kept.items():
        left, section = len(queues[place]) - number, queues[place][-1].section
        if left or section in open_ended:
            yield More(place, left, section in open_ended, section)


def _by_name(connection: Connection) -> tuple[str, str, str]:
    return connection.first.sort_name, connection.second.sort_name, connection.label


def _among(ids: list[UUID], entry: Entry) -> Iterator[Connection]:
    for one in ties.every():
        if one.neighbours and len(ids) > 1:
            for row in one.between(ids)[:MOST_AMONG]:
                yield _connection(one, row, entry)
