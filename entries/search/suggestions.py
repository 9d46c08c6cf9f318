"""Names that complete what is being typed."""

from django.utils import timezone

from .candidates import NAMES, beginning, is_rare, matching
from .filters import kind_name
from .page import kind_of, subjects
from .query import SHORTEST_BEGINNING, parse
from .words import terms

MOST = 8
LOOKED_AT = 40
"""Names compared, since an entry may be found by several of its names."""


def of(text: str) -> list[dict[str, str]]:
    """Public entries and sources with a name that begins with the text, then those with its words in their names."""
    query = parse(text)
    if query.label.isascii() and len(query.label) < SHORTEST_BEGINNING:
        return []
    found = {row.row: row for _name, row in beginning(query, (), LOOKED_AT)}
    if len(found) < MOST:
        named = matching(query, NAMES, (), timezone.now(), LOOKED_AT, rare=is_rare(query))
        for row in sorted(named, key=lambda row: (row.score, row.names, row.row)):
            found.setdefault(row.row, row)
    public = subjects(found.values())
    known = [public[row.pk] for row in found.values() if row.pk in public]
    # By the name that is shown before any other that fits.
    shown = sorted(known, key=lambda one: not " ".join(terms(str(one))).startswith(query.label))[:MOST]
    return [{"name": str(one), "kind": kind_name(kind_of(one)), "url": one.get_absolute_url()} for one in shown]
