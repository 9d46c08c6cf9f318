"""Rows into the database: new ones many at once, and one by one with every check of the model."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ManyToManyField, Model
from django.utils import timezone

from entries import changes
from entries.models import Entry, Tag, Tagged
from sources.models import Source

from .rows import identify

OWNERS = ("entry", "company", "person", "organisation", "zone", "source")
"""Relations without which a row cannot be."""


def fill(row: Any, values: Mapping[str, Any]) -> set[str]:
    """Give the row its plain values; names those that are lists, which are written after it."""
    many = {name for name in values if name == "tags" or isinstance(row._meta.get_field(name), ManyToManyField)}
    for name in values.keys() - many:
        setattr(row, row._meta.get_field(name).attname, values[name])
    if isinstance(row, Entry) and row._state.adding:
        row.status, row.publish_at = Entry.Status.PUBLISHED, timezone.now()
        row.kind = row.KIND
    return many


def check_fields(row: Model) -> None:
    """Check each column's value without a question to the database; raises ``ValidationError``."""
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])


def write(row: Any, values: Mapping[str, Any], standing: set[uuid.UUID]) -> None:
    """Write one row, new or not, with every check of its model; raises ``ValidationError``.

    ``standing`` are the ids of rows that are there, to leave out of lists those that an editor deleted.
    """
    many = fill(row, values)
    row.clean_fields()
    if not isinstance(row, Source):  # whose passages come after it; the document knows that they do
        row.clean()
    row.validate_unique()
    row.validate_constraints()
    row.save()
    for name in many:
        _set(row, name, [pk for pk in map(uuid.UUID, values[name]) if pk in standing])


def create(rows: Sequence[Any], values: Sequence[Mapping[str, Any]], standing: set[uuid.UUID]) -> None:
    """Write new rows of one kind, filled and checked already, in a few statements.

    What the models' ``save`` does besides is done here too, except for what prose cites: see ``cite``.
    """
    model: Any = type(rows[0])
    if isinstance(rows[0], Entry):
        columns = [field.attname for field in Entry._meta.concrete_fields]
        for row in rows:
            row.keep_sort_date()
        Entry.objects.bulk_create([Entry(**{name: getattr(row, name) for name in columns}) for row in rows])
        for row in rows:  # ``bulk_create`` refuses models with a parent; raw, the parent is left alone
            row.entry_ptr_id = row.id
            row.save_base(raw=True, force_insert=True)
    else:
        model.objects.bulk_create(rows)
    for name in ("passages", "subjects"):
        if name in values[0]:
            _relate(model, name, [(row.pk, ids[name]) for row, ids in zip(rows, values, strict=True)], standing)
    if "tags" in values[0]:
        Tagged.objects.bulk_create(
            Tagged(pk=identify("tagged", f"{row.pk}/{tag}"), tag_id=tag, content_object_id=row.pk)
            for row, ids in zip(rows, values, strict=True)
            for tag in ids["tags"]
            if uuid.UUID(tag) in standing
        )
    touched = [row.pk for row in rows if isinstance(row, Entry)]
    touched += [uuid.UUID(row[name]) for row in values for name in OWNERS if name != "source" and row.get(name)]
    changes.touch(touched)


def cite(model: type[Model], cited: Iterable[tuple[uuid.UUID, Iterable[uuid.UUID]]]) -> None:
    """Note for new rows which passages their prose cites."""
    _relate(model, "cited", cited, None)


def _relate(
    model: type[Model], name: str, pairs: Iterable[tuple[uuid.UUID, Iterable]], standing: set[uuid.UUID] | None
) -> None:
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    owner, related = field.m2m_field_name(), field.m2m_reverse_field_name()
    through.objects.bulk_create(
        through(**{f"{owner}_id": pk, f"{related}_id": one})
        for pk, ids in pairs
        for one in map(_id, ids)
        if standing is None or one in standing
    )


def _id(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def _set(row: Any, name: str, ids: list[uuid.UUID]) -> None:
    if name != "tags":
        getattr(row, name).set(ids)
        return
    row.tagged.exclude(tag_id__in=ids).delete()
    for tag in Tag.objects.filter(pk__in=ids).exclude(tagged__content_object=row.pk):
        Tagged.objects.create(pk=identify("tagged", f"{row.pk}/{tag.pk}"), tag=tag, content_object_id=row.pk)


def told(error: ValidationError) -> list[tuple[str, str]]:
    """Field and words of an error, of the row as a whole too, where the field is blank."""
    fields = ValidationError(error.update_error_dict({})).message_dict
    return [("" if name == NON_FIELD_ERRORS else name, " ".join(why)) for name, why in fields.items()]
