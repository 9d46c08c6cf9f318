"""Where entries stand on the map. Ties pull together, all else pushes apart, and places that are known are kept to.

A place is (x, y) in lengths of a tie; the middle of the map is (0, 0). The same entries, ties and known places give
the same places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, pi, sin, sqrt
from uuid import UUID

import rustworkx as rx

Place = tuple[float, float]
Pair = tuple[UUID, UUID]

SEED = 1
ROUNDS = 50
ROUNDS_MOVING = 15
"""From places that stand: enough to settle, too few to turn the map around."""
GRAVITY = 0.05
"""How strongly, next to a tie, the middle draws each entry, so that what is tied to nothing stays in sight."""
RIM = 1.1
"""Where, next to what is furthest out, entries go that are tied to nothing with a place."""
_TURN = pi * (3 - sqrt(5))
"""The golden angle: numbers times it point in directions that are never close to one another."""


def lay_out(
    entries: Sequence[UUID], pairs: Sequence[Pair], known: Mapping[UUID, Place], *, moving: bool = False
) -> dict[UUID, Place]:
    """A place for each entry. The known ones stay where they are; ``moving``, they only begin there."""
    ordered = sorted(entries)
    numbers = {entry: number for number, entry in enumerate(ordered)}
    ends = ((numbers[one], numbers[other]) for one, other in pairs if one != other)
    lines = sorted({(min(pair), max(pair)) for pair in ends})
    start = beside(ordered, pairs, known) if known else {}
    fixed = set() if moving else {numbers[entry] for entry in ordered if entry in known}
    begun = {numbers[entry]: place for entry, place in start.items()}
    found = _spring(len(ordered), lines, begun, fixed, gently=bool(known) and moving)
    return {entry: known[entry] if number in fixed else found[number] for entry, number in numbers.items()}


def _spring(
    count: int, lines: list[tuple[int, int]], start: Mapping[int, Place], fixed: set[int], *, gently: bool
) -> dict[int, Place]:
    """Places by number. The middle is one more node, which stays and is tied to all by ``GRAVITY``."""
    graph: rx.PyGraph = rx.PyGraph()
    graph.add_nodes_from(range(count + 1))
    graph.add_edges_from([(one, other, 1.0) for one, other in lines])
    graph.add_edges_from([(count, number, GRAVITY) for number in range(count)])
    # The library's own length of a tie.
    length = 1 / sqrt(count + 1)
    begun = {number: (x * length, y * length) for number, (x, y) in start.items()}
    found = rx.spring_layout(
        graph, pos=begun | {count: (0, 0)}, fixed=fixed | {count}, seed=SEED,
        num_iter=ROUNDS_MOVING if gently else ROUNDS, adaptive_cooling=not gently, weight_fn=float,
    )  # fmt: skip
    return {number: (found[number][0] / length, found[number][1] / length) for number in range(count)}


def beside(entries: Iterable[UUID], pairs: Iterable[Pair], known: Mapping[UUID, Place]) -> dict[UUID, Place]:
    """Known places, and for each other entry one near those that it is tied to, else on the rim."""
    tied: dict[UUID, set[UUID]] = defaultdict(set)
    for one, other in pairs:
        tied[one].add(other)
        tied[other].add(one)
    placed = {entry: known[entry] for entry in entries if entry in known}
    waiting = sorted(entry for entry in entries if entry not in known)
    while near := {entry: [other for other in sorted(tied[entry]) if other in placed] for entry in waiting}:
        found = {entry: [placed[other] for other in others] for entry, others in near.items() if others}
        if not found:
            break
        placed |= {entry: _around(_middle(spots), 1, entry) for entry, spots in found.items()}
        waiting = [entry for entry in waiting if entry not in found]
    rim = RIM * max((hypot(x, y) for x, y in placed.values()), default=1)
    return placed | {entry: _around((0, 0), rim, entry) for entry in waiting}


def _middle(places: Sequence[Place]) -> Place:
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _around(place: Place, distance: float, entry: UUID) -> Place:
    """A place at a distance, in a direction of the entry's own."""
    angle = entry.int % 10_000 * _TURN
    return place[0] + distance * cos(angle), place[1] + distance * sin(angle)
