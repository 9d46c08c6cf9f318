"""Rows that a query finds, asked of each database in its own words, and never more than ``MOST``.

Of more than that, those that were indexed first are taken, on every database and each time the same.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from ..models import SearchName
from . import dictionary
from .query import Query, Unit

MOST = 1_000
NAMES, ALL = "names", "all"
"""Where to look: in names alone, or in everything."""
_TEXT = {NAMES: "names", ALL: "prose"}


class Candidate(NamedTuple):
    """A row that was found; the less its ``score``, the better.

    A thousand are made for a page that shows twenty: what the database gives is read when it is asked for.
    """

    row: int
    entry_id: UUID | str | None
    source_id: UUID | str | None
    names: str
    marked: str
    score: float

    @property
    def entry(self) -> UUID | None:
        return _id(self.entry_id)

    @property
    def source(self) -> UUID | None:
        return _id(self.source_id)

    @property
    def pk(self) -> UUID:
        found = self.entry or self.source
        assert found  # noqa: S101 (a constraint of the table)
        return found

    @property
    def marks(self) -> list[str]:
        return self.marked.split()


Marks = Sequence[Sequence[str]]
"""Of each group, a row has one at least."""

_FROM = """
    FROM {tables} LEFT JOIN entries_entry e ON e.id = r.entry_id
    WHERE {condition} AND (r.source_id IS NOT NULL OR e.status = 'published' AND e.publish_at <= %s)
"""
_SQL = f"SELECT r.id, r.entry_id, r.source_id, r.names, r.marks, {{score}} {_FROM} ORDER BY {{order}} LIMIT %s"
_NUMBER = f"(SELECT count(*) FROM (SELECT 1 {_FROM} LIMIT %s) counted)"  # noqa: S608 (made of constants)
WORDLESS = Query("", ())


def is_rare(query: Query) -> bool:
    """Whether a word of the query stands in so few rows that PostgreSQL is to be told; SQLite need not know."""
    return connection.vendor == "postgresql" and any(number < dictionary.MANY for number in dictionary.numbers(query))


def is_common(query: Query) -> bool:
    """Whether a word of the query stands in so many rows that SQLite, which reads them all to rank one, is not to."""
    return connection.vendor == "sqlite" and any(
        number >= dictionary.MANY for number in dictionary.numbers(query, least=True)
    )


def matching(
    query: Query, where: str, marks: Marks, now: datetime, most: int = MOST + 1, *, rare=False, measured=True
) -> list[Candidate]:
    """Rows with all of the query's words, by row number. Of sources, whether they are public is still to be asked.

    ``measured`` where they are scored by the database's own measure, else by the length of their text.
    """
    found = _sqlite if connection.vendor == "sqlite" else _postgresql
    sql, parameters = found(query, where, marks, measured, rare)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, connection.ops.adapt_datetimefield_value(now), most])
        return [Candidate(*row) for row in cursor.fetchall()]


def marked(marks: Marks, now: datetime) -> list[Candidate]:
    """The first rows that have marks, by row number."""
    return matching(WORDLESS, NAMES, marks, now)


def numbers(wanted: Sequence[Marks], now: datetime, most: int) -> list[int]:
    """How many rows have each of these sets of marks, counted no further than ``most``. One query."""
    if not wanted:
        return []
    found = _tables_sqlite if connection.vendor == "sqlite" else _tables_postgresql
    parameters: list = []
    parts = []
    for marks in wanted:
        tables, condition, asked = found(WORDLESS, NAMES, marks)
        parts.append(_NUMBER.format(tables=tables, condition=condition))
        parameters += [asked, connection.ops.adapt_datetimefield_value(now), most]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        return list(cursor.fetchone())


def beginning(query: Query, marks: Marks, most: int = 200) -> Iterator[tuple[str, Candidate]]:
    """(name, row) where a name begins with the query, in the order of names; best those whose first name does."""
    columns = ["row_id", "row__entry_id", "row__source_id", "row__names", "row__marks"]
    rows = SearchName.objects.public().beginning(query.label).values_list("label", *columns)
    for label, row, entry, source, names, marked in rows[:most]:
        found = Candidate(row, entry, source, names, marked, float(not names.startswith(query.label)))
        if all(not set(group).isdisjoint(found.marks) for group in marks):
            yield label, found


def _id(value) -> UUID | None:
    return value if value is None or isinstance(value, UUID) else UUID(value)


def _sqlite(query: Query, where: str, marks: Marks, measured: bool, _rare: bool) -> tuple[str, list]:
    tables, condition, asked = _tables_sqlite(query, where, marks)
    table = f"entries_search_{where}"
    score = f"bm25({table}, 8, 1, 0)" if where == ALL and measured else f"length(r.{_TEXT[where]})"
    # bm25 works only where no sorting is asked of the index, so the order is that of its own row numbers.
    return _SQL.format(score=score, tables=tables, condition=condition, order=f"{table}.rowid"), [asked]


def _tables_sqlite(query: Query, where: str, marks: Marks) -> tuple[str, str, str]:
    """Tables, the condition on them, and what it is given."""
    table = f"entries_search_{where}"
    columns = "names" if where == NAMES else "names prose"
    conditions = [f"{{{columns}}} : ({' AND '.join(map(_phrase, query.units))})"] if query.units else []
    conditions += [f"marks : ({' OR '.join(group)})" for group in marks]
    # CROSS keeps the order of the tables: the rows come from the index, already by number.
    tables = f"{table} CROSS JOIN entries_searchrow r ON r.id = {table}.rowid"
    return tables, f"{table} MATCH %s", " AND ".join(conditions)


def _phrase(unit: Unit) -> str:
    return f'"{" ".join(unit.terms)}"{" *" * unit.beginning}'


def _postgresql(query: Query, where: str, marks: Marks, measured: bool, rare: bool) -> tuple[str, list]:
    tables, condition, asked = _tables_postgresql(query, where, marks)
    order = "r.id"
    if rare:
        # For a few rows it would walk the table in their order, all of it where the word is rarer than it guesses;
        # and it would join all of them before it takes the first.
        few = f"SELECT r.id + 0 AS place FROM {tables} WHERE {condition} ORDER BY place"  # noqa: S608 (constants)
        tables, condition, order = f"({few}) few JOIN {tables} ON r.id = few.place", "TRUE", "few.place"
    if where == ALL and measured:
        score, scored = "-ts_rank('{0, 0, 0.1, 1}', r.all_document, %s::tsquery, 1)", [asked]
    else:
        score, scored = f"length(r.{_TEXT[where]})", []
    return _SQL.format(score=score, tables=tables, condition=condition, order=order), [*scored, asked]


def _tables_postgresql(query: Query, where: str, marks: Marks) -> tuple[str, str, str]:
    column, weights = ("r.names_document", "A") if where == NAMES else ("r.all_document", "AC")
    parts = [_adjacent(unit, weights) for unit in query.units]
    parts += [" | ".join(f"'{mark}':D" for mark in group).join("()") for group in marks]
    return "entries_searchrow r", f"{column} @@ %s::tsquery", " & ".join(parts)


def _adjacent(unit: Unit, weights: str) -> str:
    last = len(unit.terms) - 1
    words = (
        f"'{term}':{'*' if unit.beginning and number == last else ''}{weights}"
        for number, term in enumerate(unit.terms)
    )
    return f"({' <-> '.join(words)})"
