"""What a list or results are narrowed to, kept in the address; each choice is a link that can be taken back."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest

from django.http import QueryDict
from django.utils import timezone

from ..paging import Count
from . import candidates, filters
from .candidates import Marks
from .filters import MOST_VALUES, Filter, Value
from .results import Found

NOWHERE = "none"
"""Ends a mark that no row has."""
MOST_BESIDE = 100
"""How far the rows of a choice are counted in a list that is longer than is looked at."""
MOST_ASKED = 8
"""Values of one filter that an address may ask for together."""


@dataclass(frozen=True)
class Choice:
    """A value that entries can be narrowed to, or that they are, and the address that adds it or takes it back."""

    name: str
    url: str
    count: Count | None = None
    current: bool = False


@dataclass(frozen=True)
class Offer:
    """A value of the filter of this name, and how many rows it would leave."""

    filter: str
    value: Value
    count: Count


@dataclass
class Facet:
    """A filter with its choices."""

    name: str
    title: str
    choices: list[Choice] = field(default_factory=list)


class Narrowing:
    """The filters of one address.

    ``kept`` are parameters that choices leave as they are; ``fixed`` are marks that the page itself asks for, and
    ``without`` names the filters that it has no use for.
    """

    def __init__(self, params: QueryDict, kept: tuple[str, ...] = (), fixed: Marks = (), without: tuple[str, ...] = ()):
        self.kept = {name: params.get(name, "") for name in kept}
        self.fixed = fixed
        self.filters = [one for one in filters.every() if one.name not in without]
        asked = {one.name: _asked(one, params) for one in self.filters}
        self.values = {name: values for name, values in asked.items() if values}

    @cached_property
    def _keys(self) -> list[tuple[Filter, str, Sequence[str]]]:
        """(filter, value, the keys it stands for) of what is in force; asked once, since some are looked up."""
        return [
            (one, value, one.asked(value)) for one in self.filters for value in self.values.get(one.name, [])
        ]  # fmt: skip

    @cached_property
    def marks(self) -> Marks:
        """What rows must have; a value that stands for nothing public asks for a mark that no row has."""
        wanted = [[f"{one.prefix}{key}" for key in keys or [NOWHERE]] for one, _value, keys in self._keys]
        return [*self.fixed, *wanted]

    @cached_property
    def chosen(self) -> list[tuple[Filter, str, str]]:
        """(filter, value, its name for readers) of what is in force."""
        return [(one, value, one.label(value, keys)) for one, value, keys in self._keys]

    def offers(self, found: Found) -> list[Offer]:
        """The values of each filter that would change something, with how many rows each would leave."""
        offered = list(self._offered(found))
        return [
            Offer(one.name, value, count)
            for (one, value), count in zip(offered, self._counts(found, offered), strict=True)
        ]

    def facets(self, offers: Sequence[Offer]) -> list[Facet]:
        """Each filter of which something is in force or on offer."""
        facets = []
        for one in self.filters:
            facet = Facet(one.name, str(one.title))
            facet.choices += [Choice(label, self._without(was, value), current=True)
                              for was, value, label in self.chosen if was is one]  # fmt: skip
            facet.choices += [Choice(offer.value.label, self._with(one, offer.value.value), offer.count)
                              for offer in offers if offer.filter == one.name]  # fmt: skip
            if facet.choices:
                facets.append(facet)
        return facets

    def _offered(self, found: Found) -> Iterator[tuple[Filter, Value]]:
        frequent = {prefix: _frequent(found.marks, prefix) for prefix in {one.prefix for one in self.filters}}
        for one in self.filters:
            marked = frequent[one.prefix]
            values = one.named(list(marked))
            if one.ranked:
                values = sorted(values, key=lambda value: (-marked[value.key], value.label.casefold()))[:MOST_VALUES]
            for value in values:
                # A value that all have changes nothing.
                taken = value.value in self.values.get(one.name, []) or [f"{one.prefix}{value.key}"] in self.fixed
                if not taken and (found.over or marked[value.key] < len(found.rows)):
                    yield one, value

    def _counts(self, found: Found, offered: list[tuple[Filter, Value]]) -> list[Count]:
        """How many would be left by each choice: of few by those looked at, of many asked anew, not far."""
        marks = [f"{one.prefix}{value.key}" for one, value in offered]
        if found.over and not found.query.units:
            numbers = candidates.numbers([[*self.marks, [mark]] for mark in marks], timezone.now(), MOST_BESIDE + 1)
            return [Count(min(number, MOST_BESIDE), number > MOST_BESIDE) for number in numbers]
        return [Count(found.marks[mark], found.over) for mark in marks]

    def url(self, **changes: str) -> str:
        """The address with some parameters changed, or taken away where they are blank."""
        return _address(self.kept | changes, self.values)

    @property
    def everywhere_url(self) -> str:
        """The address without any filter."""
        return _address(self.kept, {})

    @property
    def key(self) -> str:
        """What is asked of the index, in short."""
        asked = repr((self.marks, self.values, [one.name for one in self.filters]))
        return hashlib.sha256(asked.encode()).hexdigest()

    def _with(self, one: Filter, value: str) -> str:
        return self._changed(one, [*self.values.get(one.name, []), value] if one.several else [value])

    def _without(self, one: Filter, value: str) -> str:
        return self._changed(one, [other for other in self.values[one.name] if other != value])

    def _changed(self, one: Filter, values: list[str]) -> str:
        return _address(self.kept, {**self.values, one.name: values})


def _frequent(tally: Mapping[str, int], prefix: str) -> dict[str, int]:
    """The keys that most rows have behind this prefix, and how many, most frequent first."""
    marked = [(-number, mark.removeprefix(prefix)) for mark, number in tally.items() if mark.startswith(prefix)]
    return {key: -number for number, key in nsmallest(MOST_VALUES * 4, marked)}


def _address(single: dict[str, str], several: dict[str, list[str]]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in single.items() if value})
    for name, values in several.items():
        query.setlist(name, values)
    return f"?{query.urlencode()}" if query else "."


def _asked(one: Filter, params: QueryDict) -> list[str]:
    """The values of the address, once each and in order, so that one choice has one address."""
    values = sorted({value for given in params.getlist(one.name) if (value := given.strip())})
    return values[:MOST_ASKED] if one.several else values[-1:]
