"""Segments: joined they are the text, and each passage is exactly the pieces that it covers."""

from hypothesis import example, given, settings, strategies as st

from sources.segments import Segment, cut

bounded = settings(max_examples=300, deadline=None)


@st.composite
def paragraphs(draw) -> tuple[str, dict[int, tuple[int, int]]]:
    text = draw(st.text(min_size=1, max_size=40))
    ends = st.integers(0, len(text))
    places = st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: (min(pair), max(pair)))
    return text, draw(st.dictionaries(st.integers(1, 20), places, max_size=8))


@bounded
@given(paragraphs())
@example(("nested", {1: (0, 6), 2: (1, 3)}))
@example(("across", {1: (0, 4), 2: (2, 6)}))
@example(("adjacent", {1: (0, 3), 2: (3, 8)}))
@example(("identical", {1: (2, 5), 2: (2, 5)}))
def test_segments_are_the_text_and_each_passage_is_its_pieces(paragraph):
    text, places = paragraph
    segments = cut(text, places)
    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)
    assert {number for segment in segments for number in segment.covered_by} == places.keys()
    for number, (start, end) in places.items():
        assert "".join(segment.text for segment in segments if number in segment.covered_by) == text[start:end]
        (first,) = (place for place, segment in enumerate(segments) if number in segment.begun)
        assert len("".join(segment.text for segment in segments[:first])) == start


def test_text_without_passages_is_one_segment():
    assert cut("All of it.", {}) == [Segment("All of it.", (), ())]


def test_no_text_has_no_segments():
    assert cut("", {}) == []


def test_pieces_that_two_passages_share_name_both():
    assert cut("abcdef", {1: (0, 4), 2: (2, 6)}) == [
        Segment("ab", (1,), (1,)), Segment("cd", (1, 2), (2,)), Segment("ef", (2,), ()),
    ]  # fmt: skip
