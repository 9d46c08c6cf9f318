"""Publishing: what the public sees rests on passages, or is marked as said by us."""

from django.db import transaction
from django.utils.translation import gettext

from . import copies, slugs
from .evidence import Missing, for_evidence, missing_evidence
from .models import Entry


class Refused(Exception):
    """Raised where a published entry would state something that rests on nothing; ``work`` is what was written."""

    def __init__(self, entry: Entry):
        super().__init__(entry)
        self.missing = missing_evidence(entry)
        self.work = copies.take(entry)


def read(entry: Entry) -> Entry:
    """The entry anew, with all that its evidence is judged by."""
    return for_evidence(type(entry).objects.all()).get(pk=entry.id)


@transaction.atomic
def publish(entry: Entry) -> tuple[Entry, list[Missing]]:
    """Publish a draft whose rows are saved, unless something in it rests on nothing.

    Returns the published entry, which is the original where the draft was its working copy, and what is missing;
    where anything is, it stays a draft.
    """
    entry = read(entry)
    if missing := [*missing_evidence(entry), *_obstacles(entry)]:
        return entry, missing
    if entry.draft_of_id:
        return copies.put_over(entry), []
    entry.status = Entry.Status.PUBLISHED
    entry.save()
    return entry, []


def _obstacles(entry: Entry) -> list[Missing]:
    """What keeps a working copy from going over its original; told once where the original went on without it."""
    if not entry.draft_of_id:
        return []
    original = copies.original_of(entry)
    if slugs.taken(original, entry.slug):
        told = gettext("Another %(kind)s has this slug.") % {"kind": entry._meta.verbose_name}
        return [Missing(told, "id_slug")]
    if original.version != entry.copied_version:
        type(entry).objects.filter(pk=entry.id).update(copied_version=original.version)
        told = gettext("The published entry was changed after this copy was made; publish again to replace that too.")
        return [Missing(told, "id_status")]
    return []


def hold_published(entry: Entry) -> None:
    """Raise ``Refused`` when a published entry, saved a moment ago in this transaction, lacks evidence."""
    entry = read(entry)
    if entry.status == Entry.Status.PUBLISHED and missing_evidence(entry):
        raise Refused(entry)
