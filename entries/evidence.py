"""Which statements of an entry rest on nothing: it is published only when there are none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from sources import prose
from sources.models import Cited

from . import facts
from .models import Entry, Statement


@dataclass(frozen=True)
class Missing:
    """A statement that neither has a passage nor is said by us; ``anchor`` is its place in the entry's form."""

    says: str
    anchor: str

    def __str__(self):
        return self.says


def for_evidence(entries: QuerySet) -> QuerySet:
    """With all that ``missing_evidence`` reads, so that many entries of a kind cost as many queries as one."""
    model = entries.model
    referring = [name for name in model.cited_fields if model._meta.get_field(name).is_relation]
    own = ["passages"] if issubclass(model, Cited) else []
    rows = [name for relation in model.stated_rows for name in (relation, f"{relation}__passages")]
    if referring:  # without a name, all relations would be joined
        entries = entries.select_related(*referring)
    return entries.prefetch_related(*own, *rows)


def missing_evidence(entry: Entry) -> list[Missing]:
    """Statements of an entry, of its own kind's class, that have no passage and are not marked as editorial."""
    return [*_itself(entry), *_fields(entry), *_rows(entry), *_prose(entry)]


def rests(row: Cited) -> bool:
    return row.editorial or bool(row.passages.all())


def _itself(entry: Entry) -> Iterator[Missing]:
    if isinstance(entry, Cited) and not rests(entry):
        yield Missing(gettext("What happened, and when"), "id_passages")


def _fields(entry: Entry) -> Iterator[Missing]:
    explained = {statement.field for statement in entry.statements.all()}
    for name in entry.cited_fields:
        if name not in explained and (value := _short(facts.said(entry, name))):
            yield Missing(_labelled(facts.label(entry, name), value), f"id_{name}")


def _rows(entry: Entry) -> Iterator[Missing]:
    for relation in entry.stated_rows:
        rows: Iterable[Any] = getattr(entry, relation).all()
        for place, row in enumerate(rows):
            if not rests(row):
                yield Missing(_told(entry, row), f"{relation}-{place}")


def _prose(entry: Entry) -> Iterator[Missing]:
    for text in prose.uncited(entry.body):
        yield Missing(_labelled(gettext("Account"), _short(text)), "id_body")


def _told(entry: Entry, row: Cited) -> str:
    if isinstance(row, Statement):
        value = facts.said(entry, row.field) or gettext("not stated")
        return _labelled(facts.label(entry, row.field), _short(value))
    return _labelled(capfirst(str(row._meta.verbose_name)), _short(str(row)))


def _labelled(label: str, words: str) -> str:
    return gettext("%(label)s: %(words)s") % {"label": label, "words": words}


def _short(words: str) -> str:
    return Truncator(words).chars(120)
