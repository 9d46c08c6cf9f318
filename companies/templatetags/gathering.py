"""Rows gathered by what they share, in the order in which that first appears."""

from collections.abc import ItemsView
from typing import Any

from django import template

register = template.Library()


@register.filter
def gather(rows, attribute: str) -> ItemsView[Any, list[Any]]:
    """(value, its rows) pairs. Unlike ``regroup`` it needs no rows sorted by the attribute."""
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, attribute), []).append(row)
    return groups.items()
