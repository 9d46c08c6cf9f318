"""Keyset pagination: a page begins after the last row of the one before, never at an offset.

Rows are ordered by a non-null column and the id. A cursor is both, in the address; a cursor that is none is told.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Col
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

PER_PAGE = 50
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Page:
    """Rows of one page; ``before`` and ``after`` are cursors of its neighbours, blank where there is none."""

    rows: list[Any]
    before: str
    after: str


@dataclass(frozen=True)
class Count:
    """A number of rows, counted no further than some bound."""

    number: int
    over: bool = False

    @classmethod
    def of(cls, number: int, most: int) -> "Count":
        return cls(min(number, most), number > most)


def bounded_count(rows: QuerySet) -> Count:
    """Count at most ``MOST_COUNTED`` + 1 rows, so that the cost does not grow with the table.

    In the order that the rows have: where there is an index for it, no database looks for them by reading the table.
    """
    return Count.of(rows.values("pk")[: MOST_COUNTED + 1].count(), MOST_COUNTED)


class BoundedCount(Subquery):
    """How many rows a correlated queryset has; slice it to one more than are counted, for the same reason."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def page(rows: QuerySet, column: str, params, per_page: int = PER_PAGE) -> Page:
    """The page that ``params`` (the query of the address) asks for by ``after`` or ``before``.

    ``rows`` is a queryset to be ordered by ``column`` (falling where it begins with a minus) and ``id``. Raises
    ``Http404`` for a broken cursor.
    """
    back = bool(params.get("before"))
    cursor = params.get("before") or params.get("after")
    ordered = _ordered(rows, column, back)
    if cursor:
        ordered = ordered.filter(_beyond(rows, column, *_read(rows, column, cursor), back))
    found = list(ordered[: per_page + 1])
    further, found = len(found) > per_page, found[:per_page]
    if back:
        found.reverse()
    first, last = (_cursor(found[0], column), _cursor(found[-1], column)) if found else ("", "")
    return Page(found, first if (further if back else cursor) else "", last if (further or back) else "")


def pages(rows: QuerySet, column: str, at_once: int, after: str = "") -> Iterator[list[Any]]:
    """All rows in the order that ``page`` has, from a cursor on, some at a time."""
    found = list(_from(rows, column, after)[:at_once])
    while found:
        yield found
        found = list(_from(rows, column, _cursor(found[-1], column))[:at_once]) if len(found) == at_once else []


def cut(rows: QuerySet, column: str, most: int, after: str = "") -> str:
    """The cursor after so many rows, blank where there are no more. ``most`` bounds what it costs."""
    last = list(_from(rows, column, after).only(column.lstrip("-"))[most - 1 : most + 1])
    return _cursor(last[0], column) if len(last) > 1 else ""


def cursor_at(value: Any) -> str:
    """The cursor before all rows whose column has this value or comes after it."""
    return _encoded(value, UUID(int=0))


def _from(rows: QuerySet, column: str, after: str) -> QuerySet:
    ordered = _ordered(rows, column, back=False)
    return ordered.filter(_beyond(rows, column, *_read(rows, column, after), back=False)) if after else ordered


def _ordered(rows: QuerySet, column: str, back: bool) -> QuerySet:
    falling = column.startswith("-") != back
    last = _id(rows).desc() if back else _id(rows).asc()
    return rows.order_by(f"{'-' * falling}{column.lstrip('-')}", last)


class Beyond(Func):
    """Condition that (column, id) come after, or before, the same two of a cursor.

    Compared as a pair, so that an index leads to the very row, however many have the same value.
    """

    conditional = True
    output_field = BooleanField()

    def as_sql(self, compiler, connection, function=None, template=None, arg_joiner=None, **_context):
        found = [compiler.compile(part) for part in self.get_source_expressions()]
        way = "<" if self.extra["back"] else ">"
        sql = "({}, {}) {} ({}, {})".format(*(one for one, _ in found[:2]), way, *(one for one, _ in found[2:]))
        return sql, tuple(param for _, params in found for param in params)


def _beyond(rows: QuerySet, column: str, sort, pk, back: bool) -> Beyond | Q:
    if column.startswith("-"):
        # Where one falls and the other rises, they are no pair: the first condition lets an index find the place.
        name, way, tie = column[1:], *(("gt", "lt") if back else ("lt", "gt"))
        return Q(**{f"{name}__{way}e": sort}) & (Q(**{f"{name}__{way}": sort}) | Q(**{f"pk__{tie}": pk}))
    meta = rows.model._meta
    return Beyond(F(column), _id(rows), Value(sort, meta.get_field(column)), Value(pk, meta.get_field("id")), back=back)


def _id(rows: QuerySet) -> Col:
    """The id in the table that the index is on; of a company, Django would take the key of its own table instead."""
    field = rows.model._meta.get_field("id")
    return Col(field.model._meta.db_table, field)


def _cursor(row, column: str) -> str:
    sort = getattr(row, column.lstrip("-"))
    return _encoded(sort.isoformat() if isinstance(sort, datetime) else sort, row.pk)


def _encoded(sort: Any, pk: UUID) -> str:
    raw = json.dumps([sort, pk], default=str, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read(rows: QuerySet, column: str, cursor: str) -> tuple[Any, Any]:
    try:
        sort, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        meta = rows.model._meta
        return _typed(meta.get_field(column.lstrip("-")), sort), _typed(meta.pk, pk)
    except (ValueError, TypeError, RecursionError, ValidationError) as error:
        raise Http404(gettext("This address names a page that does not exist.")) from error


def _typed(field, value):
    """The value as the column holds it; raises for what a cursor of this column never holds."""
    # A lone surrogate cannot be encoded, and PostgreSQL takes no NUL.
    if not isinstance(value, str | int) or isinstance(value, bool) or b"\x00" in str(value).encode():
        raise TypeError(value)
    typed = field.to_python(value)
    if isinstance(typed, datetime):
        if timezone.is_naive(typed):
            raise TypeError(value)
    # A number is no name, a name no number.
    elif value != (typed if isinstance(typed, str | int) else str(typed)):
        raise TypeError(value)
    field.run_validators(typed)
    return typed
