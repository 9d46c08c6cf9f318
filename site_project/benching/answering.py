"""The side of one atlas: brings it up to date, then answers through the real application, timed."""

import gc
import json
import sys
import time
from typing import TextIO

from django.core.management import call_command
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test import Client
from django.utils import timezone

from entries.models import Entry, SearchRow
from sources.models import Source

from ..generating.tables import settle
from . import cases


def prepare(size: int) -> None:
    """Tables, rows and index, as far as they are not there yet; what commands tell goes to standard error."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("generate_atlas", entries=size, stdout=sys.stderr)
    if _unindexed():
        call_command("rebuild_search", stdout=sys.stderr)
    settle()


def _unindexed() -> bool:
    """Whether a row of the search index is missing, or due to be written again."""
    rows = SearchRow.objects.order_by()
    if rows.filter(again_at__lte=timezone.now()).exists():
        return True
    # Not `NOT IN`, which PostgreSQL answers by reading all that is known once for every row.
    entries = Entry.objects.filter(~Exists(rows.filter(entry=OuterRef("pk"))), status=Entry.Status.PUBLISHED)
    sources = Source.objects.filter(~Exists(rows.filter(source=OuterRef("pk"))))
    return entries.exists() or sources.exists()


def answer(asked: TextIO, told: TextIO) -> None:
    """Answer lines of JSON, a name of a method of ``Answers`` and its arguments each, until there are no more."""
    answers = Answers()
    for line in asked:
        what, *about = json.loads(line)
        print(json.dumps(getattr(answers, what)(*about)), file=told, flush=True)  # noqa: T201


class Answers:
    def __init__(self) -> None:
        self.client = Client(SERVER_NAME="localhost")
        gc.freeze()  # as where the site is served

    def ready(self) -> bool:
        return True

    def addresses(self) -> dict[str, list[str]]:
        return cases.addresses()

    def get(self, address: str) -> tuple[int, float]:
        """Status, and milliseconds of the whole answer. Nothing is sent by which it could be “not modified”."""
        began = time.perf_counter()
        response = self.client.get(address)
        return response.status_code, (time.perf_counter() - began) * 1000

    def plan(self, address: str) -> str:
        """The slowest query of an answer, and how the database goes about it."""
        queries: list[tuple[str, tuple]] = []

        def note(execute, sql, params, many, context):
            queries.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            self.client.get(address)
        sql, params = max((one for one in queries if one[0].lstrip().startswith("SELECT")), key=_seconds)
        how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS) "
        steps = "\n".join(str(row[-1]) for row in _rows(how + sql, params))
        return f"{_seconds((sql, params)) * 1000:.1f} ms\n{sql}\n{params}\n{steps}"


def _seconds(query: tuple[str, tuple]) -> float:
    began = time.perf_counter()
    _rows(*query)
    return time.perf_counter() - began


def _rows(sql: str, params: tuple) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
