"""The fields of an entry as facts: label, value, and the statement that says where it is from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, URLField
from django.utils.text import capfirst
from django.utils.translation import gettext

from sources.dates import EDTFField, parse
from sources.registry import Fact

from .models import Alias, Entry, Statement


@dataclass(frozen=True)
class FieldFact:
    """One cited field. ``value`` is empty where no source states it; ``url`` where it leads somewhere."""

    field: str
    label: str
    value: str
    url: str
    statement: Statement | None


def label(entry: Entry, name: str) -> str:
    """What readers and editors know the field by."""
    field: Any = entry._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def said(entry: Entry, name: str) -> str:
    """What the field says, to editors as well; blank where it says nothing."""
    value: Any = getattr(entry, name)
    if isinstance(entry._meta.get_field(name), EDTFField) and value:
        return str(parse(value))
    return str(value or "")


def _value(entry: Entry, field) -> tuple[str, str] | None:
    """What the field says to the public, and where it leads; None for a reference to what is not public."""
    value: Any = getattr(entry, field.name)
    if isinstance(field, ForeignKey) and value:
        return (str(value), value.get_absolute_url()) if value.is_public else None
    return said(entry, field.name), value if isinstance(field, URLField) else ""


def of(entry: Entry) -> dict[str, FieldFact]:
    """Facts of an entry by field name: those stated, those explained, and those that readers ask for."""
    statements = {statement.field: statement for statement in entry.statements.all()}
    found = {}
    for name in entry.cited_fields:
        field: Any = entry._meta.get_field(name)
        told = _value(entry, field)
        if told is None:
            continue
        value, url = told
        if value or name in statements or name in entry.asked_fields:
            found[name] = FieldFact(name, label(entry, name), value, url, statements.get(name))
    return found


def of_statement(statement: Statement, _key: str) -> Iterator[Fact]:
    """The fact that a statement's field states, for its source's page."""
    entry = getattr(statement.entry, statement.entry.kind)
    field = entry._meta.get_field(statement.field)
    told = _value(entry, field)
    if told is None:
        return
    value = told[0] or gettext("not stated")
    in_prose = statement.field == "summary"
    text = value if in_prose else worded(label(entry, statement.field), value)
    yield about(entry, text, loose=in_prose)


def worded(name: str, value: str) -> str:
    """A labelled value as one sentence."""
    return gettext("%(label)s: %(value)s") % {"label": name, "value": value}


def also_called(alias: Alias) -> str:
    return gettext("Also called “%(name)s”") % {"name": alias.name}


def about(entry: Entry, text: str, *, loose: bool = False) -> Fact:
    return Fact(entry.kind, str(entry), entry.get_absolute_url(), text, loose)


def about_row(row: Any, _key: str) -> Iterable[Fact]:
    """A row that belongs to an entry and says what it states when turned to text."""
    yield about(row.entry, str(row))
