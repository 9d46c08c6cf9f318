"""``rebuild_search``: the whole index anew, while it is searched."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from companies.models import Company
from entries.management.commands import rebuild_search
from entries.models import SearchRow, SearchTerm
from entries.search import index
from tests import factories as make

pytestmark = pytest.mark.django_db


def rebuild(*words: str) -> str:
    out, progress = StringIO(), StringIO()
    call_command("rebuild_search", *words, stdout=out, stderr=progress)
    return out.getvalue() + progress.getvalue()


def test_index_is_written_from_nothing(find):
    make.make_company(name="Lantern")
    make.make_company(name="Unseen lantern", draft=True)
    make.make_source(title="Lantern report")
    assert find("lantern") == []
    told = rebuild()
    assert "2 rows, 3 words." in told
    assert "3 of 3" in told
    assert find("lantern") == ["Lantern"]


def test_no_entry_is_read_twice(monkeypatch):
    for number in range(9):
        make.make_company(name=f"Lantern {number}")
        make.make_source(title=f"Lantern report {number}")
    read, gather = [], index._gather

    def watched(owners):
        found = gather(owners)
        read.extend(pk for pk, one in found.items() if one.kind == "company")
        return found

    monkeypatch.setattr(index, "_gather", watched)
    rebuild()
    assert len(read) == 9


def test_what_was_written_past_the_models_is_brought_in_step(find, bring_in):
    company = make.make_company(name="Lantern")
    bring_in()
    Company.objects.filter(pk=company.pk).update(name="Candle")
    SearchTerm.objects.create(term="stray", sound="str", count=9)
    rebuild()
    assert (find("lantern"), find("candle")) == ([], ["Candle"])
    assert list(SearchTerm.objects.values_list("term", "count")) == [("candle", 1)]


def test_search_goes_on_while_the_index_is_rebuilt(find, bring_in, monkeypatch):
    names = sorted(make.make_company(name=f"Lantern {number}").name for number in range(7))
    bring_in()
    Company.objects.update(summary="of brass")
    monkeypatch.setattr(rebuild_search, "AT_ONCE", 2)
    seen, write = [], index.write

    def watched(owners):
        seen.append(find("lantern"))
        write(owners)

    monkeypatch.setattr(index, "write", watched)
    rebuild()
    assert len(seen) == 4
    assert all(found == names for found in seen)
    assert find("brass") == names


def test_overdue_rows_alone_can_be_caught_up_on(find, bring_in, monkeypatch):
    monkeypatch.setattr(index, "MOST_AT_ONCE", 1)
    for number in range(3):
        make.make_company(name=f"Lantern {number}")
    bring_in()
    assert "2 rows were overdue." in rebuild("--overdue")
    assert "0 rows were overdue." in rebuild("--overdue")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its documents in the rows themselves")
def test_full_text_that_lost_its_triggers_is_filled_anew(find, bring_in):
    make.make_company(name="Lantern")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER entries_search_insert")
    bring_in()
    assert SearchRow.objects.exists()
    assert find("lantern company") == []
    rebuild()
    assert find("lantern") == ["Lantern"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has triggers")
def test_migrations_leave_the_triggers_in_place():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries_searchrow'")
        assert {name for (name,) in cursor.fetchall()} == {
            f"entries_search_{what}" for what in ("insert", "delete", "update")
        }


def test_tables_can_be_taken_away_and_made_again(transactional_db, find):
    call_command("migrate", "entries", "0004", verbosity=0)
    call_command("migrate", verbosity=0)  # with what leans on them elsewhere
    make.make_company(name="Lantern")
    assert find("lantern") == ["Lantern"]


@pytest.mark.django_db(transaction=True)
def test_sizes_noted_while_the_index_was_small_are_forgotten():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own")
    noted = "SELECT count(*) FROM sqlite_stat1 WHERE tbl GLOB 'entries_search_*'"
    try:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            assert cursor.execute(noted).fetchone() != (0,)
        rebuild()
        with connection.cursor() as cursor:
            assert cursor.execute(noted).fetchone() == (0,)
            plan = "EXPLAIN QUERY PLAN DELETE FROM entries_search_all_data WHERE id >= 1 AND id <= 9"
            assert "SEARCH" in cursor.execute(plan).fetchone()[-1]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_stat1")
