"""The timeline: a mark as long as what is known, gaps between years, and lanes for what has no place on the axis."""

import pytest

from companies.models import Milestone
from companies.timeline import MONTH, Timeline, draw
from tests import factories as make

pytestmark = pytest.mark.django_db


def drawn() -> Timeline:
    return draw(Milestone.objects.published().for_list().by_date())


def names(milestones) -> list[str]:
    return [milestone.name for milestone in milestones]


@pytest.mark.parametrize(
    ("date", "top", "height"),
    [
        ("2018", 0, 12 * MONTH),
        ("2018~", 0, 12 * MONTH),
        ("2018-01", 0, MONTH),
        ("2018-12", 11 * MONTH, MONTH),
        ("2018-21", 2 * MONTH, 3 * MONTH),  # spring
        ("2018-24", 11 * MONTH, MONTH),  # winter, to the end of its year
        ("2018-33", 0, 3 * MONTH),  # first quarter
        ("2018-36", 9 * MONTH, 3 * MONTH),
        ("2018-03-01", 2 * MONTH, 0),
        ("2018-03-31", 2 * MONTH + 30 / 31 * MONTH, 0),
        ("2018-07/2019-02", 6 * MONTH, 6 * MONTH),
        ("2018-07/..", 6 * MONTH, 6 * MONTH),
        ("../2018-07", 6 * MONTH, 6 * MONTH),
        ("[2018,2019]", 0, 12 * MONTH),
    ],
)
def test_mark_is_as_long_as_what_is_known(date, top, height):
    make.make_milestone(date=date)
    (year,) = drawn().years
    (mark,) = year.marks
    assert year.year == 2018
    assert (mark.top, mark.height) == (pytest.approx(top), pytest.approx(height))


def test_years_stand_in_order_with_the_gaps_between_them():
    for date in ("2010-05", "2010", "2011", "2013", "2020"):
        make.make_milestone(date=date)
    years = drawn().years
    assert [year.year for year in years] == [2010, 2011, 2013, 2020]
    assert [year.empty_years for year in years] == [0, 0, 1, 6]
    assert [(year.empty_from, year.empty_to) for year in years[2:]] == [(2012, 2012), (2014, 2019)]
    assert [mark.milestone.date for mark in years[0].marks] == ["2010", "2010-05"]


def test_empty_timeline_has_no_year():
    assert drawn() == Timeline()
    assert drawn().dated == 0


def test_what_has_no_date_no_year_or_has_not_happened_stands_apart():
    planned, conditional, claimed = (
        make.make_passage(standing=standing) for standing in ("planned", "conditional", "claim")
    )
    make.make_milestone(name="dated", date="2018")
    make.make_milestone(name="claimed", date="2018", passages=[claimed])
    make.make_milestone(name="without year", date="XXXX-03-01")
    make.make_milestone(name="undated")
    make.make_milestone(name="planned", date="2030", passages=[planned])
    make.make_milestone(name="conditional", passages=[claimed, conditional])
    timeline = drawn()
    assert {mark.milestone.name for mark in timeline.years[0].marks} == {"dated", "claimed"}
    assert names(timeline.yearless) == ["without year"]
    assert names(timeline.undated) == ["undated"]
    assert names(timeline.planned) == ["planned", "conditional"]
    assert timeline.dated == 3


def test_drawing_costs_no_query_beyond_the_lists(django_assert_num_queries):
    for _ in range(3):
        make.make_milestone(date="2018", passages=[make.make_passage()])
    milestones = list(Milestone.objects.published().for_list().by_date())
    with django_assert_num_queries(0):
        assert draw(milestones).dated == 3
