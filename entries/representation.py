"""Entries as plain data (``entries.schemas``): the one place that JSON answers, the API and the dump ask."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from pydantic import BaseModel, Field

from sources import representation as sources
from sources.annotations import absolute
from sources.dates import EDTFField
from sources.schemas import made

from . import facts, figures, kinds, relations, renditions, schemas
from .models import Alias, Entry, Figure, Tag
from .relations import MOST_ROWS, Relation

MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}

Own = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class _Kind:
    schema: type[schemas.Entry]
    own: Own


_kinds: dict[str, _Kind] = {}


def register(model: type[Entry], schema: type[schemas.Entry] = schemas.Entry, own: Own = lambda entry: {}) -> None:
    """Say what entries of a model tell beyond what all do: ``own(entry)`` gives what ``schema`` adds."""
    _kinds[model.KIND] = _Kind(schema, own)


@cache
def schema(kind: str) -> type[schemas.Entry]:
    """The schema of a kind, with the relations that its entries stand in."""
    added: Any = {relation.name: _field(relation, kind) for relation in relations.of(kind)}
    model = kinds.get(kind)
    return made(model.__name__, _kinds[kind].schema, model.__doc__, **added)


def own_fields(kind: str) -> list[str]:
    """What entries of a kind tell beyond what all do, without relations."""
    return [name for name in _kinds[kind].schema.model_fields if name not in schemas.Entry.model_fields]


def _field(relation: Relation, kind: str) -> tuple[Any, Any]:
    if relation.owner == kind:
        return list[relation.schema], Field(description=relation.title)  # type: ignore[name-defined]
    told = f"{relation.title} Null in lists and in the dump."
    return list[relation.schema] | None, Field(default=None, description=told)  # type: ignore[name-defined]


def represent(entries: Iterable[Entry]) -> list[schemas.Entry]:
    """Public entries of any kinds, in their order; as many queries for many of a kind as for one.

    Relations stand with the entries that own them.
    """
    wanted = list(entries)
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for entry in wanted:
        by_kind[entry.kind].append(entry.id)
    told: dict[UUID, schemas.Entry] = {}
    for kind, ids in by_kind.items():
        told |= _of_kind(kind, ids)
    return [told[entry.id] for entry in wanted if entry.id in told]


def document(entry: Entry) -> schemas.Entry | None:
    """One public entry with all relations, at most ``MOST_ROWS`` rows of each; None where it is not public."""
    row = kinds.get(entry.kind).objects.published().for_data().filter(pk=entry.id).first()
    if row is None:
        return None
    found = {one.name: list(one.about(row.kind, row.id)[: MOST_ROWS + 1]) for one in relations.of(row.kind)}
    related: dict[str, Any] = {
        one.name: [one.tell(each) for each in found[one.name][:MOST_ROWS]] for one in relations.of(row.kind)
    }
    return _entry(row, related | {"more": [name for name, rows in found.items() if len(rows) > MOST_ROWS]})


def _of_kind(kind: str, ids: list[UUID]) -> dict[UUID, schemas.Entry]:
    owned = {one.name: one.owned(ids) for one in relations.of(kind) if one.owner == kind}
    rows = kinds.get(kind).objects.published().for_data().filter(pk__in=ids)
    return {row.id: _entry(row, {name: found.get(row.id, []) for name, found in owned.items()}) for row in rows}


def _entry(entry: Any, related: dict[str, Any]) -> schemas.Entry:
    aliases: Iterable[Alias] = entry.aliases.all()  # type: ignore[attr-defined]
    stated: list[Figure] = list(entry.figures.all())  # type: ignore[attr-defined]
    return schema(entry.kind)(
        **head(entry), slug=entry.slug, data_url=absolute(entry.data_url),
        summary=entry.summary or None, body=entry.body or None,
        statements=sources.statements(entry.body, entry.told_cited), aliases=[_alias(row) for row in aliases],
        facts=list(_facts(entry)), figures=[figure(row) for row in stated],
        disagreements=[[row.id for row in group] for group in figures.groups(stated) if len(group) > 1],
        tags=sorted((tag(row.tag) for row in entry.tagged.all()), key=lambda one: one.name),  # type: ignore[attr-defined]
        picture=_picture(entry), published_at=entry.publish_at.astimezone(UTC),  # type: ignore[union-attr]
        updated_at=entry.updated_at.astimezone(UTC), **_kinds[entry.kind].own(entry), **related,
    )  # fmt: skip


def head(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id, "kind": entry.kind, "name": entry.name, "url": absolute(entry.get_absolute_url()),
    }  # fmt: skip


def neighbour(entry: Entry) -> schemas.Neighbour:
    """An entry as others name it; whether the public sees it must be known already."""
    return schemas.Neighbour(**head(entry))


def figure(row: Figure) -> schemas.Figure:
    whole = row.value == row.value.to_integral_value()
    return schemas.Figure(
        id=row.id, entry=neighbour(row.entry), label=row.label, comparator=row.comparator,  # type: ignore[arg-type]
        value=int(row.value) if whole else float(row.value), unit=row.unit or None, scope=row.scope or None,
        as_of=sources.date(row.as_of, row.as_of_worded), worded=row.as_worded or None, evidence=sources.evidence(row),
    )  # fmt: skip


def tag(row: Tag) -> schemas.Tag:
    return schemas.Tag(slug=row.slug, name=row.name, url=absolute(row.get_absolute_url()))


def tag_in_full(row: Any) -> schemas.TagInFull:
    return schemas.TagInFull(
        **tag(row).model_dump(), id=row.id, description=row.description or None,
        statements=sources.statements(row.description, row.told_cited),
    )  # fmt: skip


def json(data: BaseModel) -> str:
    return data.model_dump_json(indent=2)


def _alias(row: Alias) -> schemas.Alias:
    return schemas.Alias(name=row.name, language=row.language, evidence=sources.evidence(row))


def _facts(entry: Entry) -> Iterator[schemas.Fact]:
    for fact in facts.of(entry).values():
        field: Any = entry._meta.get_field(fact.field)
        value: Any = getattr(entry, fact.field)
        yield schemas.Fact(
            field=fact.field, label=fact.label, value=fact.value or None,
            date=sources.date(value) if isinstance(field, EDTFField) else None,
            entry=neighbour(value) if field.is_relation and value else None,
            evidence=sources.evidence(fact.statement) if fact.statement else None,
        )  # fmt: skip


def _picture(entry: Entry) -> schemas.Picture | None:
    if not (entry.image and entry.image_width and entry.image_height):
        return None
    copies = [
        schemas.Rendition(url=_file(one.name), type=MEDIA_TYPES[one.ending], width=one.width)
        for one in renditions.of(str(entry.image), entry.image_width)
    ]
    return schemas.Picture(
        url=_file(str(entry.image)), width=entry.image_width, height=entry.image_height,
        alt=None if entry.image_decorative else entry.image_alt, credit=entry.image_credit or None,
        focus=(entry.focal_x, entry.focal_y), renditions=copies,
    )  # fmt: skip


def _file(name: str) -> str:
    url = default_storage.url(name)
    return absolute(url) if url.startswith("/") else url
