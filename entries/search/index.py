"""The index in step with what is published: rows of what changed, and of what names it, written anew.

Few are written at once, on the commit that changed them. Of many the rest is marked overdue with one statement and
caught up on, some at a time, by the searches that follow or by ``manage.py rebuild_search --overdue``.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from sources.dates import UNKNOWN
from sources.models import Source

from ..models import Entry, SearchName, SearchRow
from . import dictionary, registry
from .filters import NEAR, year_marks
from .registry import Owners
from .words import terms

AT_ONCE = 500
"""Rows that are read and written together."""
MOST_AT_ONCE = 1_000
"""Rows that a commit writes before it goes on; the rest is overdue."""
LONGEST_NAMES, LONGEST_PROSE = 20_000, 250_000
"""Bytes of folded text that are indexed: PostgreSQL takes no more than a megabyte of words and places."""
LOCK = 0x5EA2C4


@dataclass
class Gathered:
    """What is known of one entry or source."""

    kind: str
    marks: set[str]
    names: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    near: set[tuple[str, UUID]] = field(default_factory=set)
    """Prefix and id of each neighbour that one can narrow down to."""
    again_at: datetime | None = None

    def add(self, shown: registry.Shown, said: registry.Said) -> None:
        if said.hour:
            self.come_again(said.hour)
            return
        (self.names if shown.names else self.prose).append(" ".join(terms(said.text)))
        if said.neighbour:
            self.near.add((shown.mark, said.neighbour))

    def come_again(self, hour: datetime) -> None:
        self.again_at = min(self.again_at or hour, hour)


def update(ids: Collection[UUID]) -> None:
    """Bring the rows of entries, sources and tags that changed in step, and of those that name them or their parts."""
    ids = {*ids, *registry.with_parts(_moved_parts(ids))}
    changed = dict.fromkeys(ids)
    for shown in registry.shown:
        owners = shown.owners(ids)
        some = list(owners[: MOST_AT_ONCE + 1])
        if len(some) > MOST_AT_ONCE:
            _put_off(SearchRow.objects.filter(entry__in=owners))
        else:
            changed |= dict.fromkeys(some)
    rest = iter(changed)
    for batch in _batches(islice(rest, MOST_AT_ONCE)):
        write(Owners(batch))
    for batch in _batches(rest):
        _put_off_these(Owners(batch))


def _moved_parts(wholes: Collection[UUID]) -> set[UUID]:
    """Direct parts of these whose rows have other wholes than they should: all below them are to be written anew too.

    Most changes of a whole, as a presence in it, leave its parts as they are, and may have thousands of rows below.
    """
    parts = {part for one in registry.nested for part in one.parts(wholes)}
    above = registry.wholes(parts, timezone.now())
    moved = set()
    for part, marks in SearchRow.objects.filter(entry__in=parts).values_list("entry_id", "marks"):
        standing = {mark for mark in marks.split() if mark.startswith(NEAR)}
        if any(hour for _whole, hour in above[part]) or standing != {f"{NEAR}{pk.hex}" for pk, _hour in above[part]}:
            moved.add(part)
    return moved


def naming(ids: Collection[UUID]) -> set[UUID]:
    """Ids of entries whose rows name one of these, no more than are written at once for each kind of relation."""
    return {owner for shown in registry.shown for owner in shown.owners(ids)[:MOST_AT_ONCE]}


def catch_up(most: int | None = None) -> int:
    """Write rows that are overdue, at most so many; returns how many there were."""
    due = SearchRow.objects.filter(again_at__lte=timezone.now()).order_by("again_at", "id")
    done = 0
    while most is None or done < most:
        batch = due.values_list("entry_id", "source_id")[: min(AT_ONCE, most - done) if most else AT_ONCE]
        ids = [entry or source for entry, source in batch]
        if not ids:
            break
        write(Owners(ids))
        done += len(ids)
    return done


def is_overdue() -> bool:
    """Whether some rows are still to be written again."""
    return SearchRow.objects.filter(again_at__lte=timezone.now()).exists()


@transaction.atomic
def write(owners: Owners) -> None:
    """Write the rows of some entries and sources from what stands now; away with those of drafts."""
    _one_at_a_time()
    found = _gather(owners)
    standing = {row.entry_id or row.source_id: row for row in _rows(owners)}
    gone = [row.pk for pk, row in standing.items() if pk not in found]
    changed, counted = [], Counter[str]()
    for pk, gathered in found.items():
        row, before = _row(pk, gathered), standing.get(pk)
        if before is None or _content(row) != _content(before):
            changed.append((row, gathered))
            counted.update(vocabulary(row))
            counted.subtract(vocabulary(before) if before else ())
    if gone:
        SearchRow.objects.filter(pk__in=gone).delete()
    _store(changed)
    dictionary.count(counted)


def forget(row: SearchRow) -> None:
    """Take the words of a row that is deleted off their counts."""
    dictionary.count(Counter(dict.fromkeys(vocabulary(row), -1)))


def _one_at_a_time() -> None:
    """Two commits that touch one entry write one after the other, each from what stands then; so it is on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _gather(owners: Owners) -> dict[UUID, Gathered]:
    now = timezone.now()
    entries = Entry.objects.filter(**owners.by("pk"), status=Entry.Status.PUBLISHED)
    sources = Source.objects.filter(**owners.by("pk")).values_list("pk", "published_sort")
    found = {
        pk: Gathered(kind, _year(date) | ({"pictureyes"} if image else set()))
        for pk, kind, date, image in entries.values_list("pk", "kind", "sort_date", "image")
    }
    found |= {pk: Gathered("source", _year(date)) for pk, date in sources}
    for shown in registry.shown:
        for said in shown.said(owners, now):
            if gathered := found.get(said.owner):
                gathered.add(shown, said)
    for cites in registry.citing:
        for owner, mark in cites.marks(owners):
            if gathered := found.get(owner):
                gathered.marks.add(mark)
    _mark_neighbours(found.values(), now)
    return found


