"""Rows by the thousand into tables, past ``save``: COPY on PostgreSQL, ``executemany`` on SQLite."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model


class Table:
    """Takes rows as tuples of the named columns (values as both databases read them); the rest gets its default."""

    def __init__(self, model: type[Model], *names: str):
        fields = {field.attname: field for field in model._meta.local_concrete_fields}
        rest: list[Any] = [field for name, field in fields.items() if name not in names and not field.primary_key]
        columns = [fields[name].column for name in names] + [field.column for field in rest]
        self.name = model._meta.db_table
        self.constants = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
        quoted = ", ".join(map(connection.ops.quote_name, columns))
        self.into = f"{connection.ops.quote_name(self.name)} ({quoted})"
        self.places = ", ".join(["%s"] * len(columns))

    def write(self, rows: Iterable[tuple]) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self.into} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row + self.constants)
            else:
                cursor.executemany(
                    f"INSERT INTO {self.into} VALUES ({self.places})",  # noqa: S608 (names of our own models)
                    [row + self.constants for row in rows],
                )


@contextmanager
def bare(names: Iterable[str]) -> Iterator[None]:
    """Take indexes and references off tables, and put them back at the end, all in the caller's transaction.

    To build an index over rows that stand is many times quicker than to keep it up row by row. SQLite checks
    references as the rows come: it could leave that only outside of a transaction.
    """
    undo = []
    for drop, create in _postgresql(list(names)) if connection.vendor == "postgresql" else _sqlite(list(names)):
        _run(drop)
        undo.append(create)
    yield
    # Backwards, so that the indexes stand when the references are checked.
    for create in reversed(undo):
        _run(create)


def settle() -> None:
    """Let the planner see what was written. (SQLite's own ``PRAGMA optimize`` passes by tables it never read.)"""
    if connection.vendor == "postgresql":
        _run("ANALYZE")
    else:
        _run("PRAGMA analysis_limit = 1000")
        for name in connection.introspection.table_names():
            # Noted while they are empty, FTS5's own tables would be read whole at each write to come.
            if not name.startswith("entries_search_"):
                _run(f'ANALYZE "{name}"')


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _rows(sql: str, *params: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _sqlite(names: list[str]) -> Iterator[tuple[str, str]]:
    found = _rows("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    for name, table, create in found:
        if table in names:
            yield f'DROP INDEX "{name}"', create


def _postgresql(names: list[str]) -> Iterator[tuple[str, str]]:
    _run("SET LOCAL maintenance_work_mem = '256MB'")
    references = _rows(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
        names,
    )
    for table, name, definition in references:
        drop, add = f"DROP CONSTRAINT {name}", f"ADD CONSTRAINT {name} {definition}"
        yield f"ALTER TABLE {table} {drop}", f"ALTER TABLE {table} {add}"
    indexes = _rows(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[])"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))",
        names,
    )
    for name, definition in indexes:
        yield f"DROP INDEX {name}", definition
