"""What became of a document's records."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from entries.models import Entry, Tag
from sources.models import Passage, Source

from .document import Document
from .rows import identify

RELATIONS = {
    "source", "part_of", "derived_from", "entry", "company", "zone", "person", "organisation",
    "passages", "tags", "subjects",
}  # fmt: skip


@dataclass
class Change:
    """A field of a row that differs: ``before`` stands or stood there, ``after`` is what the document says."""

    kind: str
    key: str
    field: str
    before: Any
    after: Any


@dataclass
class Outcome:
    """Per kind how many records were created, updated, unchanged, kept (an editor's), adopted or deleted."""

    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    changes: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    located: int = 0


def name_rows(outcome: Outcome, seed: Document) -> None:
    """Put keys in place of ids in the changes, while all rows are there."""
    changes = [change for change in outcome.changes + outcome.kept if change.field in RELATIONS]
    if not changes:
        return
    names = {str(identify(record.kind, record.ref)): _name(record.kind, record.ref) for record in seed.records()}
    unknown = {
        one for change in changes for value in (change.before, change.after) for one in _ids(value)
    } - names.keys()
    for start in range(0, len(unknown), 500):
        names |= _stored(sorted(unknown)[start : start + 500])
    for change in changes:
        change.before, change.after = _named(change.before, names), _named(change.after, names)


def _name(kind: str, key: str) -> str:
    return key if kind in ("source", "passage", "tag") else f"{kind}/{key}"


def _ids(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _named(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list):
        return sorted(names.get(one, one) for one in value)
    return names.get(value, value) if value else None


def _stored(ids: list[str]) -> Iterator[tuple[str, str]]:
    """Names of rows that are not of this document, as one that an editor added."""
    named: tuple[tuple[Any, str], ...] = ((Source, "slug"), (Passage, "key"), (Tag, "slug"))
    for model, name in named:
        for pk, key in model.objects.filter(pk__in=ids).values_list("pk", name):
            yield str(pk), key
    for pk, kind, slug in Entry.objects.filter(pk__in=ids).values_list("pk", "kind", "slug"):
        yield str(pk), f"{kind}/{slug}"
