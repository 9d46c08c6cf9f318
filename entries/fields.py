"""Columns to order by, and the hour that has come."""

import unicodedata

from django.db import models
from django.db.models.lookups import LessThanOrEqual

LONGEST = 200


def sort_key(name: str) -> str:
    """Casefolded, without diacritics, so that É stands beside e; never longer than its column."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))[:LONGEST]


class CodePointField(models.CharField):
    """Text that every database compares by code point.

    PostgreSQL would otherwise compare by its locale; SQLite compares bytes already and knows no collation "C".
    """

    def db_parameters(self, connection):
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}


class SortNameField(CodePointField):
    """Name to order by, the same on every database, so that a cursor means the same on each."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"max_length": LONGEST, "editable": False})

    def pre_save(self, instance, add):
        value = sort_key(instance.name)
        setattr(instance, self.attname, value)
        return value


@models.DateTimeField.register_lookup
class HasCome(LessThanOrEqual):
    """At most this moment, which nearly every row is.

    SQLite takes any bound to leave a few rows, looks for these first and sorts what it finds, which is all, unless
    told that the bound hardly ever says no.
    """

    lookup_name = "has_come"

    def get_rhs_op(self, connection, rhs):
        return f"<= {rhs}"

    def as_sqlite(self, compiler, connection):
        sql, params = self.as_sql(compiler, connection)
        return f"likely({sql})", params
