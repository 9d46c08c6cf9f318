"""From selected words to a passage: what is proposed finds those words and no others, with as few as will do."""

import pytest
from hypothesis import example, given, settings, strategies as st

from sources.finding import shortest
from sources.locators import MOST_CHARACTERS, NotLocated, fold, locate, too_long, words

bounded = settings(max_examples=200, deadline=None)

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
# Few characters, so that words stand twice, inside other words, and beside quotes and brackets.
narrow = st.text("aab  \u201c\"'\u2019().甲乙e\u0301", max_size=40)


@st.composite
def selections(draw):
    """A normalised paragraph with the numbers of the first and last word selected in it."""
    paragraph = draw((narrow | anything).map(fold).filter(bool))
    ends = st.integers(1, len(words(paragraph)))
    first, last = sorted([draw(ends), draw(ends)])
    return paragraph, first, last


def ways(paragraph: str, first: int, last: int) -> dict[tuple[str, str], int]:
    """Every (opens, closes) within the limits that finds these words alone, with its number of words."""
    chosen = words(paragraph)[first - 1 : last]
    start, end = chosen[0].start(), chosen[-1].end()
    cuts = [(paragraph[start : opens.end()], "") for opens in chosen if opens.end() == end]
    cuts += [
        (paragraph[start : opens.end()], paragraph[closes.start() : end])
        for opens in chosen
        for closes in chosen
        if closes.start() >= opens.end()
    ]
    found = {}
    for opens, closes in cuts:
        try:
            place = locate(paragraph, opens, closes)
        except NotLocated:
            continue
        if (place.start, place.end) == (start, end) and not too_long(opens, closes):
            found[opens, closes] = len(words(opens)) + len(words(closes))
    return found


@bounded
@given(selections())
@example(("a b a b", 1, 4))
@example(("a b a c", 3, 4))
@example(("a cat in concatenated cats", 2, 2))
@example(("甲乙甲乙丙", 3, 4))
def test_proposal_finds_exactly_the_selected_words_with_the_fewest_that_do(selection):
    paragraph, first, last = selection
    possible = ways(paragraph, first, last)
    if not possible:
        with pytest.raises(NotLocated, match="select more words"):
            shortest(paragraph, first, last)
        return
    opens, closes = shortest(paragraph, first, last)
    found = locate(paragraph, opens, closes)
    chosen = words(paragraph)[first - 1 : last]
    assert (found.start, found.end) == (chosen[0].start(), chosen[-1].end())
    assert (found.first_word, found.last_word) == (first, last)
    assert possible[opens, closes] == min(possible.values())


@pytest.mark.parametrize(
    ("paragraph", "first", "last", "expected"),
    [
        ("one two three four", 2, 2, ("two", "")),
        ("one two three four", 2, 3, ("two three", "")),
        ("one two three four", 1, 4, ("one", "four")),
        ("the cat saw the dog run", 4, 6, ("the dog run", "")),
        ("the cat saw the dog run off", 4, 7, ("the dog", "off")),
        ("stop the clock and stop the bell", 1, 6, ("stop the", "the")),
        ("so it goes and it goes and it went", 5, 9, ("it goes and it went", "")),
        ("a concatenated cat sat", 3, 4, ("cat sat", "")),
        ("“It is new,” she said (at last).", 1, 3, ("“It", "new,”")),
        ("甲乙丙甲乙丁", 4, 6, ("甲乙丁", "")),
    ],
)
def test_proposal_is(paragraph, first, last, expected):
    assert shortest(paragraph, first, last) == expected


def test_words_that_stand_elsewhere_too_are_refused_with_what_to_do():
    with pytest.raises(NotLocated, match="cannot be told from others in the paragraph; select more words"):
        shortest("a dog and a dog", 1, 2)


def test_word_that_also_stands_inside_another_is_refused():
    with pytest.raises(NotLocated, match="select more words"):
        shortest("a concatenated cat", 3, 3)


def test_opening_alone_may_have_eight_words_and_no_ninth():
    paragraph = "b b b b b b b b b c"
    assert shortest(paragraph, 3, 10) == ("b b b b b b b c", "")
    with pytest.raises(NotLocated):
        shortest(paragraph, 2, 10)


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, 3)])
def test_words_that_the_paragraph_does_not_have_are_refused(first, last):
    with pytest.raises(NotLocated, match="only 2 words"):
        shortest("one two", first, last)


def test_word_too_long_to_be_kept_is_refused():
    longest = "x" * MOST_CHARACTERS
    assert shortest(f"{longest} y", 1, 1) == (longest, "")
    with pytest.raises(NotLocated):
        shortest(f"{longest}x y", 1, 1)
