"""Which row everything in a figure of connections has.

A row has five places from left to right: a column, a gap, a column, a gap, a column. A name takes its column; a line
takes all between the columns of its ends; no place is taken twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .shapes import Line, Node

DEEPEST = 2
"""How often a name is set in under another; what would be deeper is not drawn as hanging from anything."""
FEW = 6
"""Up to so many rows, the node that the figure is about stands between them and not beside one."""


def between(left: int, right: int) -> set[int]:
    """What a line takes that leads from one column to another."""
    return set(range(2 * left + 1, 2 * right))


@dataclass
class Rows:
    """Rows of nodes by key, of lines by their place in the list, and whom a node hangs from, by which line."""

    nodes: dict[str, int] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    parents: dict[str, tuple[str, int]] = field(default_factory=dict)
    taken: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def depth(self, key: str) -> int:
        return 1 + self.depth(self.parents[key][0]) if key in self.parents else 0

    def take(self, row: int, places: set[int]) -> int:
        self.taken[row] |= places
        return row

    def free(self, row: int, places: set[int]) -> bool:
        return not self.taken[row] & places


def place(nodes: Sequence[Node], lines: Sequence[Line]) -> Rows:
    """Rows of nodes, among which one is ``own``, and of lines, each of which ties another pair of them."""
    rows, by_key = Rows(), {node.key: node for node in nodes}
    own = next(node for node in nodes if node.own)
    _hang(rows, by_key, lines)
    columns = [_in_order(rows, [node for node in nodes if node.column == c and not node.more]) for c in range(3)]
    direct = {frozenset((line.first, line.second)): number for number, line in enumerate(lines)}
    others = [column for column in columns if own not in column]
    together = others if own.column == 1 else [[*others[0], *others[1]]]
    last, centre = _middle(max(map(len, together)))
    for group in together:
        for node, row in zip(group, _seats(len(group), centre, last), strict=True):
            _seat(rows, node, row, own, direct)
    start = max(0, centre - columns[own.column].index(own))
    for row, node in enumerate(columns[own.column], start):
        rows.nodes[node.key] = rows.take(row, {2 * node.column})
    _seat_more(rows, nodes)
    _lead(rows, by_key, lines)
    return rows


def _hang(rows: Rows, nodes: dict[str, Node], lines: Sequence[Line]) -> None:
    """Within a column nodes hang from each other, each from one other at most, and never in a circle."""
    for number, line in enumerate(lines):
        upper, lower = (line.first, line.second) if line.under else (line.second, line.first)
        if nodes[upper].column == nodes[lower].column and lower not in rows.parents:
            if lower in _upwards(rows, upper) or rows.depth(upper) + 1 + _height(rows, lower) > DEEPEST:
                continue
            rows.parents[lower] = upper, number


def _upwards(rows: Rows, key: str) -> Iterator[str]:
    yield key
    while key in rows.parents:
        key = rows.parents[key][0]
        yield key


def _height(rows: Rows, key: str) -> int:
    """How many levels hang from a node."""
    return max((1 + _height(rows, lower) for lower, (upper, _) in rows.parents.items() if upper == key), default=0)


def _in_order(rows: Rows, column: list[Node]) -> list[Node]:
    """The nodes of a column, each before what hangs from it."""

    def tree(node: Node) -> Iterator[Node]:
        yield node
        for lower in column:
            if lower.key in rows.parents and rows.parents[lower.key][0] == node.key:
                yield from tree(lower)

    return [node for root in column if root.key not in rows.parents for node in tree(root)]


def _middle(number: int) -> tuple[int, int]:
    """How many rows a number of nodes is given, and which of these is the middle."""
    number += number <= FEW and number % 2 == 0
    return number, number // 2


def _seats(number: int, centre: int, among: int) -> Iterable[int]:
    """Rows about the middle, which an even number leaves free as long as it is small."""
    if number <= FEW and number % 2 == 0:
        half = number // 2
        return [*range(centre - half, centre), *range(centre + 1, centre + 1 + half)]
    start = (among - number) // 2
    return range(start, start + number)


def _seat(rows: Rows, node: Node, row: int, own: Node, direct: dict[frozenset[str], int]) -> None:
    """Give a node its row, and the line to the node that the figure is about the same, so that it is straight."""
    places = {2 * node.column}
    number = direct.get(frozenset((node.key, own.key)))
    if number is not None:
        places |= between(*sorted((node.column, own.column)))
        rows.lines[number] = row
    rows.nodes[node.key] = rows.take(row, places)


def _seat_more(rows: Rows, nodes: Sequence[Node]) -> None:
    """What is left out of a column is noted below all that stands in it."""
    for node in nodes:
        if node.more:
            row = 1 + max(
                (rows.nodes[one.key] for one in nodes if one.column == node.column and not one.more), default=-1
            )
            while not rows.free(row, {2 * node.column}):
                row += 1
            rows.nodes[node.key] = rows.take(row, {2 * node.column})


def _lead(rows: Rows, nodes: dict[str, Node], lines: Sequence[Line]) -> None:
    """Rows for the other lines between columns, as close to their ends as there is a free one."""
    for number, line in enumerate(lines):
        columns = sorted((nodes[line.first].column, nodes[line.second].column))
        if number in rows.lines or columns[0] == columns[1]:
            continue
        ends, places = (rows.nodes[line.first], rows.nodes[line.second]), between(*columns)
        candidates = range(max(rows.taken, default=0) + 2)
        row = min(
            (row for row in candidates if rows.free(row, places)),
            key=lambda row: (sum(abs(row - end) for end in ends), row not in ends, row),
        )
        rows.lines[number] = rows.take(row, places)
