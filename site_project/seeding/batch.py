"""Some records of one kind, brought together with what stands of them in the database."""

import uuid
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from sources.models import Passage

from ..models import SeedRecord
from . import rows, writing
from .outcome import Change, Outcome
from .problems import Refused
from .records import Record


class Load(Protocol):
    """What the batches of one load share."""

    name: str
    update: bool
    outcome: Outcome
    standing: set[uuid.UUID]
    held: set[uuid.UUID]
    written: set[uuid.UUID]

    def values(self, record: Record) -> dict[str, Any]: ...

    def refused(self, record: Record, problems: list[tuple[str, str]]) -> Refused: ...


class Batch:
    """See ``loader`` for the rules."""

    def __init__(self, load: Load, kind: str, records: list[Record]):
        self.load, self.kind, self.records = load, kind, records
        self.model: Any = rows.MODELS[kind]
        found = SeedRecord.objects.filter(document=load.name, kind=kind, key__in=[record.ref for record in records])
        self.known = {known.key: known for known in found}
        self.ids = {
            record.ref: self.known[record.ref].object_id
            if record.ref in self.known
            else rows.identify(kind, record.ref)
            for record in records
        }
        manager = self.model._default_manager.prefetch_related(*rows.lists(self.model))
        self.rows = {row.pk: row for row in manager.filter(pk__in=self.ids.values())}
        load.standing |= self.rows.keys()
        self.new: list[tuple[Record, dict[str, Any]]] = []
        self.remembered: list[SeedRecord] = []

    def bring(self) -> None:
        for record in self.records:
            self.load.outcome.counts[self.kind][self._bring(record, self.load.values(record))] += 1
        self._create()
        SeedRecord.objects.bulk_create(self.remembered)

    def _bring(self, record: Record, values: dict[str, Any]) -> str:
        """Bring one record in; says what became of it."""
        known, pk = self.known.get(record.ref), self.ids[record.ref]
        row = self.rows.get(pk)
        if row is None:
            if known or not self._owners_stand(values):
                return "deleted"
            self._check_parent(record, values)
            self.new.append((record, values))
            self.load.standing.add(pk)
            self._note_written(pk, values)
            self._remember(record, values)
            return "created"
        now = rows.current(row, values)
        last = known.values if known else {}
        differs = {name for name, value in values.items() if now[name] != value}
        if known is None:
            self._remember(record, values)
            mine = set()
        else:
            mine = {name for name in differs if now[name] == last.get(name)}
        theirs = differs - mine
        if self.load.update:
            mine, theirs = differs, set()
        self._tell(self.load.outcome.changes, record, mine, now, values)
        self._tell(self.load.outcome.kept, record, theirs, now, values)
        if mine:
            changed = {name: values[name] for name in mine}
            self._check_parent(record, changed)
            self._write(record, row, changed)
            self._note_written(pk, values)
        if known and (
            settled := {n: v for n, v in values.items() if n not in theirs and (n not in last or last[n] != v)}
        ):
            known.values |= settled
            known.save()
        if mine:
            return "updated"
        return "kept" if theirs else "unchanged" if known else "adopted"

    def _owners_stand(self, values: dict[str, Any]) -> bool:
        """Whether the rows that a new row must point at are there; an editor may have deleted one."""
        standing = self.load.standing
        if "subjects" in values and not any(uuid.UUID(pk) in standing for pk in values["subjects"]):
            return False
        return all(uuid.UUID(values[name]) in standing for name in writing.OWNERS if values.get(name))

    def _check_parent(self, record: Record, values: dict[str, Any]) -> None:
        for name in ("part_of", "derived_from"):
            if values.get(name) and uuid.UUID(values[name]) not in self.load.standing:
                words = f'{self.kind} "{getattr(record, name)}" was deleted by an editor; leave this line out.'
                raise self.load.refused(record, [(name, words)])

    def _remember(self, record: Record, values: dict[str, Any]) -> None:
        self.remembered.append(
            SeedRecord(
                document=self.load.name, kind=self.kind, key=record.ref, object_id=self.ids[record.ref], values=values
            )
        )

    def _tell(self, told: list[Change], record: Record, names: set[str], now: dict, values: dict) -> None:
        told += [Change(self.kind, record.ref, name, now[name], values[name]) for name in values if name in names]

    def _note_written(self, row_id: uuid.UUID, values: dict[str, Any]) -> None:
        """Remember which entries' evidence to look at when all is there."""
        self.load.written.add(row_id)
        self.load.written |= {uuid.UUID(values[name]) for name in writing.OWNERS if values.get(name)}

    def _write(self, record: Record, row: Model, values: dict[str, Any]) -> None:
        try:
            writing.write(row, values, self.load.standing)
        except ValidationError as error:
            raise self.load.refused(record, writing.told(error)) from error

    def _create(self) -> None:
        # A passage of a source whose text is there is looked up in it, which the model does.
        if self.load.held and self.kind == "passage":
            self._create_one_by_one()
        elif self.new:
            self._create_together()

    def _create_together(self) -> None:
        fresh = [self.model(id=self.ids[record.ref]) for record, _values in self.new]
        for row, (record, values) in zip(fresh, self.new, strict=True):
            writing.fill(row, values)
            try:
                writing.check_fields(row)
            except ValidationError as error:
                raise self.load.refused(record, writing.told(error)) from error
        try:
            with transaction.atomic():
                writing.create(fresh, [values for _record, values in self.new], self.load.standing)
                self._cite()
        except (IntegrityError, DataError):
            self._create_one_by_one()  # which says what stood against which

    def _create_one_by_one(self) -> None:
        for record, values in self.new:
            self._write(record, self.model(id=self.ids[record.ref]), values)

    def _cite(self) -> None:
        cited = [(record, [key for name in record.prose for key in record.cited(name)]) for record, _values in self.new]
        keys = {key for _record, cites in cited for key in cites}
        if self.kind == "source":  # whose passages come after it
            return
        found = dict(Passage.objects.filter(key__in=keys).values_list("key", "pk"))
        for record, cites in cited:
            if lost := [key for key in cites if key not in found]:
                words = f'an editor deleted or renamed the passage "{lost[0]}".'
                raise self.load.refused(record, [(record.prose[0], words)])
        if keys:
            writing.cite(self.model, [(self.ids[record.ref], [found[key] for key in cites]) for record, cites in cited])
