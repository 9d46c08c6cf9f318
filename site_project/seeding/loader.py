"""A seed document into the database, in one transaction, compared three ways.

What was last written, what stands now, what the document says: a value that nobody changed is updated, one that
an editor changed is kept, a row that an editor deleted stays deleted, and what an editor added is never touched.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction

from entries import kinds
from entries.evidence import for_evidence, missing_evidence
from entries.models import Entry
from sources import texts
from sources.models import Source

from . import rows
from .batch import Batch
from .document import Document, Progress
from .outcome import Outcome, name_rows
from .problems import Problem, Refused
from .records import Record

AT_ONCE = 200
"""Records that are compared and written together."""
LOCK = 0x5EED
PATIENCE = "20s"


def load(
    seed: Document, name: str, *, text: str | None = None, dry: bool = False, update: bool = False,
    progress: Progress = lambda *_step: None,
) -> Outcome:  # fmt: skip
    """Write the document's records, and the source's text if given; ``dry`` rolls all of it back at the end.

    With ``update``, fields that an editor changed take the document's value. Raises ``Refused`` or
    ``sources.texts.TextRefused``, and then nothing is written.
    """
    if len(name) > 80 or not name.isprintable():
        raise Refused(
            [Problem(0, "", "", f"The document's name, “{name}”, must have at most 80 printable characters.")]
        )
    with transaction.atomic():
        _wait_for_others()
        outcome = _Load(seed, name, update=update, progress=progress).all()
        if text is not None:
            outcome.located = _keep_text(seed, text)
        name_rows(outcome, seed)
        transaction.set_rollback(dry)
    return outcome


def _wait_for_others() -> None:
    """One seed at a time. SQLite lets one process write anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _keep_text(seed: Document, text: str) -> int:
    record = seed.source[0]
    source = Source.objects.filter(pk=rows.identify("source", record.slug)).first()
    if source is None:
        words = "was deleted by an editor; there is nothing to keep the text in."
        raise Refused([Problem(seed.line(record), f'source "{record.slug}"', "", words)])
    return len(texts.store(source, text).located)


class _Load:
    def __init__(self, seed: Document, name: str, *, update: bool, progress: Progress):
        self.seed, self.name, self.update, self.progress = seed, name, update, progress
        self.outcome = Outcome()
        self.standing: set[uuid.UUID] = set()
        """Ids of the document's rows that are there."""
        self.held: set[uuid.UUID] = set()
        """Ids of its sources whose text is there."""
        self.written: set[uuid.UUID] = set()
        """Ids of rows that were written, and of the entries that they belong to."""
        self.positions: Counter = Counter()

    def all(self) -> Outcome:
        for kind, records in self.seed.tables():
            done = 0
            for some in _batches(records):
                self.progress(kind, done, len(records))
                Batch(self, kind, some).bring()
                done += len(some)
            if kind == "source":
                ids = [rows.identify(kind, record.ref) for record in records]
                self.held = set(Source.objects.filter(pk__in=ids).exclude(text="").values_list("pk", flat=True))
        # A source's prose cites passages that were written after it.
        for source in Source.objects.filter(
            pk__in=[rows.identify("source", record.ref) for record in self.seed.source]
        ):
            source.keep_citations()
        self._refuse_missing()
        return self.outcome

    def _refuse_missing(self) -> None:
        """Raise ``Refused`` where a published entry rests on nothing after all.

        The document was looked through before; what an editor deleted or changed meets it only here.
        """
        problems = []
        for model in kinds.every():
            records = {rows.identify(model.KIND, record.ref): record for record in getattr(self.seed, model.KIND)}
            written = for_evidence(model.objects.filter(status=Entry.Status.PUBLISHED))
            for some in _batches(sorted(self.written & records.keys())):
                for entry in written.filter(pk__in=some):
                    for missing in missing_evidence(entry):
                        record = records[entry.id]
                        words = f"with what editors changed, this would rest on nothing: {missing}."
                        where = f'{record.kind} "{record.ref}"'
                        problems.append(Problem(self.seed.line(record), where, "", words))
        if problems:
            raise Refused(problems)

    def values(self, record: Record) -> dict[str, Any]:
        """The record's values with its place among those of its owner."""
        source = rows.identify("source", getattr(record, "source", record.ref))
        found = rows.values(record, computed=source not in self.held)
        if any(item.name == "position" for item in rows.MODELS[record.kind]._meta.fields):
            owner = (record.kind, found.get("entry") or found.get("company") or found.get("organisation"))
            found["position"] = self.positions[owner]
            self.positions[owner] += 1
        return found

    def refused(self, record: Record, problems: list[tuple[str, str]]) -> Refused:
        where = f'{record.kind} "{record.ref}"'
        return Refused([Problem(self.seed.line(record, name), where, name, words) for name, words in problems])


def _batches(items: list) -> Iterator[list]:
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some
