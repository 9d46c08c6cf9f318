"""What stands on the map now: public entries with their places, and the ties between them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from companies.models import Milestone
from entries import ties
from entries.freshness import state
from entries.models import Entry
from entries.ties import Tie
from zones.models import Zone

from ..models import MapPlace
from . import layout
from .layout import Place

MOST = 5_000
"""Entries on the map at most: more can neither be drawn quickly nor told apart."""
AT_ONCE = 500
"""Entries up to which those without a place get one while somebody waits, which takes some hundredths of a second."""

MOST_ZONES = 500
"""Zones on the outline map at most."""


@dataclass(frozen=True)
class Node:
    """An entry on the map; ``ahead`` where it is a milestone that has not happened."""

    pk: UUID
    kind: str
    name: str
    path: str
    ahead: bool
    place: Place


@dataclass(frozen=True)
class Line:
    """A tie as its one end has it: the label is read towards the other node, or from it."""

    label: str
    other: Node
    outward: bool


@dataclass(frozen=True)
class Graph:
    """``ties`` are (first, second, label), by the numbers of the nodes; ``over`` where more is published than shown.

    ``zones`` are those that have coordinates, for a map of the other kind.
    """

    nodes: Sequence[Node]
    ties: Sequence[tuple[int, int, str]]
    over: bool
    zones: Sequence[Zone]

    @cached_property
    def _lines(self) -> Mapping[UUID, list[Line]]:
        found: dict[UUID, list[Line]] = defaultdict(list)
        for first, second, label in self.ties:
            found[self.nodes[first].pk].append(Line(label, self.nodes[second], True))
            found[self.nodes[second].pk].append(Line(label, self.nodes[first], False))
        return found

    def lines(self, entry: UUID) -> list[Line]:
        """What an entry is tied to, by name."""
        return sorted(self._lines.get(entry, ()), key=lambda line: (line.other.name.casefold(), line.label))


def graph() -> Graph:
    """As the public sees it; kept while content stays."""
    return graph_at(state())


def shown(over: bool, model: type[Entry] = Entry) -> Any:
    """The entries of a kind, or of all, on the map: of too many, those given a place (``places.lay_out``)."""
    rows = model.objects.published()
    return rows.filter(map_place__isnull=False) if over else rows


def is_over() -> bool:
    return Entry.objects.published().by_name().values("pk")[: MOST + 1].count() > MOST


@lru_cache(maxsize=len(settings.LANGUAGES))
def graph_at(_state: str) -> Graph:
    """Kept in this process and not in the cache: to copy thousands of nodes out of that takes longer than the page."""
    over = is_over()
    rows = list(shown(over).order_by("pk").only("kind", "name", "slug", "draft_of")[:MOST])
    ids = {row.pk for row in rows}
    found = [tie for tie in _ties(over) if tie.first in ids and tie.second in ids]
    places = _places(sorted(ids), found)
    ahead = set(shown(over, Milestone).ahead().values_list("pk", flat=True))
    nodes = [
        Node(row.pk, row.kind, row.name, row.get_absolute_url(), row.pk in ahead, places[row.pk])
        for row in rows if row.pk in places
    ]  # fmt: skip
    numbers = {node.pk: number for number, node in enumerate(nodes)}
    numbered = [(numbers[tie.first], numbers[tie.second], tie.label) for tie in found if numbers]
    zones = Zone.objects.published().located().only("kind", "name", "slug", "draft_of", "latitude", "longitude")
    return Graph(nodes, numbered, over, list(zones[:MOST_ZONES]))


def _ties(over: bool) -> Iterator[Tie]:
    """All ties, or those between entries that have a place."""
    if not over:
        yield from ties.among()
        return
    placed = MapPlace.objects.values("entry")
    for one in ties.every():
        yield from map(one.tie, one.rows().filter(Q(**{f"{one.first}__in": placed, f"{one.second}__in": placed})))


def _places(entries: Sequence[UUID], found: Sequence[Tie]) -> Mapping[UUID, Place]:
    """A place for each, or for none, where there are many and none has been given a place yet."""
    known = MapPlace.known()
    pairs = [(tie.first, tie.second) for tie in found]
    if all(entry in known for entry in entries):
        return known
    if len(entries) <= AT_ONCE:
        return layout.lay_out(entries, pairs, known)
    return layout.beside(entries, pairs, known) if known else {}
