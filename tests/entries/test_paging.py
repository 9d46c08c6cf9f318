"""Keyset lists: each row once, forward and back; the same order on every database; a broken cursor is told."""

import base64
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from companies.models import Company, Milestone
from entries import paging
from entries.fields import sort_key
from tests import factories as make

pytestmark = pytest.mark.django_db

PK = "00000000-0000-4000-8000-000000000001"
LISTS = ["/companies/", "/zones/", "/people/", "/milestones/", "/tags/", "/sources/"]
NAMES = st.lists(st.sampled_from(["alpha", "Alpha", "ALPHA", "Älpha", "beta", "甲", "乙", "Ωmega"]), max_size=9)


def cursor(*values) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def raw(text: bytes) -> str:
    """A cursor of this JSON, in which ID stands for an id that is well formed."""
    return base64.urlsafe_b64encode(text.replace(b"ID", PK.encode())).decode().rstrip("=")


def forward(rows, column: str, per_page: int) -> list[paging.Page]:
    pages = [paging.page(rows, column, {}, per_page)]
    while pages[-1].after:
        pages.append(paging.page(rows, column, {"after": pages[-1].after}, per_page))
    return pages


def back(rows, column: str, per_page: int, last: paging.Page) -> list[paging.Page]:
    pages = [last]
    while pages[0].before:
        pages.insert(0, paging.page(rows, column, {"before": pages[0].before}, per_page))
    return pages


def walk(rows, column: str, per_page: int) -> list:
    """All rows, by pages forward; the pages back must hold the same rows."""
    pages = forward(rows, column, per_page)
    again = back(rows, column, per_page, pages[-1])
    shown = [row for page in pages for row in page.rows]
    # The first page met on the way back may be short, so compare what they hold and not where they break.
    assert [row for page in again for row in page.rows] == shown
    assert not pages[0].before
    assert all(len(page.rows) == per_page for page in pages[:-1])
    return shown


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=NAMES, per_page=st.integers(1, 4))
def test_walk_by_name_shows_each_row_once_in_order(names, per_page):
    Company.objects.all().delete()
    made = [make.make_company(name=name, slug=f"firm-{number}") for number, name in enumerate(names)]
    shown = walk(Company.objects.published(), "sort_name", per_page)
    assert [row.pk for row in shown] == [row.pk for row in sorted(made, key=lambda row: (row.sort_name, row.pk))]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dates=st.lists(st.sampled_from(["", "2001", "2001-05", "XXXX-03-01"]), max_size=9), per_page=st.integers(1, 4))
def test_walk_by_date_shows_each_row_once_in_order(dates, per_page):
    Milestone.objects.all().delete()
    made = [make.make_milestone(name="Event", slug=f"event-{number}", date=date) for number, date in enumerate(dates)]
    shown = walk(Milestone.objects.published(), "sort_date", per_page)
    assert [row.pk for row in shown] == [row.pk for row in sorted(made, key=lambda row: (row.sort_date, row.pk))]


def test_pages_back_break_where_the_pages_forward_do():
    for number in range(9):
        make.make_company(name="Same", slug=f"same-{number}")
    pages = forward(Company.objects.published(), "sort_name", 3)
    assert back(Company.objects.published(), "sort_name", 3, pages[-1])[1:] == pages[1:]
    assert back(Company.objects.published(), "sort_name", 3, pages[-1])[0].rows == pages[0].rows


def test_names_stand_in_the_same_order_on_every_database():
    names = ["zulu", "Äther", "ether", "Éther", "ETHER", "aether", "甲", "乙", "Zulu", "_low", "1st", "ß", "sr", "ss"]
    made = [make.make_company(name=name, slug=f"firm-{number}") for number, name in enumerate(names)]
    shown = list(Company.objects.published().by_name())
    # By code points, as Python compares; a locale's collation would put "_low" and "1st" elsewhere.
    assert [row.sort_name for row in shown] == sorted(sort_key(row.name) for row in made)
    assert [row.name for row in shown][-2:] == ["乙", "甲"]
    assert {row.name for row in shown[4:7]} == {"ether", "Éther", "ETHER"}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compares bytes already")
@pytest.mark.parametrize("table", ["entries_entry", "entries_tag"])
def test_names_are_compared_by_code_point_whatever_the_locale_of_the_database(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns WHERE table_name = %s AND column_name = 'sort_name'",
            [table],
        )
        assert cursor.fetchall() == [("C",)]


