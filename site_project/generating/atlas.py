"""A whole generated atlas into the database, and out of it again."""

import re
from collections.abc import Callable, Iterator

from django.db import connection, models, transaction

from entries import changes
from entries.models import Address, Entry, Tag
from sources.models import Passage, Source

from .batch import Batch
from .evidence import Evidence
from .kinds import WRITERS
from .plan import Plan
from .tables import bare, settle

CHUNK = 2_000
"""Entries, or sources, whose rows are held in memory at a time."""

_SLUG = re.compile(r"generated-(\d+)-(\d+)-0")
Progress = Callable[[str, int, int], None]


class NotEmpty(ValueError):
    """Raised when the database holds content that was not generated, or another generated atlas."""


def found() -> Plan | None:
    """The plan of the atlas that was generated here; None where there is none."""
    for slug in Source.objects.filter(slug__startswith="generated-", slug__endswith="-0").values_list(
        "slug", flat=True
    ):
        if numbers := _SLUG.fullmatch(slug):
            return Plan(*map(int, numbers.groups()))
    return None


def generate(plan: Plan, progress: Progress) -> bool:
    """Write the atlas, all or nothing; False where it is there already. Raises ``NotEmpty``."""
    if found() == plan:
        return False
    if Entry.objects.exists() or Source.objects.exists() or Tag.objects.exists():
        raise NotEmpty
    batch, evidence = Batch(plan), Evidence(plan)
    with transaction.atomic(), bare([*(table.name for table in batch.tables.values()), *evidence.tables]):
        for numbers in _chunks(range(plan.sources)):
            progress("sources", numbers.start, plan.sources)
            evidence.write(numbers)
        batch.tags()
        for numbers in _chunks(range(plan.entries)):
            progress("entries", numbers.start, plan.entries)
            _write(batch, numbers)
        progress("indexes of entries", plan.entries, plan.entries)
        changes.touch()
    settle()
    return True


def _write(batch: Batch, numbers: range) -> None:
    """The entries of these places among all, each kind numbered for itself."""
    first = 0
    for kind, count in batch.plan.counts.items():
        for at in range(max(numbers.start, first), min(numbers.stop, first + count)):
            chance = batch.plan.chance(kind, at - first)
            WRITERS[kind](batch, at - first, chance, batch.passages(at, chance))
        first += count
    batch.flush()


def _chunks(numbers: range) -> Iterator[range]:
    for start in range(0, len(numbers), CHUNK):
        yield numbers[start : start + CHUNK]


def clear(progress: Progress) -> Plan | None:
    """Remove the rows of the generated atlas and what belongs to them, all or nothing; None where there is none.

    Raises ``IntegrityError`` where something that an editor made refers to one of them.
    """
    plan = found()
    if plan is None:
        return None
    with transaction.atomic():
        keys: list[tuple[str, int, type[models.Model]]] = [(kind, count, Entry) for kind, count in plan.counts.items()]
        keys += [("tag", plan.tags, Tag), ("passage", plan.passages, Passage), ("source", plan.sources, Source)]
        for kind, count, model in keys:
            for numbers in _chunks(range(count)):
                progress(f"removed: {kind}", numbers.start, count)
                ids = [plan.id(kind, number) for number in numbers]
                _remove(model, ids)
                Address.objects.filter(subject_id__in=ids).delete()
        changes.touch()
    return plan


def _remove(model: type[models.Model], ids: list) -> None:
    """Rows with all that would go with them. Not so with a passage or a tag: an editor's row may lean on these."""
    if model not in (Passage, Tag):
        for relation in model._meta.get_fields(include_parents=False, include_hidden=True):
            if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.CASCADE:
                below = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
                if found_below := list(below.values_list("pk", flat=True)):
                    _remove(relation.related_model, found_below)
    model._base_manager.filter(pk__in=ids)._raw_delete(connection.alias)
