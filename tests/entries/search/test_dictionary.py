"""What a misspelt word may have meant."""

from collections import Counter

import pytest
from hypothesis import given, strategies as st

from entries.models import SearchTerm
from entries.search import dictionary
from entries.search.dictionary import alternatives, distance, sound

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    dictionary.count(Counter(shenzhen=3, hetao=2, heath=1, innovation=2, invention=9, drones=4, дрон=1))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shenzen", "shenzhen"),
        ("shenzehn", "shenzhen"),
        ("hetoa", "hetao"),
        ("heto", "hetao"),
        ("inovation", "innovation"),
        ("inovatien", "innovation"),
        ("dornes", "drones"),
        ("дорн", "дрон"),
    ],
)
def test_nearest_word_is_meant(words, typed, meant):
    assert alternatives(typed)[0] == meant


@pytest.mark.parametrize("typed", ["drones", "zzzzzz", "hut", "2006", "innovation" * 3, "", "创新", "unrelated"])
def test_word_that_is_right_short_or_far_from_all_has_no_alternative(words, typed):
    assert alternatives(typed) == []


def test_word_of_no_row_is_forgotten(words):
    dictionary.count(Counter(hetao=-2, shenzhen=-1))
    assert not SearchTerm.objects.filter(term="hetao").exists()
    assert SearchTerm.objects.get(term="shenzhen").count == 2


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("hetao", "hetoa", 1), ("", "abc", 3), ("abc", "abc", 0), ("ca", "abc", 3), ("ab", "cd", 2)],
)
def test_distance(one, other, steps):
    assert distance(one, other) == distance(other, one) == steps


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_distance_is_none_for_equals_alone(one, other):
    assert (distance(one, other) == 0) == (one == other)


def test_sound_leaves_vowels_and_doubled_letters_out():
    assert sound("innovation") == sound("inovatien") == "invtn"
