"""Locators: what is cut out of a text is found again, exactly, or not at all."""

import hashlib
import unicodedata

import pytest
from hypothesis import assume, given, settings, strategies as st

from sources import locators
from sources.locators import NotLocated, fold, locate, normalise, paragraphs, shape, too_long, words

bounded = settings(max_examples=150, deadline=None)

# Lone surrogates have no UTF-8, so neither a form nor a database hands them on.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
# Few characters, so that doubles, near misses and overlaps are common: Latin, Han, marks, two kinds of quotes.
narrow = st.text("ab \u201c\"'\u2019.甲乙e\u0301", max_size=30)
paragraph_texts = (anything | narrow).map(fold).filter(bool)


@st.composite
def cuts(draw):
    """A normalised paragraph with the ends of two parts of it, the second after the first."""
    paragraph = draw(paragraph_texts)
    ends = draw(st.lists(st.integers(0, len(paragraph)), min_size=4, max_size=4).map(sorted))
    return paragraph, *ends


def places(paragraph: str, opens: str, closes: str) -> list[tuple[int, int]]:
    """All (start, end) of passages, sought letter by letter."""
    found = []
    for start in range(len(paragraph)):
        if not paragraph.startswith(opens, start):
            continue
        opened = start + len(opens)
        ends = [at + len(closes) for at in range(opened, len(paragraph) + 1) if paragraph.startswith(closes, at)]
        if ends:
            found.append((start, ends[0]))
    return found


@bounded
@given(anything)
def test_normalise_twice_equals_once(text):
    assert normalise(normalise(text)) == normalise(text)


@bounded
@given(anything)
def test_normalised_text_is_nfc_without_empty_lines_or_runs_of_space(text):
    normalised = normalise(text)
    assert unicodedata.is_normalized("NFC", normalised)
    assert paragraphs(text) == [line for line in normalised.split("\n") if line]
    assert all(" ".join(line.split()) == line for line in paragraphs(text))


@bounded
@given(anything)
def test_shape_counts_every_character_but_space(text):
    lengths = shape(text)
    assert len(lengths) == len(paragraphs(text))
    assert list(map(sum, lengths)) == [len(line.replace(" ", "")) for line in paragraphs(text)]


@bounded
@given(cuts())
def test_cut_out_passage_is_found_exactly_where_it_stands_or_refused_when_doubled(cut):
    paragraph, start, opened, closing, end = cut
    opens, closes = paragraph[start:opened], paragraph[closing:end]
    assume(fold(opens) == opens != "" and fold(closes) == closes)
    expected = places(paragraph, opens, closes)
    if len(expected) == 1:
        found = locate(paragraph, opens, closes)
        assert (found.start, found.end) == expected[0]
        assert found.digest == hashlib.sha256(paragraph[found.start : found.end].encode()).hexdigest()
    else:
        with pytest.raises(NotLocated, match=f"stands {len(expected)} times here"):
            locate(paragraph, opens, closes)


@bounded
@given(paragraph_texts, narrow | anything, narrow | anything)
def test_words_that_are_not_in_the_paragraph_are_never_found(paragraph, opens, closes):
    opens, closes = fold(opens), fold(closes)
    assume(opens and len(places(paragraph, opens, closes)) != 1)
    with pytest.raises(NotLocated):
        locate(paragraph, opens, closes)


@bounded
@given(cuts())
def test_word_range_covers_the_passage_and_no_word_more(cut):
    paragraph, start, opened, closing, end = cut
    try:
        found = locate(paragraph, paragraph[start:opened], paragraph[closing:end])
    except NotLocated:
        assume(False)
    every = words(paragraph)
    first, last = every[found.first_word - 1], every[found.last_word - 1]
    assert first.start() <= found.start < first.end()
    assert last.start() < found.end <= last.end()


@bounded
@given(*[st.text("abcd", min_size=1, max_size=8)] * 2)
def test_digest_changes_when_a_word_inside_changes(word, other):
    assume(word != other)
    before, after = (locate(f"one BEGIN the {middle} of it END two", "BEGIN", "END") for middle in (word, other))
    assert before.digest != after.digest
    assert (before.first_word, before.last_word) == (after.first_word, after.last_word) == (2, 7)


