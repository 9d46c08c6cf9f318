"""Working copies: a draft of changes to a published entry, which publishing puts over the original.

A copy has rows of its own. Their ids follow from those of the original's rows, so that what comes back is known
again: a row keeps its id through all of it, and what refers to it (a seed, the history) stays right.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from .models import Entry, Tagged

OWN = {
    "id", "entry_ptr_id", "kind", "status", "publish_at", "draft_of_id", "copied_version",
    "created_at", "updated_at", "version",
}  # fmt: skip
"""Columns that belong to one entry and are not copied to another."""


@dataclass
class Row:
    """A cited row by model, id and plain columns, with the ids of its passages."""

    model: type[Any]
    id: uuid.UUID
    owner: str
    columns: dict[str, Any]
    passages: list[uuid.UUID]


@dataclass
class Work:
    """An entry in memory, with its rows and lists: what a transaction that is undone would lose."""

    entry: Entry
    columns: dict[str, Any]
    lists: dict[str, list[uuid.UUID]]
    tags: list[uuid.UUID]
    rows: list[Row] = field(default_factory=list)


def take(entry: Entry) -> Work:
    """Read an entry, of its own kind's class, with all that belongs to it."""
    names = [field.attname for field in entry._meta.concrete_fields if field.attname not in OWN]
    lists = [field.name for field in entry._meta.many_to_many if field.name not in ("tags", "cited")]
    return Work(
        entry,
        {name: getattr(entry, name) for name in names},
        {name: list(getattr(entry, name).values_list("pk", flat=True)) for name in lists},
        list(entry.tagged.values_list("tag_id", flat=True)),
        [_take_row(entry, relation, row) for relation in entry.stated_rows for row in getattr(entry, relation).all()],
    )


def _take_row(entry: Entry, relation: str, row: Any) -> Row:
    owner = type(entry)._meta.get_field(relation).field.attname  # type: ignore[union-attr]
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    passages = [passage.pk for passage in row.passages.all()]
    return Row(type(row), row.pk, owner, {n: v for n, v in columns.items() if n not in ("id", owner)}, passages)


@transaction.atomic
def begin(original: Entry, work: Work | None = None) -> Entry:
    """A working copy of a published entry, as it stands or as ``work`` has it."""
    copy = type(original)(draft_of_id=original.id, copied_version=original.version)
    _put(work or take(original), copy, lambda row: _copied(copy, row))
    return copy


@transaction.atomic
def put_over(copy: Entry) -> Entry:
    """Make the original what its working copy is, and let go of the copy; returns the original."""
    original = original_of(copy)
    rows = [row.pk for relation in original.stated_rows for row in getattr(original, relation).all()]
    known = {_copied(copy, row): row for row in rows}
    work = take(copy)
    copy.delete()
    _put(work, original, lambda row: known.get(row, row))
    return original


def original_of(copy: Entry) -> Any:
    """The published entry that a working copy is of, of its own kind's class, locked until the transaction ends."""
    originals: Any = type(copy).objects.select_for_update(of=("self",))
    return originals.get(pk=copy.draft_of_id)


def _copied(copy: Entry, row: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(copy.id, str(row))


def _put(work: Work, entry: Entry, named) -> None:
    """Give the entry all of the work; ``named`` tells the new id of a row from that it had."""
    for name, value in work.columns.items():
        setattr(entry, name, value)
    if entry._state.adding:
        entry.remember_picture()  # whose renditions are there
    entry.save()
    for name, ids in work.lists.items():
        getattr(entry, name).set(ids)
    entry.tagged.exclude(tag_id__in=work.tags).delete()
    for tag in set(work.tags) - set(entry.tagged.values_list("tag_id", flat=True)):
        Tagged.objects.create(tag_id=tag, content_object_id=entry.id)
    for relation in entry.stated_rows:
        getattr(entry, relation).all().delete()
    for row in work.rows:
        fresh = row.model(id=named(row.id), **{row.owner: entry.id}, **row.columns)
        fresh.save(force_insert=True)
        fresh.passages.set(row.passages)
