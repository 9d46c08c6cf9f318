"""Words as the search compares them."""

import pytest
from django.utils import timezone
from hypothesis import example, given, settings, strategies as st

from entries.models import SearchRow
from entries.search.candidates import matching
from entries.search.query import Query, Unit
from entries.search.words import spans, terms
from sources.models import Source
from tests import factories as make


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hetao Zone", ["hetao", "zone"]),
        ("Éclair STRASSE straße", ["eclair", "strasse", "strasse"]),
        ("大疆创新", ["大", "疆", "创", "新"]),
        ("DJI大疆2006年", ["dji", "大", "疆", "2006", "年"]),
        ("カメラ", ["カ", "メ", "ラ"]),
        ("ｆｕｌｌ width ﬁne", ["full", "width", "fine"]),
        ("snake_case, non-invasive; 80%", ["snake", "case", "non", "invasive", "80"]),
        ("Дрон ΔΙΣ", ["дрон", "δισ"]),
        ("—…🙂 \x00\u202e\ud800", []),
        ("x" * 70, ["x" * 60]),
    ],
)
def test_text_is_folded_into_words(text, expected):
    assert terms(text) == expected


@given(st.text())
@example("I\u0307İ\u0345ß™①½ㅏ가é")
def test_spans_are_the_same_words_with_their_places(text):
    found = list(spans(text))
    assert [span.term for span in found] == terms(text)
    for span in found:
        assert terms(text[span.start : span.end])[:1]
        assert 0 <= span.start < span.end <= len(text)


def test_span_takes_the_accents_of_its_last_letter_along():
    text = "cafe\u0301 bar"
    assert [text[span.start : span.end] for span in spans(text)] == ["cafe\u0301", "bar"]


@pytest.mark.django_db
@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=40))
@example("\U0002ebe1 \u1c89x a's 1e5 v1.0")
def test_database_splits_and_drops_none_of_the_words(text):
    row, _made = SearchRow.objects.get_or_create(source=Source.objects.first() or make.make_source())
    words = row.names = " ".join(terms(text))
    row.save()
    for word in words.split():
        assert matching(Query("", (Unit((word,)),)), "names", (), timezone.now()), word
        assert matching(Query("", (Unit((word[:2],), beginning=True),)), "all", (), timezone.now()), word
    if words:
        assert matching(Query("", (Unit(tuple(words.split())),)), "all", (), timezone.now())