BROKEN = {
    "garbage": "garbage",
    "no base64": "%%%%",
    "not ASCII": "甲",
    "NUL": "\x00",
    "empty JSON": raw(b" "),
    "not UTF-8": raw(b'["\xff", "x"]'),
    "a number": raw(b"5"),
    "null": raw(b"null"),
    "an object": raw(b'{"a": 1, "b": 2}'),
    "one value": cursor("a"),
    "three values": cursor("a", "b", "c"),
    "lists": cursor(["a"], ["b"]),
    "objects": cursor({}, {}),
    "nothing": cursor(None, None),
    "truth": raw(b'[true, "ID"]'),
    "infinity": raw(b'[1e999, "ID"]'),
    "a fraction": raw(b'[1.5, "ID"]'),
    "a huge number": raw(b"[1" + b"0" * 30 + b', "ID"]'),
    "a huge negative number": raw(b'[-1' + b"0" * 30 + b', "ID"]'),
    "more digits than are read": raw(b"[1" + b"0" * 5000 + b', "ID"]'),
    "a NUL inside": raw(b'["a\\u0000", "ID"]'),
    "half a sign": raw(b'["\\ud800", "ID"]'),
    "lists in lists": raw(b"[" * 3000),
    "an id that is none": cursor("a", "b"),
    "an id that is a number": raw(b'["a", 5]'),
    "a date's id that is a number": raw(b"[20010000, 5]"),
    "a long name": raw(b'["' + b"a" * 300 + b'", "ID"]'),
}  # fmt: skip


@pytest.mark.parametrize("way", ["after", "before"])
@pytest.mark.parametrize("path", LISTS)
def test_broken_cursor_returns_404(client, path, way):
    for what, broken in BROKEN.items():
        assert client.get(path, {way: broken}).status_code == 404, what


@pytest.mark.parametrize("path", LISTS)
def test_cursor_of_another_column_returns_404(client, path):
    by_date = path in ("/milestones/", "/sources/")
    assert client.get(path, {"after": cursor("alpha", PK)}).status_code == (404 if by_date else 200)
    assert client.get(path, {"after": cursor(2001_00_00, PK)}).status_code == (200 if by_date else 404)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by how many rows there are")
@pytest.mark.parametrize(
    ("column", "index"),
    [("sort_name", "entry_by_kind_name"), ("sort_date", "entry_by_kind_date"), ("-publish_at", "entry_by_kind_newest")],
)
@pytest.mark.parametrize("most", [7, 51])
def test_each_order_is_read_from_an_index_of_its_own(column, index, most):
    with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
        paging.page(Company.objects.published(), column, {}, most)
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        plan = str(cursor.fetchall())
    assert f"USING INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan


def test_blank_cursor_is_the_first_page(client):
    make.make_company(name="Firm One")
    assert b"Firm One" in client.get("/companies/?after=&before=").content


def test_broken_cursor_is_told_as_a_page_that_does_not_exist():
    with pytest.raises(Http404, match="names a page that does not exist"):
        paging.page(Company.objects.all(), "sort_name", {"after": "garbage"})


def test_rows_beyond_what_is_counted_are_said_to_be_more(monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 3)
    for _ in range(3):
        make.make_company()
    assert paging.bounded_count(Company.objects.all()) == paging.Count(3)
    make.make_company()
    assert paging.bounded_count(Company.objects.all()) == paging.Count(3, over=True)


def test_falling_order_pages_in_both_directions():
    moment = timezone.now() - timedelta(days=9)
    for number in range(7):
        make.make_company(name=f"C{number}", publish_at=moment + timedelta(days=number // 2))
    rows = Company.objects.published()
    expected = list(rows.newest())
    first = paging.page(rows, "-publish_at", {}, per_page=3)
    second = paging.page(rows, "-publish_at", {"after": first.after}, per_page=3)
    assert [*first.rows, *second.rows] == expected[:6]
    assert paging.page(rows, "-publish_at", {"before": second.before}, per_page=3).rows == first.rows


@pytest.mark.parametrize("sort", ["2020-01-01T00:00:00", "yesterday", 3, "2020-01-01"])
def test_cursor_of_a_moment_is_a_moment(sort):
    with pytest.raises(Http404):
        paging.page(Company.objects.published(), "-publish_at", {"after": cursor(sort, PK)})
