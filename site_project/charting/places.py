"""Giving places to entries and storing them: which entries stand on the map, and where."""

from collections import Counter
from collections.abc import Callable
from heapq import nsmallest
from uuid import UUID

from django.db import transaction

from entries import changes, ties
from entries.models import Entry

from ..models import MapPlace
from . import layout
from .graph import MOST

Progress = Callable[[str, int, int], None]
BATCH = 500


def lay_out(progress: Progress, *, moving: bool = False) -> int:
    """Store a place for each entry on the map; returns how many.

    Those that have one keep it, or begin there where all are ``moving``. What is not public any more loses its place.
    """
    entries = _most_tied(progress)
    progress("places", 0, len(entries))
    among = set(entries)
    pairs = [(tie.first, tie.second) for tie in ties.among() if tie.first in among and tie.second in among]
    known = MapPlace.known()
    places = layout.lay_out(entries, pairs, known, moving=moving)
    if places != known:
        _store(places)
    return len(places)


def _most_tied(progress: Progress) -> list[UUID]:
    """Public entries with the most ties first, no more than stand on the map."""
    number = Counter(dict.fromkeys(Entry.objects.published().values_list("pk", flat=True), 0))
    total = sum(one.rows().count() for one in ties.every())
    for at, tie in enumerate(ties.among()):
        progress("ties", at, total)
        number.update((tie.first, tie.second))
    return nsmallest(MOST, number, key=lambda entry: (-number[entry], entry))


@transaction.atomic
def _store(places: dict[UUID, layout.Place]) -> None:
    MapPlace.objects.all().delete()
    MapPlace.objects.bulk_create((MapPlace(entry_id=pk, x=x, y=y) for pk, (x, y) in places.items()), batch_size=BATCH)
    # The map is another now, for whoever keeps it.
    changes.touch()
