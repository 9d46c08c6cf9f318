"""The fields of an entry as facts: label, value, and the statement that says where it is from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, URLField
from django.utils.translation import gettext

from sources.dates import EDTFField, parse
from sources.registry import Fact

from .models import Entry, Statement


@dataclass(frozen=True)
class FieldFact:
    """One cited field. ``value`` is empty where no source states it; ``url`` where it leads somewhere."""

    field: str
    label: str
    value: str
    url: str
    statement: Statement | None


def _value(entry: Entry, field) -> tuple[str, str] | None:
    """What the field says to the public, and where it leads; None for a reference to what is not public."""
    value: Any = getattr(entry, field.name)
    if isinstance(field, ForeignKey) and value:
        return (str(value), value.get_absolute_url()) if value.is_public else None
    if isinstance(field, EDTFField):
        return str(parse(value)) if value else "", ""
    return value, value if isinstance(field, URLField) else ""


def of(entry: Entry) -> dict[str, FieldFact]:
    """Facts of an entry by field name: those stated, those explained, and those that readers ask for."""
    statements = {statement.field: statement for statement in entry.statements.all()}
    found = {}
    for name in entry.cited_fields:
        field: Any = entry._meta.get_field(name)
        said = _value(entry, field)
        if said is None:
            continue
        value, url = said
        if value or name in statements or name in entry.asked_fields:
            label = str(field.verbose_name).capitalize()
            found[name] = FieldFact(name, label, value, url, statements.get(name))
    return found


def of_statement(statement: Statement, _key: str) -> Iterator[Fact]:
    """The fact that a statement's field states, for its source's page."""
    entry = getattr(statement.entry, statement.entry.kind)
    field = entry._meta.get_field(statement.field)
    said = _value(entry, field)
    if said is None:
        return
    value = said[0] or gettext("not stated")
    label = str(field.verbose_name).capitalize()
    in_prose = statement.field == "summary"
    text = value if in_prose else gettext("%(label)s: %(value)s") % {"label": label, "value": value}
    yield about(entry, text, loose=in_prose)


def about(entry: Entry, text: str, *, loose: bool = False) -> Fact:
    return Fact(entry.kind, str(entry), entry.get_absolute_url(), text, loose)


def about_row(row: Any, _key: str) -> Iterable[Fact]:
    """A row that belongs to an entry and says what it states when turned to text."""
    yield about(row.entry, str(row))
