"""Figures: which of them disagree, and where those that do stand."""

import pytest

from entries.figures import disagree, groups
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return make.make_company()


@pytest.fixture
def passages():
    """Of two sources."""
    return [make.make_passage(), make.make_passage()]


def figure(entry, stated, *passages, **fields):
    """A figure such as “>150”, labelled “Share” unless said otherwise."""
    comparator, value = (stated[0], stated[1:]) if stated[0] in "<>≈" else ("=", stated)
    return make.make_figure(
        entry, **{"label": "Share", "comparator": comparator, "value": value, "passages": passages} | fields
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("80", "70", True),
        ("80", "80", False),
        ("80", "80.0", False),
        (">150", "160", False),
        (">150", "150", True),
        (">150", "140", True),
        ("<20", "19.5", False),
        ("<20", "20", True),
        (">150", ">200", False),
        ("<20", "<10", False),
        (">10", "<20", False),
        (">20", "<20", True),
        (">30", "<20", True),
        ("≈80", "84", False),
        ("≈80", "85", False),
        ("≈80", "86", True),
        ("≈80", "≈90", False),
        ("≈80", "≈100", False),
        ("≈80", "≈200", True),
        ("≈1.5", "1.54", False),
        ("≈1.5", "1.6", True),
        ("≈1500", "1549", False),
        ("≈80", ">85", True),
        ("≈80", "<80", False),
        ("≈0", "1", True),
        ("≈0", "0", False),
        ("-5", "5", True),
    ],
)
def test_values_disagree_where_none_is_possible_for_both(company, passages, one, other, expected):
    first, second = figure(company, one, passages[0]), figure(company, other, passages[1])
    assert disagree(first, second) is disagree(second, first) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"label": "Share"}, {"label": "share "}, True),
        ({"label": "Share"}, {"label": "Share abroad"}, False),
        ({"unit": "%"}, {"unit": "%"}, True),
        ({"unit": "m²"}, {"unit": "km²"}, False),
        ({"unit": "%"}, {"unit": ""}, False),
        ({"scope": "the world"}, {"scope": "The World"}, True),
        ({"scope": "the world"}, {"scope": ""}, True),
        ({"scope": "the world"}, {"scope": "the town"}, False),
        ({"as_of": "2019"}, {"as_of": "2019"}, True),
        ({"as_of": "2019"}, {"as_of": ""}, True),
        ({"as_of": "2019"}, {"as_of": "2020"}, False),
        ({"as_of": "2019"}, {"as_of": "2019-05"}, False),
        ({"as_of_worded": "now"}, {"as_of_worded": "last year"}, True),
    ],
)
def test_only_figures_of_one_thing_disagree(company, passages, one, other, expected):
    first, second = figure(company, "80", passages[0], **one), figure(company, "70", passages[1], **other)
    assert disagree(first, second) is disagree(second, first) is expected


def test_figures_of_two_entries_do_not_disagree(company, passages):
    assert not disagree(figure(company, "80", passages[0]), figure(make.make_company(), "70", passages[1]))


def test_source_does_not_disagree_with_itself(company, passages):
    again = make.make_passage(passages[0].source)
    assert not disagree(figure(company, "80", passages[0]), figure(company, "70", again))


def test_figure_without_a_source_disagrees_with_none(company, passages):
    assert not disagree(figure(company, "80", editorial=True), figure(company, "70", passages[0]))


def test_source_beside_another_disagrees_with_it(company, passages):
    assert disagree(figure(company, "80", passages[0]), figure(company, "70", *passages))


def test_figures_that_disagree_are_gathered_where_the_first_stands(company, passages):
    one, other = passages
    first = figure(company, "80", one, position=1)
    alone = figure(company, "5", one, position=2, label="Halls")
    against = figure(company, "70", other, position=3)
    later = figure(company, "75", other, position=4, as_of="2020")
    assert groups([first, alone, against, later]) == [[first, against, later], [alone]]


def test_figure_that_contradicts_two_groups_joins_them(company, passages):
    one, other = passages
    first, second = figure(company, "80", one, as_of="2019"), figure(company, "81", one, as_of="2020")
    assert groups([first, second]) == [[first], [second]]
    third = figure(company, "70", other)
    assert groups([first, second, third]) == [[first, second, third]]


def test_series_stays_apart(company, passages):
    rows = [figure(company, "80", passages[0], as_of="2019"), figure(company, "90", passages[1], as_of="2020")]
    assert groups(rows) == [[row] for row in rows]
