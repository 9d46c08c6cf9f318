"""Numbers in words: plurals and digits as a language has them."""

import pytest
from django.utils import translation

from entries.paging import Count
from sources.counting import grouped
from sources.models import Source


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(0), "0 sources"),
        (Count(1), "1 source"),
        (Count(2), "2 sources"),
        (Count(1000), "1,000 sources"),
        (Count(1000, over=True), "over 1,000 sources"),
    ],
)
def test_count_is_said_as_one_phrase(count, said):
    assert Source.counted_as.of(count) == said


@pytest.mark.parametrize(("language", "said"), [("en", "12,345"), ("de", "12.345"), ("fr", "12\xa0345")])
def test_digits_are_grouped_as_the_language_groups_them(language, said):
    with translation.override(language):
        assert grouped(12345) == said
