"""The words of the index, and what a misspelt one may have meant.

A word is looked up by what it would be with one letter left out, added, changed or swapped, and by its sound (its
consonants, doubled ones once), which finds what differs in vowels. Both are a few index look-ups, however many
words there are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import connection

from ..models import SearchTerm
from .query import Query

SHORTEST, LONGEST = 4, 24
"""Letters of a word that may be misspelt."""
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "αβγδεζηθικλμνξοπρσςτυφχψω")
MOST_ALIKE = 60
"""Words of one sound that are compared."""
MANY = 10_000
"""Rows from which on a word is common; in fewer it is rare."""
MOST_BEGUN = 200
"""Words with one beginning whose rows are added up."""
_COUNT = (
    "INSERT INTO entries_searchterm (term, sound, count) VALUES (%s, %s, %s) "
    "ON CONFLICT (term) DO UPDATE SET count = entries_searchterm.count + excluded.count"
)


def count(changes: Counter[str]) -> None:
    """Add to the numbers of rows that words stand in; words of no row are dropped."""
    changed = sorted((term, sound(term), number) for term, number in changes.items() if number)
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT, changed)
    fewer = [term for term, _sound, number in changed if number < 0]
    if fewer:
        SearchTerm.objects.filter(term__in=fewer, count__lte=0).delete()


def numbers(query: Query, *, least: bool = False) -> Iterator[int]:
    """In about how many rows the words of a query stand; short words and numbers are not counted.

    With ``least`` beginnings are, however short: at least so many rows have words that begin so.
    """
    ends = [(unit.terms[-1], unit.beginning) for unit in query.units]
    if whole := [term for term, beginning in ends if not beginning and is_counted(term)]:
        known = dict(SearchTerm.objects.filter(term__in=whole).values_list("term", "count"))
        yield from (known.get(term, 0) for term in whole)
    yield from (_begun(term) for term, beginning in ends if beginning and (least or is_counted(term)))


def _begun(beginning: str) -> int:
    """In how many rows words stand that begin so, at most; of more than ``MOST_BEGUN`` words it is taken to be many."""
    words = SearchTerm.objects.filter(term__gte=beginning, term__lt=f"{beginning}\U0010ffff").order_by("term")
    numbers = list(words.values_list("count", flat=True)[: MOST_BEGUN + 1])
    return MANY if len(numbers) > MOST_BEGUN else sum(numbers)


def is_counted(term: str) -> bool:
    return len(term) >= SHORTEST and term.isalpha()


def alternatives(term: str) -> list[str]:
    """Up to three words of the index that may be meant by one, nearest first, then the most frequent."""
    if not SHORTEST <= len(term) <= LONGEST or not term.isalpha():
        return []
    near = SearchTerm.objects.filter(term__in=_edited(term), count__gt=0)
    alike = SearchTerm.objects.filter(sound=sound(term), count__gt=0).order_by("-count", "term")[:MOST_ALIKE]
    found = {row.term: row.count for row in [*near, *alike]}
    found.pop(term, None)
    ranked = sorted((distance(term, other), other[0] != term[0], -number, other) for other, number in found.items())
    furthest = 1 if len(term) < 6 else 2
    return [other for away, _first, _number, other in ranked if away <= furthest][:3]


def sound(term: str) -> str:
    """The word without vowels (h and y among them) behind its first letter, doubled letters once."""
    kept = term[:1]
    for letter in term[1:]:
        if letter not in "aeiouyh" and letter != kept[-1]:
            kept += letter
    return kept


def distance(one: str, other: str) -> int:
    """Letters to leave out, add, change or swap with the next to make one word of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, opposite in enumerate(other, 1):
            steps = [before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != opposite)]
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                steps.append(earlier[j - 2] + 1)
            row.append(min(steps))
    return row[-1]


def _edited(term: str) -> set[str]:
    """All that is one letter away from a word, in the alphabets it is written in."""
    letters = [letter for alphabet in ALPHABETS if set(term) & set(alphabet) for letter in alphabet]
    halves = [(term[:at], term[at:]) for at in range(len(term) + 1)]
    return {edited for left, right in halves for edited in _at(left, right, letters)}


def _at(left: str, right: str, letters: list[str]) -> Iterable[str]:
    yield from (left + letter + right for letter in letters)
    if right:
        yield left + right[1:]
        yield from (left + letter + right[1:] for letter in letters)
    if len(right) > 1:
        yield left + right[1] + right[0] + right[2:]
