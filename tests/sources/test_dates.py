"""Dates: a small part of EDTF, kept as stated, ordered, printed, and everything else refused."""

import calendar
import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings, strategies as st

from sources.dates import UNKNOWN, EDTFField, EDTFSortField, parse

# The library that knows the calendar takes some milliseconds for each date.
bounded = settings(max_examples=150, deadline=None)

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
MONTHS += ["October", "November", "December"]
PARTS_OF_YEAR = {
    21: ("spring %s", 3), 22: ("summer %s", 6), 23: ("autumn %s", 9), 24: ("winter %s", 12),
    33: ("first quarter of %s", 1), 34: ("second quarter of %s", 4),
    35: ("third quarter of %s", 7), 36: ("fourth quarter of %s", 10),
}  # fmt: skip

years = st.integers(1, 9998)


@st.composite
def days(draw):
    """(year, month, day) that the calendar has."""
    year, month = draw(years), draw(st.integers(1, 12))
    return year, month, draw(st.integers(1, calendar.monthrange(year, month)[1]))


@st.composite
def points(draw):
    """(text, its sort value, its printed form) of a single date, worked out here and not by the code."""
    (year, month, day), season = draw(days()), draw(st.sampled_from(sorted(PARTS_OF_YEAR)))
    words, first_month = PARTS_OF_YEAR[season]
    name, base = MONTHS[month - 1], year * 10000
    text, sort, human = draw(
        st.sampled_from(
            [
                (f"{year:04}", base, f"{year}"),
                (f"{year:04}-{month:02}", base + month * 100, f"{name} {year}"),
                (f"{year:04}-{month:02}-{day:02}", base + month * 100 + day, f"{day} {name} {year}"),
                (f"XXXX-{month:02}-{day:02}", 99990000 + month * 100 + day, f"{day} {name}, year not stated"),
                (f"{year:04}-{season}", base + first_month * 100, words % year),
            ]
        )
    )
    mark, marked = draw(st.sampled_from([("", "%s"), ("~", "about %s"), ("?", "%s, uncertain")]))
    return text + mark, sort, marked % human


@bounded
@given(points())
def test_single_date_becomes_sort_value_and_words(point):
    text, sort, human = point
    date = parse(text)
    assert (date.form, date.sort, str(date)) == ("point", sort, human)
    assert date.year == (None if text.startswith("XXXX") else int(text[:4]))


@bounded
@given(points(), points())
def test_interval_prints_both_ends_and_is_sorted_by_the_first(one, other):
    (first, sort, human), (last, _, other_human) = sorted((one, other), key=lambda point: point[1])
    date = parse(f"{first}/{last}")
    assert (date.form, date.sort, str(date)) == ("interval", sort, f"{human} to {other_human}")


@bounded
@given(points())
def test_open_interval_prints_since_or_until(point):
    text, sort, human = point
    since, until = parse(f"{text}/.."), parse(f"../{text}")
    assert (str(since), since.sort) == (f"since {human}", sort)
    assert (str(until), until.sort) == (f"until {human}", sort)


@bounded
@given(st.lists(points(), min_size=2, max_size=4))
def test_set_prints_each_choice_and_is_sorted_by_the_earliest(choices):
    date = parse("[" + ",".join(text for text, *_ in choices) + "]")
    assert date.form == "set"
    assert date.sort == min(sort for _, sort, *_ in choices)
    *others, last = (human for _, _, human in choices)
    assert str(date) == f"{', '.join(others)} or {last}"


@bounded
@given(
    st.text(max_size=70) | st.text("0129X-~?/[],. \n２٣", max_size=14) | st.from_regex(r"\A[\dX]{4}(-\d\d){0,2}[~?]?\Z")
)
def test_arbitrary_text_is_parsed_or_refused_with_a_sentence(text):
    try:
        date = parse(text)
    except ValidationError as error:
        assert error.messages == [error.message]
        assert text in error.message
    else:
        assert 0 < date.sort <= UNKNOWN
        assert str(date)


