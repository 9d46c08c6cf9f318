"""Where everything in a figure of connections stands: pure geometry, without database or markup.

Names stay in their columns and labels in the middle of the gaps between them, each in a row of its own; lines turn
only at the edges of a gap, where no lettering stands. So none runs through lettering, whatever the names are.
Ties within a column are drawn as a tree: what a node hangs from stands above it, and the label between them.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from . import rows as placing
from .measuring import SMALL, PageLettering
from .shapes import Box, Layout, Line, Node, Placed, Text
from .strokes import Pen

WIDTH = 560
HEAD, RULE, TOP = 12, 22, 32
GLYPH, TEXT = 16, 22  # a glyph, and from its left edge to the name
INDENT = 16  # of what hangs from the node above
LEAST_BEND, MOST_BEND = 18, 32  # of a gap, at either side
REACH = 4  # what a line keeps from glyphs and names
APART = 8  # between rows
LIFT = 3  # between a line and its label
LEAST_NAME, MOST_NAME, LEAST_LABEL, MOST_LABEL = 72, 170, 86, 120
NAME_LINES, LABEL_LINES = 2, 3


def lay_out(nodes: Sequence[Node], lines: Sequence[Line], heads: Sequence[str]) -> Layout:
    """Place nodes (one of them ``own``), the lines that tie pairs of them, and the heads of three columns."""
    return _Drawing(nodes, lines, heads).layout()


class _Drawing:
    """One figure in the making."""

    def __init__(self, nodes: Sequence[Node], lines: Sequence[Line], heads: Sequence[str]):
        self.nodes, self.lines, self.heads = nodes, lines, heads
        self.by_key = {node.key: node for node in nodes}
        self.rows = placing.place(nodes, lines)
        self.lefts, self.widths = self._across()
        self.names = {node.key: self._name(node) for node in nodes}
        self.labels = {number: self._label(number) for number in self._labelled()}
        self.bends = {place: self._bend(place) for place in (1, 3)}
        self.turning = self._turning()
        self.ys = self._down()

    def layout(self) -> Layout:
        placed = {node.key: self._placed(node) for node in self.nodes}
        found = Layout(sum(self.widths), nodes=list(placed.values()))
        found.heads += self._heads()
        for number in self.labels:
            line = self.lines[number]
            if number in self.rows.lines:
                found.labels += self._lane_label(number)
                found.strokes.append(self._lane(number, placed).stroke(ahead=line.ahead))
            else:
                found.labels += self._tree_label(number, placed)
                found.strokes.append(self._branch(number, placed).stroke(ahead=line.ahead))
        found.height = ceil(max(box.bottom for box in _boxes(found))) + APART
        return found

    def _heads(self) -> Iterator[Text]:
        """Each has room up to the next column, since nothing else stands as high."""
        ends = [self.lefts[2] - APART, self.lefts[4] - APART, sum(self.widths)]
        for column, (head, end) in enumerate(zip(self.heads, ends, strict=True)):
            for words in SMALL.shortened(head, end - self.lefts[2 * column], 1):
                yield _text(SMALL, self.lefts[2 * column], HEAD, words)

    # Across: widths of the five places of a row.

    def _across(self) -> tuple[list[int], list[int]]:
        """Left edges and widths: what is widest gives way first, and what is left over goes to the gaps."""
        wanted, least = zip(*(self._column(p // 2) if p % 2 == 0 else self._gap(p) for p in range(5)), strict=True)
        widths = list(wanted)
        while sum(widths) > WIDTH and widths != list(least):
            place = max((p for p in range(5) if widths[p] > least[p]), key=lambda p: widths[p])
            widths[place] -= 1
        gaps = [1, 3, *(p for p in (1, 3) if self._in_gap(p))]
        for number in range(WIDTH - sum(widths)):
            widths[gaps[number % len(gaps)]] += 1
        return [sum(widths[:p]) for p in range(5)], widths

    def _column(self, column: int) -> tuple[int, int]:
        """The width that the lettering of a column wants, and the least that it can be cut to."""
        beside = 0 if column == 2 else 2 * LEAST_BEND - APART
        wanted = least = max(0, min(ceil(SMALL.width(self.heads[column])), TEXT + LEAST_NAME) - beside)
        for node in self.nodes:
            if node.column == column:
                before = TEXT + self._indent(node)
                name = ceil(max(node.face.width(node.name), self._label_over(node)))
                wanted = max(wanted, before + min(name, MOST_NAME))
                least = max(least, before + min(name, LEAST_NAME))
        return wanted, least

    def _label_over(self, node: Node) -> float:
        """How wide the label is of the line that a node hangs by."""
        _upper, number = self.rows.parents.get(node.key, ("", None))
        return 0 if number is None else SMALL.width(self.lines[number].labels[0])

    def _gap(self, place: int) -> tuple[int, int]:
        labels = [label for number in self._in_gap(place) for label in self.lines[number].labels]
        label = max((ceil(SMALL.width(label)) for label in labels), default=0)
        return 2 * LEAST_BEND + min(label, MOST_LABEL), 2 * LEAST_BEND + min(label, LEAST_LABEL)

    def _in_gap(self, place: int) -> list[int]:
        """Lines with their label in the gap."""
        return [number for number in self.rows.lines if self._label_place(number) == place]

    def _label_place(self, number: int) -> int:
        """The gap that holds a line's label: beside its first end, unless that is what the figure is about."""
        left, right = self._ends(self.lines[number])
        return 2 * right.column - 1 if left.own else 2 * left.column + 1

    def _ends(self, line: Line) -> tuple[Node, Node]:
        """Both ends from left to right."""
        first, second = self.by_key[line.first], self.by_key[line.second]
        return (first, second) if first.column <= second.column else (second, first)

    def _indent(self, node: Node) -> int:
        return INDENT * self.rows.depth(node.key)

    # What is lettered, cut to its width.

    def _room(self, node: Node) -> int:
        return self.widths[2 * node.column] - TEXT - self._indent(node)

    def _name(self, node: Node) -> list[str]:
        return node.face.shortened(node.name, self._room(node), NAME_LINES) or [node.name]

    def _labelled(self) -> list[int]:
        """The lines that are drawn: those between columns, and those by which one node hangs from another."""
        return sorted({*self.rows.lines, *(number for _, number in self.rows.parents.values())})

    def _label(self, number: int) -> tuple[list[str], list[str]]:
        """Lines of lettering above a line and below it."""
        labels = self.lines[number].labels
        if number not in self.rows.lines:
            return SMALL.shortened(labels[0], self._room(self._hanging(number)), 1), []
        width = self.widths[self._label_place(number)]
        room = min(width - 2 * LEAST_BEND, max(MOST_LABEL, width - 2 * MOST_BEND))
        if len(labels) > 1:
            return SMALL.shortened(labels[0], room, LABEL_LINES), SMALL.shortened(labels[1], room, LABEL_LINES)
        lines = SMALL.shortened(labels[0], room, LABEL_LINES)
        half = ceil(len(lines) / 2)
        return lines[:half], lines[half:]

    def _bend(self, place: int) -> int:
        """How wide lines turn at either side of a gap: as wide as its labels allow."""
        lines = [words for number in self._in_gap(place) for part in self.labels[number] for words in part]
        label = max((ceil(SMALL.width(words)) for words in lines), default=0)
        return max(LEAST_BEND, min(MOST_BEND, (self.widths[place] - label) // 2))

    def _hanging(self, number: int) -> Node:
        """The node that hangs from another by a line."""
        return next(self.by_key[key] for key, (_, by) in self.rows.parents.items() if by == number)

    # Down: where each row stands.

    def _down(self) -> list[int]:
        rows = max([*self.rows.nodes.values(), *self.rows.lines.values()]) + 1
        above, below = [GLYPH // 2] * rows, [GLYPH // 2] * rows
        for node in self.nodes:
            row, half = self.rows.nodes[node.key], self._half(node)
            above[row] = max(above[row], half + SMALL.leading * (node.key in self.rows.parents))
            below[row] = max(below[row], half)
        for number, row in self.rows.lines.items():
            over, under = map(len, self.labels[number])
            above[row] = max(above[row], LIFT + SMALL.leading * over)
            below[row] = max(below[row], LIFT + SMALL.leading * under)
        ys, y = [], TOP - APART
        for up, down in zip(above, below, strict=True):
            ys.append(y + APART + up)
            y = ys[-1] + down
        return ys

    def _half(self, node: Node) -> int:
        return node.face.leading * len(self.names[node.key]) // 2

    # Everything in its place.

    def _placed(self, node: Node) -> Placed:
        x, y = self.lefts[2 * node.column] + self._indent(node), self.ys[self.rows.nodes[node.key]]
        words, face = self.names[node.key], node.face
        first = y - self._half(node) + face.leading - face.descent
        texts = [_text(face, x + TEXT, first + n * face.leading, line) for n, line in enumerate(words)]
        cut = "".join(words).replace(" ", "") != node.name.replace(" ", "")
        return Placed(node, Box(x, y - GLYPH // 2, x + GLYPH, y + GLYPH // 2), texts, cut)

    def _lane_label(self, number: int) -> Iterator[Text]:
        place, y = self._label_place(number), self.ys[self.rows.lines[number]]
        middle, (over, under) = self.lefts[place] + self.widths[place] // 2, self.labels[number]
        for n, words in enumerate(reversed(over)):
            yield _text(SMALL, middle, y - LIFT - SMALL.descent - n * SMALL.leading, words, middle=True)
        for n, words in enumerate(under, 1):
            yield _text(SMALL, middle, y + LIFT - SMALL.descent + n * SMALL.leading, words, middle=True)

    def _tree_label(self, number: int, placed: dict[str, Placed]) -> Iterator[Text]:
        lower = placed[self._hanging(number).key]
        for words in self.labels[number][0]:
            base = round(lower.texts[0].box.top) - SMALL.descent
            yield _text(SMALL, lower.texts[0].x, base, words)

    def _lane(self, number: int, placed: dict[str, Placed]) -> Pen:
        """From the name at the left to the glyph at the right, by way of the line's own row."""
        left, right = self._ends(self.lines[number])
        level, start, end = self.ys[self.rows.lines[number]], placed[left.key], placed[right.key]
        leaves = self.lefts[2 * left.column] + self.widths[2 * left.column] + REACH
        arrives = self.lefts[2 * right.column] - REACH
        starts = leaves - REACH + self.bends[2 * left.column + 1]
        ends = arrives + REACH - self.bends[2 * right.column - 1]
        pen = Pen((ceil(max(text.box.right for text in start.texts)) + REACH, self.ys[self.rows.nodes[left.key]]))
        pen.level(leaves).turn(starts, level, self._track(left, 1)).level(ends)
        pen.turn(arrives, self.ys[self.rows.nodes[right.key]], self._track(right, -1)).level(end.glyph.left - REACH)
        # What is read from left to right needs no mark.
        return pen.barb(1, 0) if self.lines[number].first == right.key else pen

    def _track(self, node: Node, side: int) -> float:
        """How far into the turn of a gap beside a node its lines lead up and down: each node's apart from others'."""
        turning = self.turning[2 * node.column + side, side]
        return (turning.index(node.key) + 1) / (len(turning) + 1) if node.key in turning else 0.5

    def _turning(self) -> dict[tuple[int, int], list[str]]:
        """By gap, and the side of nodes that it is on, the nodes of which some line turns there."""
        found: dict[tuple[int, int], list[str]] = {(gap, side): [] for gap in (1, 3) for side in (1, -1)}
        for number, row in self.rows.lines.items():
            for node, side in zip(self._ends(self.lines[number]), (1, -1), strict=True):
                turning = found[2 * node.column + side, side]
                if self.rows.nodes[node.key] != row and node.key not in turning:
                    turning.append(node.key)
        # From top to bottom, so that the order in which the ties were read leaves no mark.
        return {gap: sorted(turning, key=self.rows.nodes.__getitem__) for gap, turning in found.items()}

    def _branch(self, number: int, placed: dict[str, Placed]) -> Pen:
        """From a glyph down to that of what hangs from it, with a barb that says which way it is read."""
        lower = placed[self._hanging(number).key].glyph
        upper = placed[self.rows.parents[self._hanging(number).key][0]].glyph
        pen = Pen((upper.left + GLYPH // 2, upper.bottom + REACH))
        pen.hang(lower.left + GLYPH // 2, lower.top - REACH)
        return pen.barb(0, -1) if self.lines[number].under else pen.barb(0, 1)


def _text(face: PageLettering, x: int, y: int, words: str, *, middle: bool = False) -> Text:
    width = face.width(words)
    left = x - width / 2 if middle else x
    box = Box(left, y + face.descent - face.leading, left + width, y + face.descent)
    return Text(x, y, words, box, middle)


def _boxes(layout: Layout) -> Iterator[Box]:
    for placed in layout.nodes:
        yield placed.glyph
        yield from (text.box for text in placed.texts)
    yield from (text.box for text in layout.labels)
