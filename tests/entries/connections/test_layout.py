"""The geometry of figures of connections: whatever names and labels are, nothing runs into anything."""

from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from entries.connections.layout import WIDTH, lay_out
from entries.connections.shapes import Box, Layout, Line, Node

HEADS = ["People", "Organisations", "Zones"]
ALPHABETS = ["Lanterns of the outer harbour ", "灯笼港湾创新科技", "Ǟ ﷽ \U0001f3ee\u0301i", "W", "i "]
NAMES = st.builds(
    lambda alphabet, start, length: (alphabet * 120)[start : start + length].strip() or "A",
    st.sampled_from(ALPHABETS), st.integers(0, 9), st.integers(1, 120),
)  # fmt: skip
TOUCH = 0.01


@st.composite
def figures(draw):
    """Nodes and lines as an entry of any kind may have them, with some ties among its neighbours."""
    columns = [draw(st.integers(0, 2)), *draw(st.lists(st.integers(0, 2), min_size=1, max_size=23))]
    names, labels = draw(st.lists(NAMES, min_size=4, max_size=8)), draw(st.lists(NAMES, min_size=2, max_size=4))
    nodes = [Node(f"{n:02}", names[n % len(names)], column, own=n == 0) for n, column in enumerate(columns)]
    keys = st.sampled_from([node.key for node in nodes[1:]])
    among = draw(st.lists(st.tuples(keys, keys), max_size=12))
    pairs = {frozenset(pair) for pair in [*(("00", node.key) for node in nodes[1:]), *among] if pair[0] != pair[1]}
    turned, under = draw(st.booleans()), draw(st.booleans())
    lines = [
        Line(*sorted(pair, reverse=turned), tuple(labels[: 1 + n % 2]), under=under)
        for n, pair in enumerate(sorted(pairs, key=sorted))
    ]
    more = [Node(f"more-{column}", "and 31 more", column, more=True) for column in draw(st.sets(st.integers(0, 2)))]
    return nodes + more, lines


def lettering(layout: Layout) -> list[Box]:
    names = (text for placed in layout.nodes for text in placed.texts)
    return [text.box for text in (*layout.heads, *layout.labels, *names)]


def glyphs(layout: Layout) -> list[Box]:
    return [placed.glyph for placed in layout.nodes if not placed.node.more]


def overlap(a: Box, b: Box) -> bool:
    across = min(a.right, b.right) - max(a.left, b.left)
    return across > TOUCH and min(a.bottom, b.bottom) - max(a.top, b.top) > TOUCH


def inside(point: tuple[float, float], box: Box) -> bool:
    return box.left < point[0] < box.right and box.top < point[1] < box.bottom


@settings(max_examples=100, deadline=None)
@given(figures())
def test_nothing_runs_into_anything(figure):
    layout = lay_out(*figure, HEADS)
    boxes = lettering(layout) + glyphs(layout)
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    points = [point for stroke in layout.strokes for point in stroke.points()]
    assert [(point, box) for box in boxes for point in points if inside(point, box)] == []


@settings(max_examples=30, deadline=None)
@given(figures())
def test_everything_stands_within_the_figure(figure):
    layout = lay_out(*figure, HEADS)
    assert WIDTH <= layout.width <= WIDTH * 1.1
    for left, top, right, bottom in lettering(layout) + glyphs(layout):
        assert 0 <= left <= right <= layout.width
        assert 0 <= top <= bottom <= layout.height
    points = [point for stroke in layout.strokes for point in stroke.points()]
    assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in points)


@settings(max_examples=10, deadline=None)
@given(figures())
def test_same_connections_are_drawn_the_same(figure):
    assert lay_out(*figure, HEADS) == lay_out(*figure, HEADS)


def own(column: int = 1, name: str = "Lantern Works") -> Node:
    return Node("own", name, column, own=True)


def test_line_from_left_to_right_passes_where_the_middle_is_free():
    nodes = [own(2), Node("a", "Li Lantern", 0), Node("b", "Harbour Works", 1)]
    lines = [Line("a", "own", ("Director",)), Line("b", "own", ("settled in",))]
    heights = {placed.node.key: placed.glyph.top for placed in lay_out(nodes, lines, HEADS).nodes}
    assert len({heights["a"], heights["b"]}) == 2


def test_part_hangs_under_its_whole():
    nodes = [own(2), Node("whole", "Bay", 2), Node("part", "Pier", 2)]
    lines = [Line("own", "whole", ("part of",)), Line("part", "own", ("part of",))]
    placed = {one.node.key: one.glyph for one in lay_out(nodes, lines, HEADS).nodes}
    assert placed["whole"].top < placed["own"].top < placed["part"].top
    assert placed["whole"].left < placed["own"].left < placed["part"].left


@pytest.mark.parametrize("label", ["灯", "part of", "part of the outer harbour"])
def test_column_is_as_wide_as_the_labels_within_it(label):
    nodes = [own(2, "L"), Node("whole", "L", 2)]
    layout = lay_out(nodes, [Line("own", "whole", (label,))], HEADS)
    assert [text.words for text in layout.labels] == [label]
    assert layout.labels[0].box.right <= layout.width


def test_what_a_line_leads_down_to_stands_under_its_first_end():
    nodes = [own(1), Node("subject", "Harbour Works", 1)]
    placed = {
        p.node.key: p.glyph for p in lay_out(nodes, [Line("own", "subject", ("about",), under=True)], HEADS).nodes
    }
    assert placed["own"].top < placed["subject"].top


def test_circle_of_ties_within_a_column_is_drawn_as_far_as_it_hangs():
    nodes = [own(2), Node("a", "Bay", 2), Node("b", "Pier", 2)]
    lines = [Line("own", "a", ("x",)), Line("a", "b", ("x",)), Line("b", "own", ("x",))]
    assert len(lay_out(nodes, lines, HEADS).strokes) == 2


@pytest.mark.parametrize("name", ["Lantern " * 15, "灯" * 120, "W" * 120])
def test_long_name_is_cut_with_an_ellipsis(name):
    neighbours = [Node(f"n{n}", name, n % 3) for n in range(12)]
    layout = lay_out([own(), *neighbours], [Line(node.key, "own", ("Founder",)) for node in neighbours], HEADS)
    cut = [placed for placed in layout.nodes if not placed.node.own]
    assert all(placed.cut and placed.texts[-1].words.endswith("…") for placed in cut)


def test_short_name_is_whole():
    layout = lay_out([own(), Node("a", "Li Lantern", 0)], [Line("a", "own", ("Founder",))], HEADS)
    assert [(placed.texts[0].words, placed.cut) for placed in layout.nodes] == [
        ("Lantern Works", False),
        ("Li Lantern", False),
    ]