@bounded
@given(days())
def test_year_stands_before_its_months_and_they_before_their_days(day):
    year, month, number = day
    ordered = [f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{number:02}"]
    ordered += [f"{year + 1:04}"] if year < 9998 else []
    ordered += [f"XXXX-{month:02}-{number:02}", ""]
    sorts = [parse(text).sort for text in ordered]
    assert sorts == sorted(set(sorts))


def test_unknown_date_stands_last_and_dates_without_year_just_before_it():
    sorts = [parse(text).sort for text in ("0001", "9998-12-31", "XXXX-01-01", "XXXX-12-31", "")]
    assert sorts == sorted(set(sorts))
    assert sorts[-1] == UNKNOWN


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2006", "2006"),
        ("2018-01", "January 2018"),
        ("XXXX-03-01", "1 March, year not stated"),
        ("", "date unknown"),
        ("2018-01-31", "31 January 2018"),
        ("2018~", "about 2018"),
        ("2018-05?", "May 2018, uncertain"),
        ("2018-22", "summer 2018"),
        ("2018-34", "second quarter of 2018"),
        ("2018/..", "since 2018"),
        ("../2018-03", "until March 2018"),
        ("2018/2019-02", "2018 to February 2019"),
        ("[2018, 2019]", "2018 or 2019"),
    ],
)
def test_date_prints_for_people(text, printed):
    assert str(parse(text)) == printed


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-30", "XXXX-02-30", "2018-04-31", "2018-13", "2018-00", "2018-01-00", "2018-01-32", "XXXX-13-01",
        "2018-25", "2018-32", "2018-37", "2018-21-05", "XXXX-33-05", "XXXX", "XXXX-03", "0000", "9999", "18",
        "20180101", "2018/", "/2018", "/", "../..", "..", "2019/2018", "2018/2019/2020", "[]", "[2018]", "[2018,]",
        "[2018/2019,2020]", "{2018,2019}", "2018~?", "2018%", "~2018", "201X", "-2018", "Y12018", " 2018", "2018\n",
        "spring 2018", "unknown",
    ],
)  # fmt: skip
def test_what_is_not_a_date_we_keep_is_refused(text):
    with pytest.raises(ValidationError, match="is not a date we can keep"):
        parse(text)


@pytest.mark.parametrize(
    "text", ["２０１８", "２018", "2018-0１", "٢٠١٨", "XXXX-0٣-01", "𝟐𝟎𝟏𝟖", "2018/２０１９", "[2018,２０１９]"]
)
def test_digits_of_other_scripts_are_refused(text):
    with pytest.raises(ValidationError):
        parse(text)


@pytest.mark.parametrize("text", ["XXXX-02-29", "2000-02-29", "2016-02-29"])
def test_29_february_that_may_exist_is_kept(text):
    assert str(parse(text)).startswith("29 February")


@pytest.mark.parametrize("text", ["2019-02-29", "1900-02-29", "2018/2019-02-29", "[2019-02-29,2019]"])
def test_29_february_of_a_common_year_is_refused(text):
    with pytest.raises(ValidationError):
        parse(text)


@pytest.mark.parametrize("text", ["2018-06/2018", "2018-06-15/2018-06", "2018-12-05/2018-24", "2018-05/2018-34"])
def test_interval_that_ends_within_the_period_it_begins_in_is_kept(text):
    assert parse(text).form == "interval"


@pytest.mark.parametrize(
    ("text", "months"),
    [("2018", (1, 12)), ("2018-05-06", (5, 1)), ("2018-22", (6, 3)), ("2018-24", (12, 1)), ("2018-36", (10, 3))],
)
def test_point_covers_the_months_of_its_year(text, months):
    assert parse(text).points[0].months() == months


def test_every_example_in_the_help_text_is_accepted():
    examples = [word.rstrip(",;") for word in re.findall(r"[\dX]\S*", str(EDTFField().help_text))]
    assert len(examples) > 3
    for example in examples:
        parse(example)


def test_field_refuses_what_cannot_be_parsed_and_takes_blank():
    field = EDTFField()
    assert field.clean("", None) == ""
    assert field.clean("2018~", None) == "2018~"
    with pytest.raises(ValidationError):
        field.clean("next year", None)


def test_sort_field_survives_deconstruction():
    _name, _path, args, kwargs = EDTFSortField(of="since").deconstruct()
    assert EDTFSortField(*args, **kwargs).of == "since"
