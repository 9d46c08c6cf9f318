"""What a visitor typed, as something to search for. Any text is a query; nothing in it is an operator.

Several words: all of them. Words in quotation marks: as a phrase. ``word*`` and the last word: as a beginning.
"""

import re
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .words import is_sign, terms

LONGEST = 200
MOST_TERMS = 16
SHORTEST_BEGINNING = 2
"""Letters from which on a word is also sought as a beginning: one letter begins too many words."""
_QUOTES = str.maketrans(dict.fromkeys("“”„«»「」『』", '"'))
_PART = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Unit:
    """Words that stand side by side in this order; with ``beginning``, the last of them may go on."""

    terms: tuple[str, ...]
    beginning: bool = False


@dataclass(frozen=True)
class Query:
    """Units that must all be found, and what is to be said about how the text was read."""

    text: str
    units: tuple[Unit, ...]
    remarks: tuple[str | Promise, ...] = ()

    @property
    def label(self) -> str:
        """All words, as names are kept to be found by how they begin."""
        return " ".join(term for unit in self.units for term in unit.terms)

    def with_unit(self, number: int, term: str) -> "Query":
        """With another word in the place of a unit, which then must be found as it stands."""
        units = list(self.units)
        units[number] = Unit((term,))
        return replace(self, units=tuple(units), remarks=())

    def only(self, number: int) -> "Query":
        """Of all units, one."""
        return replace(self, units=(self.units[number],))


def parse(text: str) -> Query:
    remarks: list[str | Promise] = []
    text = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    if len(text) > LONGEST:
        text = text[:LONGEST].rstrip()
        remarks.append(_("Only the first 200 signs were searched for."))
    units = _units(text)
    kept, room = [], MOST_TERMS
    for unit in units:
        if len(unit.terms) <= room:
            kept.append(unit)
            room -= len(unit.terms)
    if len(kept) < len(units):
        remarks.append(_("Only 16 of the words were searched for."))
    return Query(text, tuple(kept), tuple(remarks))


def _units(text: str) -> list[Unit]:
    found = []
    parts = list(_PART.finditer(text.translate(_QUOTES)))
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        words = tuple(terms(part[0]))
        # Han words are found inside longer ones already.
        open_ended = part[2] and (last or part[2].endswith("*")) and words and not is_sign(words[-1])
        if words:
            found.append(Unit(words, bool(open_ended and len(words[-1]) >= SHORTEST_BEGINNING)))
    return list(dict.fromkeys(found))
