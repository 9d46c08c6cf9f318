"""A seed document into the database, in one transaction, compared three ways.

What was last written, what stands now, what the document says: a value that nobody changed is updated, one that
an editor changed is kept, a row that an editor deleted stays deleted, and what an editor added is never touched.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import ManyToManyField, Model
from django.utils import timezone

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.models import Alias, Entry, Figure, Statement, Tag, Tagged
from sources import texts
from sources.models import Passage, Source
from zones.models import Zone

from ..models import SeedRecord
from .document import Document, Record

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "hard-tech-atlas")

MODELS: dict[str, type[Model]] = {
    "source": Source, "passage": Passage, "tag": Tag, "zone": Zone, "company": Company, "person": Person,
    "milestone": Milestone, "statement": Statement, "alias": Alias, "figure": Figure, "product": Product,
    "role": Role, "presence": Presence,
}  # fmt: skip


class LoadError(ValueError):
    """Raised when the document and the database cannot be brought together; nothing is written."""


@dataclass
class Outcome:
    """Per kind how many records were created, updated, unchanged, kept (an editor's), adopted or deleted."""

    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    located: int = 0


def identify(kind: str, key: str) -> uuid.UUID:
    """The id of a record, the same on every machine."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")


def load(seed: Document, name: str, *, text: str | None = None, dry: bool = False) -> Outcome:
    """Write the document's records, and the source's text if given; ``dry`` rolls all of it back at the end.

    Raises ``LoadError`` or ``sources.texts.TextRefused``, and then nothing is written either.
    """
    with transaction.atomic():
        outcome = _Load(name).all(seed)
        if text is not None:
            source = Source.objects.filter(pk=identify("source", seed.source[0].slug)).first()
            if source is None:
                raise LoadError(
                    f'source "{seed.source[0].slug}" was deleted by an editor; there is nothing to keep the text in.'
                )
            outcome.located = len(texts.store(source, text).located)
        transaction.set_rollback(dry)
    return outcome


class _Load:
    def __init__(self, name: str):
        self.document = name
        self.known = {(known.kind, known.key): known for known in SeedRecord.objects.filter(document=name)}
        self.outcome = Outcome()

    def all(self, seed: Document) -> Outcome:
        positions: Counter = Counter()
        for record in seed.records():
            values = _values(record)
            if any(item.name == "position" for item in MODELS[record.kind]._meta.fields):
                owner = (record.kind, values.get("entry") or values.get("company") or values.get("organisation"))
                values["position"] = positions[owner]
                positions[owner] += 1
            self.outcome.counts[record.kind][self._bring(record, values)] += 1
        # A source's prose cites passages that were written after it.
        for source in Source.objects.filter(pk__in=[identify("source", record.ref) for record in seed.source]):
            source.keep_citations()
        return self.outcome

    def _bring(self, record: Record, values: dict[str, Any]) -> str:
        """Bring one record in; says what became of it."""
        known = self.known.get((record.kind, record.ref))
        pk = known.object_id if known else identify(record.kind, record.ref)
        row = MODELS[record.kind]._default_manager.filter(pk=pk).first()
        if row is None:
            if known or not self._owner_stands(record, values):
                return "deleted"
            self._write(record, MODELS[record.kind](id=pk), values)
            self._remember(record, pk, values)
            return "created"
        now = _current(row, values)
        if known is None:
            self._remember(record, pk, values)
            return "adopted" if now == values else "kept"
        changed = {name: value for name, value in values.items() if value != known.values.get(name)}
        mine = {name: value for name, value in changed.items() if now[name] == known.values.get(name)}
        agreed = {name: value for name, value in changed.items() if now[name] == value}
        kept = any(now[name] not in (value, known.values.get(name)) for name, value in values.items())
        if mine:
            self._write(record, row, mine)
        if mine or agreed:
            known.values |= mine | agreed
            known.save()
        return "updated" if mine else "kept" if kept else "unchanged"

    def _owner_stands(self, record: Record, values: Mapping[str, Any]) -> bool:
        """Whether the rows that a new row must point at are there; an editor may have deleted one."""
        meta: Any = MODELS[record.kind]._meta
        if "subjects" in values and not Entry.objects.filter(pk__in=values["subjects"]).exists():
            return False
        return all(
            meta.get_field(name).related_model._default_manager.filter(pk=value).exists()
            for name, value in values.items()
            if value and name in ("entry", "company", "zone", "person", "organisation", "source")
        )

    def _write(self, record: Record, row: Any, values: Mapping[str, Any]) -> None:
        many = {name for name in values if name == "tags" or isinstance(row._meta.get_field(name), ManyToManyField)}
        for name in values.keys() - many:
            setattr(row, row._meta.get_field(name).attname, values[name])
        if isinstance(row, Entry) and row._state.adding:
            row.status, row.publish_at = Entry.Status.PUBLISHED, timezone.now()
            row.kind = row.KIND
        try:
            row.clean_fields()
            if not isinstance(row, Source):  # whose passages come after it; the document knows that they do
                row.clean()
            row.validate_unique()
            row.validate_constraints()
        except ValidationError as error:
            raise LoadError(f'{record.kind} "{record.ref}", {_told(error)}') from error
        row.save()
        for name in many:
            _set(row, name, values[name])

    def _remember(self, record: Record, pk: uuid.UUID, values: dict[str, Any]) -> None:
        SeedRecord.objects.create(document=self.document, kind=record.kind, key=record.ref, object_id=pk, values=values)


def _told(error: ValidationError) -> str:
    """An error by field, also where it is one of the row as a whole."""
    fields = ValidationError(error.update_error_dict({})).message_dict
    return "; ".join(f"{'row' if name == NON_FIELD_ERRORS else name}: {' '.join(why)}" for name, why in fields.items())


def _values(record: Record) -> dict[str, Any]:
    """A record as plain values by model field; references as ids."""
    values = record.model_dump(exclude={"key"} if record.kind != "passage" else set())
    for name, kind, key in record.references():
        if name in values and isinstance(values[name], str) and name not in record.prose:
            values[name] = str(identify(kind, key))
    for name, kind in (("passages", "passage"), ("tags", "tag")):
        if name in values:
            values[name] = sorted({str(identify(kind, key)) for key in values[name]})
    if "subjects" in values:
        values["subjects"] = sorted({str(identify(*key.split("/"))) for key in values["subjects"]})
    return _ADAPT.get(record.kind, lambda same: same)(values)


def _adapt_source(values):
    shape = [[int(letters) for letters in paragraph.split()] for paragraph in values["shape"]]
    return values | {"authors": ", ".join(values["authors"]), "shape": shape}


def _adapt_passage(values):
    first, last = values.pop("words") or (None, None)
    return values | {"first_word": first, "last_word": last}


def _adapt_optional(name):
    return lambda values: values | {name: values[name] or None}


def _adapt_presence(values):
    values["kind"] = values.pop("type")
    return values


_ADAPT = {
    "source": _adapt_source, "passage": _adapt_passage, "presence": _adapt_presence,
    "zone": _adapt_optional("part_of"), "milestone": _adapt_optional("derived_from"),
    "figure": lambda values: values | {"value": _plain(Decimal(values["value"]))},
}  # fmt: skip


def _plain(value: Any) -> Any:
    """A value as JSON has it, so that what stands and what was written can be compared."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, uuid.UUID) else value


def _current(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """What stands in the row now, for the fields that the document speaks of."""
    now: dict[str, Any] = {}
    for name in names:
        if name == "tags":
            now[name] = sorted(str(pk) for pk in row.tagged.values_list("tag_id", flat=True))
        elif isinstance(row._meta.get_field(name), ManyToManyField):
            now[name] = sorted(str(pk) for pk in getattr(row, name).values_list("pk", flat=True))
        else:
            now[name] = _plain(getattr(row, row._meta.get_field(name).attname))
    return now


def _set(row: Any, name: str, ids: list[str]) -> None:
    """Make a relation hold these ids; of those that an editor deleted, none."""
    if name != "tags":
        related = row._meta.get_field(name).related_model
        getattr(row, name).set(related._default_manager.filter(pk__in=ids))
        return
    row.tagged.exclude(tag_id__in=ids).delete()
    for tag in Tag.objects.filter(pk__in=ids).exclude(tagged__content_object=row.pk):
        Tagged.objects.create(pk=identify("tagged", f"{row.pk}/{tag.pk}"), tag=tag, content_object_id=row.pk)
