"""Columns of the figure: each kind of entry that stands in one registers it from its app's ``ready``.

A kind without a column stands in figures on its own page alone, in the middle.
"""

from django.utils.functional import Promise

MIDDLE = 1

_places: dict[str, int] = {}
_titles: dict[int, str | Promise] = {}


def register(kind: str, place: int, title: str | Promise) -> None:
    """Put entries of a kind in the column at this place, 0 to 2 from left to right."""
    _places[kind], _titles[place] = place, title


def place(kind: str) -> int | None:
    return _places.get(kind)


def titles() -> list[str]:
    return [str(_titles.get(place, "")) for place in range(3)]
