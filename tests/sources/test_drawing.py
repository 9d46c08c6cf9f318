"""Drawing: a bar for every word, inside the column, marked by the passages that cover it."""

import re
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from sources.drawing import WIDTH, Drawing, Label, draw

bounded = settings(max_examples=200, deadline=None)

BAR = re.compile(r"M(?P<x>\d+) (?P<y>\d+)h(?P<width>\d+)v3\.5H(?P=x)z")

lengths = st.lists(st.integers(1, 12) | st.integers(1, 120), max_size=80)
covers = st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)).map(sorted), max_size=6)


def bars(drawing: Drawing) -> list[tuple[int, int, int, tuple[int, ...]]]:
    """(y, x, width, passages) of every bar in reading order; fails where a path holds anything else."""
    found = []
    for group in drawing.bars:
        assert BAR.sub("", group.path) == ""
        found += [
            (int(bar["y"]), int(bar["x"]), int(bar["width"]), group.covered_by) for bar in BAR.finditer(group.path)
        ]
    return sorted(found)


@bounded
@given(lengths, covers)
def test_every_word_is_drawn_once_in_order_and_as_long_as_its_letters(letters, ranges):
    assert [width for _y, _x, width, _by in bars(draw(letters, ranges))] == [
        min(8 * count - 2, WIDTH) for count in letters
    ]


@bounded
@given(lengths, covers)
def test_bars_stay_inside_the_drawing_and_apart(letters, ranges):
    drawing = draw(letters, ranges)
    drawn = bars(drawing)
    assert all(x >= 0 and x + width <= WIDTH and y >= 0 and y + 3.5 <= drawing.height for y, x, width, _by in drawn)
    for (y, x, width, _by), (next_y, next_x, _width, _next_by) in pairwise(drawn):
        assert next_y > y + 3.5 or (next_y == y and next_x > x + width)


@bounded
@given(lengths, covers)
def test_bar_knows_every_passage_that_covers_its_word(letters, ranges):
    for word, (*_place, by) in enumerate(bars(draw(letters, ranges)), 1):
        assert by == tuple(number for number, (first, last) in enumerate(ranges, 1) if word in range(first, last + 1))


@bounded
@given(lengths, covers)
def test_label_stands_at_the_first_word_of_its_passage(letters, ranges):
    drawing = draw(letters, ranges)
    drawn = bars(drawing)
    firsts = [first for first, _last in ranges]
    assert drawing.labels == [
        Label(number, drawn[first - 1][1] + 13 * firsts[: number - 1].count(first), drawn[first - 1][0])
        for number, first in enumerate(firsts, 1)
        if first <= len(letters)
    ]


def test_passages_that_overlap_share_the_bars_of_their_words():
    drawing = draw([1, 2, 3, 4], [(1, 3), (3, 4)])
    assert [(group.covered_by, len(BAR.findall(group.path))) for group in drawing.bars] == [
        ((1,), 2),
        ((1, 2), 1),
        ((2,), 1),
    ]


def test_passages_that_begin_with_the_same_word_have_their_labels_side_by_side():
    assert draw([5, 5], [(1, 2), (2, 2), (1, 1)]).labels == [Label(1, 0, 11), Label(2, 48, 11), Label(3, 13, 11)]


def test_paragraph_without_passages_is_one_path_that_nothing_covers():
    assert [group.covered_by for group in draw([3, 1, 4], []).bars] == [()]


def test_word_that_does_not_fit_begins_the_next_line():
    (first, second) = bars(draw([31, 31], []))
    assert (second[1], second[0] > first[0]) == (0, True)


def test_word_longer_than_the_column_fills_a_line_of_its_own():
    assert [(x, width) for _y, x, width, _by in bars(draw([1, 200, 1], []))] == [(0, 6), (0, WIDTH), (0, 6)]


def test_paragraph_whose_passage_was_never_located_is_drawn_without_a_label():
    drawing = draw([3, 3], [(0, 0)])
    assert (drawing.labels, [group.covered_by for group in drawing.bars]) == ([], [()])


def test_empty_paragraph_has_neither_bars_nor_labels():
    drawing = draw([], [(1, 2)])
    assert (drawing.bars, drawing.labels) == ([], [])
