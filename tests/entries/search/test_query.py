"""How what was typed is read."""

import pytest
from hypothesis import given, strategies as st

from entries.search.query import LONGEST, MOST_TERMS, Unit, parse


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("hetao", [Unit(("hetao",), True)]),
        ("Shu Tang", [Unit(("shu",)), Unit(("tang",), True)]),
        ('"shu tang"', [Unit(("shu", "tang"))]),
        ("“shu tang” watch", [Unit(("shu", "tang")), Unit(("watch",), True)]),
        ("inno* zone", [Unit(("inno",), True), Unit(("zone",), True)]),
        ("创新", [Unit(("创", "新"))]),
        ("non-invasive", [Unit(("non", "invasive"), True)]),
        ("watch a", [Unit(("watch",)), Unit(("a",))]),
        ('"shu tang', [Unit(("shu",)), Unit(("tang",), True)]),
        ("AND OR NOT", [Unit(("and",)), Unit(("or",)), Unit(("not",), True)]),
        ("a:b {c} ^d", [Unit(("a", "b")), Unit(("c",)), Unit(("d",))]),
        ("tang tang ", [Unit(("tang",)), Unit(("tang",), True)]),
        ('""', []),
        ("- * ( ) ' \\ \x00", []),
    ],
)
def test_query_is_read_word_for_word(text, units):
    assert list(parse(text).units) == units


def test_long_query_is_cut_and_says_so():
    query = parse("word " * 5_000)
    assert len(query.text) <= LONGEST
    assert [str(remark) for remark in query.remarks] == ["Only the first 200 signs were searched for."]


def test_query_of_many_words_keeps_some_and_says_so():
    query = parse(" ".join(f"w{n}" for n in range(40)))
    assert len(query.units) == MOST_TERMS
    assert [str(remark) for remark in query.remarks] == ["Only 16 of the words were searched for."]


@given(st.text())
def test_any_text_is_a_query(text):
    query = parse(text)
    assert all(unit.terms for unit in query.units)
    assert sum(len(unit.terms) for unit in query.units) <= MOST_TERMS
