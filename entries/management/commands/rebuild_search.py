"""`manage.py rebuild_search`: write the whole search index anew, while it is being searched."""

from collections import Counter
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.db import connection, transaction

from entries.models import Entry, SearchRow, SearchTerm
from entries.search import index
from entries.search.registry import Owners
from sources.models import Source

AT_ONCE = 2_000


class Command(BaseCommand):
    """Each batch replaces its own rows, so that a search finds the old ones or the new, never none."""

    help = "Write the search index anew. Searches and edits may go on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--overdue", action="store_true", help="only what was put off after a change of many")

    def handle(self, *args: Any, overdue: bool, **options: Any) -> None:
        if overdue:
            self.stdout.write(f"{index.catch_up()} rows were overdue.")
            return
        forget_sizes()
        mend()
        done, total = 0, Entry.objects.count() + Source.objects.count()
        for model in (Entry, Source):
            for ids in batches(model):
                # Between the ids of two thousand sources lie those of a hundred thousand entries.
                index.write(Owners(between=(ids[0], ids[-1])) if model is Entry else Owners(ids))
                done += len(ids)
                self.stderr.write(f"\r{done:,} of {total:,}", ending="")
        self.stderr.write("")
        recount()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # The planner chooses by how frequent a word is.
                cursor.execute("ANALYZE entries_searchrow, entries_searchname, entries_searchterm")
        self.stdout.write(f"{SearchRow.objects.count():,} rows, {SearchTerm.objects.count():,} words.")


def batches(model):
    """Ids of all rows, some at a time, in order, so that no list of a million is held."""
    last = None
    while ids := list(
        model.objects.filter(**{"pk__gt": last} if last else {}).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield ids
        last = ids[-1]


def forget_sizes() -> None:
    """Take away what SQLite's ``ANALYZE`` noted of the full-text tables.

    Noted while they were small, it makes SQLite read them whole where FTS5 takes a part of them away, at each write.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        if "sqlite_stat1" not in connection.introspection.table_names(cursor):
            return
        noted = cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl GLOB 'entries_search_*'").rowcount
    if noted and not connection.in_atomic_block:
        connection.close()  # it goes by what it read when it was opened


def mend() -> None:
    """Fill SQLite's full-text tables from the rows where they do not agree with them, as after lost triggers."""
    if connection.vendor != "sqlite":
        return
    for table in ("entries_search_names", "entries_search_all"):
        with connection.cursor() as cursor:
            try:
                cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
            except Exception:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608


@transaction.atomic
def recount() -> None:
    """Count the words of all rows anew, since what is deleted past the models stays counted."""
    counts = Counter[str]()
    for row in SearchRow.objects.only("names", "prose").order_by().iterator():
        counts.update(index.vocabulary(row))
    SearchTerm.objects.all().delete()
    index.dictionary.count(counts)
