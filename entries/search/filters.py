"""What lists and results can be narrowed to. A filter's values stand in the index as marks: its prefix and a key."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from sources.models import Passage, Source

from .. import addresses, kinds

MOST_VALUES = 8
"""Values of a filter that are offered, the most frequent."""
LONGEST_VALUE = 250
MOST_YEARS = 10
"""Single years that are offered; of more, the decades are."""
LONGEST_PERIOD = 200
"""Years of a period that an address can ask for."""
NEAR = "near"
"""Prefix of the marks of what an entry names."""
_PERIOD = re.compile(r"(\d{1,4})\.\.(\d{1,4})", re.ASCII)
_DECADE = re.compile(r"(\d{1,3})0s", re.ASCII)
_YEAR = re.compile(r"\d{1,4}", re.ASCII)


@dataclass(frozen=True)
class Value:
    """A value on offer: the key of its mark, itself as the address has it, and its name for readers."""

    key: str
    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Something that entries can be narrowed to, as ``zone``; shown in the order of ``place``.

    ``keys(value)`` gives the keys of which an entry has one at least, none for a value that stands for nothing
    public. ``named(keys)`` gives the values to offer for some keys, which come most frequent first. Where ``ranked``
    the most frequent are shown, in that order, those as frequent by name; else all, as they come. With ``several``,
    an address may name more than one, and an entry has them all.
    """

    name: str
    title: str | Promise
    place: int
    prefix: str
    keys: Callable[[str], Sequence[str]]
    named: Callable[[Sequence[str]], Iterable[Value]]
    several: bool = False
    ranked: bool = True
    moving: bool = False
    """Whether a key may be asked for by another value than the one on offer."""

    def asked(self, value: str) -> Sequence[str]:
        """The keys of whatever an address may have as a value."""
        return self.keys(value) if value.isprintable() and len(value) <= LONGEST_VALUE else ()

    def label(self, value: str, keys: Sequence[str]) -> str:
        """The name of a value for readers; itself where it stands for nothing or for no value on offer."""
        return next((one.label for one in self.named(keys[:1]) if self.moving or one.value == value), value)


_registered: dict[str, Filter] = {}


def register(one: Filter) -> None:
    _registered[one.name] = one


def every() -> list[Filter]:
    return sorted(_registered.values(), key=lambda one: one.place)


def by_id(name: str, title, place: int, find, named, prefix: str = "", several: bool = False) -> Filter:
    """A filter by what has a slug: ``find(slug)`` gives ids, ``named(ids)`` (id, slug, name) of those public.

    ``name`` is the kind of that, as old addresses have it: a slug of before stands for what has another by now.
    """

    def ids(slug: str) -> list[str]:
        found = find(slug)
        if not found and isinstance(now := addresses.find(name, slug, mistyped=False), str):
            found = find(now)
        return [pk.hex for pk in found]

    def values(keys: Sequence[str]) -> list[Value]:
        rows = named([UUID(key) for key in keys]) if keys else ()
        known = {pk.hex: Value(pk.hex, slug, name) for pk, slug, name in rows}
        return [known[key] for key in keys if key in known]

    return Filter(
        name=name, title=title, place=place, prefix=prefix or name, several=several,
        keys=ids, named=values, moving=True,
    )  # fmt: skip


def by_neighbour(model, title, place: int) -> Filter:
    """A filter by an entry of a kind that others name (``registry.Shown.mark``), by its slug."""

    def ids(slug: str) -> list[UUID]:
        return list(model.objects.published().filter(slug=slug).values_list("pk", flat=True))

    def named(keys: list[UUID]):
        return model.objects.published().filter(pk__in=keys).values_list("pk", "slug", "name")

    return by_id(model.KIND, title, place, ids, named, prefix=NEAR)


def by_choice(name: str, title, place: int, choices: Callable[[], dict[str, Any]]) -> Filter:
    """A filter by one of a few words, each with its name for readers."""
    return Filter(
        name=name, title=title, place=place, prefix=name,
        keys=lambda value: [value] if value in choices() else [],
        named=lambda keys: [Value(key, key, str(choices()[key])) for key in keys if key in choices()],
    )  # fmt: skip


def kind_name(kind: str) -> str:
    """The kind as a word for readers."""
    model: Any = Source if kind == "source" else kinds.get(kind)
    return str(model._meta.verbose_name)


def kind_names() -> dict[str, str]:
    """Every kind, that of sources too, as a word for readers."""
    return {kind: kind_name(kind) for kind in ("source", *(model.KIND for model in kinds.every()))}


def year_marks(year: int) -> list[str]:
    """The marks of what is dated in a year: the year and its decade."""
    return [f"year{year:04}", f"year{year // 10:03}x"]


def _years(value: str) -> list[str]:
    """Keys of a year, of a decade as ``2010s``, or of each year of a period as ``2006..2010``."""
    if period := _PERIOD.fullmatch(value):
        first, last = int(period[1]), int(period[2])
        return [f"{year:04}" for year in range(first, last + 1)] if last - first < LONGEST_PERIOD else []
    if decade := _DECADE.fullmatch(value):
        return [f"{decade[1]:0>3}x"]
    return [value.zfill(4)] if _YEAR.fullmatch(value) else []


def _year_values(keys: Sequence[str]) -> list[Value]:
    """Years, latest first; or decades, where there are too many years."""
    years = [Value(key, key.lstrip("0"), key.lstrip("0")) for key in keys if not key.endswith("x")]
    decades = [
        Value(key, f"{key[:-1].lstrip('0')}0s", gettext("%(decade)s0s") % {"decade": key[:-1].lstrip("0")})
        for key in keys
        if key.endswith("x")
    ]
    offered = years if 0 < len(years) <= MOST_YEARS else decades
    return sorted(offered, key=lambda one: one.key, reverse=True)[:MOST_YEARS]


def standings() -> dict[str, Any]:
    return {"quoted": _("quoted"), **dict(Passage.Standing.choices)}


def register_shared() -> None:
    """The filters by what every entry has."""
    register(by_choice("kind", _("Kind"), 10, kind_names))
    register(
        Filter(name="year", title=_("Year"), place=50, prefix="year", keys=_years, named=_year_values, ranked=False)
    )
    register(by_choice("standing", _("Something in it is"), 60, standings))
    register(by_choice("picture", _("Picture"), 80, lambda: {"yes": _("with a picture")}))
