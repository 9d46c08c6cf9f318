"""Why a result was found: the words of it that the query names, marked where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from . import registry
from .query import Query, Unit
from .registry import Owners
from .words import Span, spans

LONGEST = 220
"""Signs of a text that are shown."""
BEFORE = 60
"""Signs shown before the first word that was found, in a longer text."""


@dataclass(frozen=True)
class Snippet:
    """A text of the result, its words marked, and what kind of text it is, as ``Role``."""

    label: str | Promise
    text: SafeString


def of(query: Query, ids: Sequence[UUID]) -> dict[UUID, Snippet]:
    """For each entry or source the text that has most of the query's words: other names first, then as registered."""
    best: dict[UUID, tuple[int, Snippet]] = {}
    now = timezone.now()
    for shown in sorted(registry.shown, key=lambda shown: not shown.names):
        rest = [pk for pk in ids if pk not in best or best[pk][0] < len(query.units)]
        if shown.heading or not rest:
            continue
        for said in shown.said(Owners(rest), now):
            number = _matched(query, said.text)
            if said.hour is None and number > (best[said.owner][0] if said.owner in best else 0):
                best[said.owner] = number, Snippet(shown.label, marked(query, said.text))
    return {pk: snippet for pk, (_number, snippet) in best.items()}


def has_all(query: Query, text: str) -> bool:
    """Whether the text has all of the query's words."""
    return _matched(query, text) == len(query.units)


def _matched(query: Query, text: str) -> int:
    """How many of the query's units the text has."""
    words = list(spans(text))
    return sum(any(_of_unit(unit, words)) for unit in query.units)


def marked(query: Query, text: str) -> SafeString:
    """A part of the text, all escaped, with the query's words in ``<mark>``."""
    places = _places(query, text)
    first, last = _window(text, places[0][0] if places else 0)
    html, at = (
        [
            escape("… ") if first else "",
        ],
        first,
    )
    for start, end in places:
        if first <= start and end <= last:
            html += [escape(text[at:start]), format_html("<mark>{}</mark>", text[start:end])]
            at = end
    html += [escape(text[at:last]), escape(" …") if last < len(text) else ""]
    return mark_safe("".join(html))


def _window(text: str, place: int) -> tuple[int, int]:
    """From where to where the text is shown, cut between words."""
    if len(text) <= LONGEST:
        return 0, len(text)
    first = max(0, place - BEFORE)
    if first:
        first = text.find(" ", first, place) + 1 or first
    last = min(len(text), first + LONGEST)
    if last < len(text):
        cut = text.rfind(" ", place, last)
        last = cut if cut > place + BEFORE else last
    return first, last


def _places(query: Query, text: str) -> list[tuple[int, int]]:
    """Where units stand in the text, without overlap, adjoining ones as one."""
    words = list(spans(text))
    found = sorted({place for unit in query.units for place in _of_unit(unit, words)})
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _of_unit(unit: Unit, words: list[Span]) -> Iterator[tuple[int, int]]:
    size = len(unit.terms)
    for at in range(len(words) - size + 1):
        part = words[at : at + size]
        if all(_same(unit, number, word.term) for number, word in enumerate(part)):
            yield part[0].start, part[-1].end


def _same(unit: Unit, number: int, term: str) -> bool:
    if unit.beginning and number == len(unit.terms) - 1:
        return term.startswith(unit.terms[number])
    return term == unit.terms[number]