def _mark_neighbours(found: Collection[Gathered], now: datetime) -> None:
    """Mark what each names, and what that is part of."""
    above = registry.wholes({pk for gathered in found for _prefix, pk in gathered.near}, now)
    for gathered in found:
        for prefix, pk in gathered.near:
            gathered.marks.add(f"{prefix}{pk.hex}")
            for whole, hour in above[pk]:
                if hour:
                    gathered.come_again(hour)
                else:
                    gathered.marks.add(f"{prefix}{whole.hex}")


def _year(date: int) -> set[str]:
    year = date // 1_00_00
    return set(year_marks(year)) if 0 < year < UNKNOWN // 1_00_00 else set()


def _rows(owners: Owners):
    return SearchRow.objects.filter(Q(**owners.by("entry")) | Q(**owners.by("source")))


def _row(pk: UUID, gathered: Gathered) -> SearchRow:
    return SearchRow(
        entry_id=None if gathered.kind == "source" else pk,
        source_id=pk if gathered.kind == "source" else None,
        names=_cut(gathered.names, LONGEST_NAMES),
        prose=_cut(gathered.prose, LONGEST_PROSE),
        marks=" ".join([f"kind{gathered.kind}", *sorted(gathered.marks)]),
        again_at=gathered.again_at,
    )


def _cut(texts: Iterable[str], longest: int) -> str:
    text = " ".join(filter(None, texts))
    return text if len(text) * 4 <= longest else text.encode()[:longest].decode(errors="ignore")


def _content(row: SearchRow):
    return row.names, row.prose, row.marks, row.again_at


def vocabulary(row: SearchRow) -> set[str]:
    """The words of a row that the dictionary counts."""
    words = f"{row.names} {row.prose}".split()
    return {word for word in words if dictionary.is_counted(word)}


def _store(changed: list[tuple[SearchRow, Gathered]]) -> None:
    fields = ["names", "prose", "marks", "again_at"]
    for owner in ("entry", "source"):
        rows = [row for row, _gathered in changed if getattr(row, f"{owner}_id")]
        SearchRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=[owner], update_fields=fields)
    SearchName.objects.filter(row__in=[row.pk for row, _gathered in changed]).delete()
    SearchName.objects.bulk_create(
        SearchName(row=row, label=name[:200].rstrip())
        for row, gathered in changed
        for name in dict.fromkeys(filter(None, gathered.names))
    )


@transaction.atomic
def _put_off(rows) -> None:
    _one_at_a_time()
    rows.update(again_at=timezone.now())


@transaction.atomic
def _put_off_these(owners: Owners) -> None:
    """Mark rows as overdue; what has none yet gets one by which nothing is found."""
    _one_at_a_time()
    now = timezone.now()
    _rows(owners).update(again_at=now)
    rowless = Entry.objects.filter(**owners.by("pk"), status=Entry.Status.PUBLISHED, search_row=None)
    rows = [SearchRow(entry_id=pk, again_at=now) for pk in rowless.values_list("pk", flat=True)]
    rowless_sources = Source.objects.filter(**owners.by("pk"), search_row=None)
    rows += [SearchRow(source_id=pk, again_at=now) for pk in rowless_sources.values_list("pk", flat=True)]
    SearchRow.objects.bulk_create(rows)


def _batches(ids: Iterable[UUID]):
    rest = iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        yield some