def test_text_of_several_lines_becomes_paragraphs_counted_without_empty_lines():
    assert paragraphs("\ufeff  one\u00a0 two\t\r\n\r\n \u3000 \nthree\u2028four\x0c") == [
        "\ufeff one two",
        "three",
        "four",
    ]


def test_decomposed_letters_are_found_by_composed_ones_and_the_other_way_round():
    assert locate(fold("a cafe\u0301 b"), "caf\u00e9") == locate(fold("a caf\u00e9 b"), "cafe\u0301")


def test_white_space_in_the_quoted_words_is_folded():
    assert locate("one two three four", " one \n two", "\tfour ").end == 18


def test_closing_words_are_the_next_after_the_opening():
    paragraph = "stop here go there stop now stop"
    found = locate(paragraph, "go", "stop")
    assert paragraph[found.start : found.end] == "go there stop"


@pytest.mark.parametrize(
    ("paragraph", "opens", "closes"),
    [("end then begin", "begin", "end"), ("begin", "begin", "begin"), ("aba", "ab", "ba"), ("begin", "begin", "end")],
)
def test_closing_words_that_do_not_follow_the_opening_are_refused(paragraph, opens, closes):
    with pytest.raises(NotLocated, match="the closing words .* do not follow"):
        locate(paragraph, opens, closes)


@pytest.mark.parametrize(
    "wrong", ["“it’s new”", "“It's new”", "“Its new”", "“It’s-new”", "“It’s new,”", "“It’s  news”", "It’s new”."]
)
def test_words_that_differ_in_one_character_are_refused(wrong):
    paragraph = "He wrote: “It’s new” so."
    assert locate(paragraph, "“It’s new”").start == 10
    with pytest.raises(NotLocated, match="are not in this paragraph"):
        locate(paragraph, wrong)


@pytest.mark.parametrize(("curly", "straight"), [("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")])
def test_curly_quote_is_not_a_straight_one(curly, straight):
    assert locate(f"a {curly}b", f"{curly}b").start == 2
    for paragraph, opens in ((f"a {curly}b", f"{straight}b"), (f"a {straight}b", f"{curly}b")):
        with pytest.raises(NotLocated):
            locate(paragraph, opens)


@pytest.mark.parametrize(
    ("paragraph", "opens", "closes"), [("a b a b", "a", "b"), ("a b a", "a", ""), ("aaa", "aa", "")]
)
def test_passage_that_stands_twice_is_refused_with_its_number(paragraph, opens, closes):
    with pytest.raises(NotLocated, match="stands 2 times here; use more words"):
        locate(paragraph, opens, closes)


@pytest.mark.parametrize("opens", ["", " ", "\n\u3000"])
def test_blank_opening_words_are_refused(opens):
    with pytest.raises(NotLocated, match="needs opening words"):
        locate("one two", opens, "two")


def test_han_characters_are_words_of_their_own_and_found_inside_a_run():
    paragraph = fold("甲乙丙 AB-1丁，戊。")
    assert [word[0] for word in words(paragraph)] == ["甲", "乙", "丙", "AB-1", "丁", "，", "戊", "。"]
    found = locate(paragraph, "乙", "丁")
    assert paragraph[found.start : found.end] == "乙丙 AB-1丁"
    assert (found.first_word, found.last_word) == (2, 5)


def test_digest_of_a_text_is_its_sha256():
    assert locators.digest("甲 a") == hashlib.sha256("甲 a".encode()).hexdigest()


@pytest.mark.parametrize(
    ("opens", "closes", "refused"),
    [
        ("a b c d e f g h", "", False),
        ("a b c d e f g h i", "", True),
        ("a b c d e f", "a b c d e f", False),
        ("a b c d e f g", "a", True),
        ("a", "a b c d e f g", True),
        ("甲乙丙丁戊己庚辛", "", False),
        ("甲乙丙丁戊己庚辛壬", "", True),
    ],
)
def test_quoted_words_over_the_limit_are_refused(opens, closes, refused):
    assert bool(too_long(opens, closes)) is refused
