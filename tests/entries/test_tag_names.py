"""Tags as they are typed into a form."""

import pytest
from taggit.utils import edit_string_for_tags, parse_tags

from entries.models import Tag


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", []),
        ("lanterns", ["lanterns"]),
        ("tide clocks", ["tide clocks"]),
        ("tide clocks, lanterns", ["lanterns", "tide clocks"]),
        (" , lanterns,, lanterns ,", ["lanterns"]),
        ('"oil, light", lanterns', ["lanterns", "oil, light"]),
        ('"tide clocks"', ["tide clocks"]),
        ('a "quoted" word', ['a "quoted" word']),
        ("tide\nclocks", ["tide clocks"]),
    ],
)
def test_only_commas_part_tags(typed, names):
    assert parse_tags(typed) == names


def test_tags_that_the_form_shows_are_read_again_as_the_same():
    names = ["lanterns", "oil, light", "tide clocks"]
    assert parse_tags(edit_string_for_tags([Tag(name=name) for name in names])) == names
