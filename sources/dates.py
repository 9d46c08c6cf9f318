"""Dates as sources state them: a small part of EDTF (ISO 8601-2), kept as text, never made more precise.

Accepted: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, ``XXXX-MM-DD`` (year not stated), seasons (21 to 24) and
quarters (33 to 36) in place of the month, each with ``~`` (about) or ``?`` (uncertain); intervals of these,
closed or open (``2018/..``); one-of sets (``[2018,2019]``). Blank is unknown. All else is refused.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy as _
from edtf import EDTFParseException, parse_edtf

UNKNOWN = 9999_99_99
"""Sort value of a date that is not known: after every other."""

_POINT = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?]?)", re.ASCII)

SEASONS = {21: _("spring"), 22: _("summer"), 23: _("autumn"), 24: _("winter")}
QUARTERS = {33: _("first quarter"), 34: _("second quarter"), 35: _("third quarter"), 36: _("fourth quarter")}
_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10}


@dataclass(frozen=True)
class Point:
    """One year, season, quarter, month or day; ``year`` is None where the source states none."""

    year: int | None
    month: int | None
    day: int | None
    mark: str

    @property
    def sort(self) -> int:
        """YYYYMMDD with 0 for what is not stated, so that a year stands before its months; 9999 for no year."""
        month = _FIRST_MONTH.get(self.month or 0, self.month or 0)
        return (9999 if self.year is None else self.year) * 1_00_00 + month * 1_00 + (self.day or 0)

    @property
    def last(self) -> int:
        """Like ``sort``, of the last day that the point can mean; winter runs on into the next year."""
        if self.day:
            return self.sort
        year = 9999 if self.year is None else self.year
        if self.month == 24:
            return (year + 1) * 1_00_00 + 2_31
        first, months = self.months()
        return year * 1_00_00 + (first + months - 1) * 1_00 + 31

    def months(self) -> tuple[int, int]:
        """First month (1 to 12) and number of months that the point covers within its year.

        Winter begins in December and is drawn to the end of its year only.
        """
        if self.month is None:
            return 1, 12
        first = _FIRST_MONTH.get(self.month, self.month)
        return first, 1 if self.month <= 12 else min(3, 13 - first)

    def __str__(self) -> str:
        stated = self._stated()
        if self.mark == "~":
            return gettext("about %(date)s") % {"date": stated}
        if self.mark == "?":
            return gettext("%(date)s, uncertain") % {"date": stated}
        return stated

    def _stated(self) -> str:
        parts: dict[str, object] = {"year": self.year, "day": self.day}
        if self.month is None:
            return str(self.year)
        parts["month"] = MONTHS.get(self.month) or SEASONS.get(self.month) or QUARTERS.get(self.month)
        if self.day:
            # In many languages a month has another form beside its day.
            parts["month"] = MONTHS_ALT[self.month]
        if self.year is None:
            return gettext("%(day)s %(month)s, year not stated") % parts
        if self.day:
            return gettext("%(day)s %(month)s %(year)s") % parts
        if self.month in QUARTERS:
            return gettext("%(month)s of %(year)s") % parts
        return gettext("%(month)s %(year)s") % parts


@dataclass(frozen=True)
class Edtf:
    """A parsed date. ``form`` is ``unknown``, ``point``, ``interval`` (a None is an open end) or ``set``."""

    form: str
    points: tuple[Point | None, ...] = ()

    @property
    def sort(self) -> int:
        """Integer to order by: the earliest point stated; unknown last, year-less just before it."""
        return min((point.sort for point in self.points if point), default=UNKNOWN)

    @property
    def year(self) -> int | None:
        """The year to file the date under, None where none is stated."""
        year = self.sort // 1_00_00
        return None if year == 9999 else year

    @property
    def machine(self) -> str:
        """As the ``datetime`` of an HTML ``time`` element has it; blank for what it has no form for."""
        if self.form != "point" or not (point := self.points[0]) or point.mark or point.year is None:
            return ""
        parts = [f"{point.year:04}", *(f"{part:02}" for part in (point.month, point.day) if part)]
        return "-".join(parts) if (point.month or 0) <= 12 else ""

    def __str__(self) -> str:
        if self.form == "unknown":
            return gettext("date unknown")
        if self.form == "set":
            return get_text_list([str(point) for point in self.points], gettext("or"))
        if self.form == "point":
            return str(self.points[0])
        first, last = self.points
        if first is None:
            return gettext("until %(date)s") % {"date": last}
        if last is None:
            return gettext("since %(date)s") % {"date": first}
        return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def _refuse(text: str, why: str | None = None) -> ValidationError:
    why = why or gettext(
        "write a year, a month or a day as 2018, 2018-01 or 2018-01-31; XXXX-03-01 if no year is stated"
    )
    return ValidationError(gettext("“%(text)s” is not a date we can keep: %(why)s.") % {"text": text, "why": why})


def _point(part: str, whole: str) -> Point:
    found = _POINT.fullmatch(part)
    if not found or (found["year"] == "XXXX" and not found["day"]):
        raise _refuse(whole)
    year = None if found["year"] == "XXXX" else int(found["year"])
    month, day = (int(found[name]) if found[name] else None for name in ("month", "day"))
    if year in (0, 9999):
        raise _refuse(whole, gettext("years run from 0001 to 9998"))
    if month and month > 12 and month not in _FIRST_MONTH:
        raise _refuse(whole, gettext("seasons are 21 to 24, quarters 33 to 36"))
    try:
        _within_a_year(part[4:].rstrip("~?"))  # the library takes no mark on a season
        if month and day:
            # The library lets 29 February pass in any year. Without a year, it is tried in a leap year.
            date(year or 2000, month, day)
    except (EDTFParseException, ValueError) as error:
        raise _refuse(whole, gettext("there is no such day, month or season")) from error
    return Point(year, month, day, found["mark"])


@lru_cache(maxsize=512)
def _within_a_year(rest: str) -> None:
    """Ask the library about what follows the year, in a leap year: that is soon known, and asking takes 4 ms."""
    parse_edtf(f"2000{rest}")


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Read an EDTF string; raises ``ValidationError`` with a sentence that says what is wrong."""
    if not text:
        return Edtf("unknown")
    if text.startswith("[") and text.endswith("]"):
        points = tuple(_point(part.strip(), text) for part in text[1:-1].split(","))
        if len(points) < 2:
            raise _refuse(text, gettext("a choice names at least two dates, as in [2018,2019]"))
        return Edtf("set", points)
    if "/" not in text:
        return Edtf("point", (_point(text, text),))
    first, _slash, last = text.partition("/")
    ends = tuple(None if end == ".." else _point(end, text) for end in (first, last))
    if ends == (None, None):
        raise _refuse(text, gettext("an interval names at least one end"))
    if ends[0] and ends[1] and ends[0].year and ends[1].year and ends[0].sort > ends[1].last:
        raise _refuse(text, gettext("the interval ends before it begins"))
    return Edtf("interval", ends)


def validate(text: str) -> None:
    parse(text)


class EDTFField(models.CharField):
    """A date as EDTF text of at most 64 characters; blank is unknown. Parsed when written and when shown."""

    default_validators = [validate]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text", _("As stated: 2018, 2018-01, 2018-01-31, XXXX-03-01, 2018~, 2018/.. Blank if unknown.")
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("help_text", None)  # a word to editors is no matter for a migration
        return name, path, args, kwargs


class EDTFSortField(models.IntegerField):
    """Order of the EDTF field named by ``of`` as an integer, rewritten on every save (see ``Edtf.sort``)."""

    def __init__(self, *args, of: str = "", **kwargs):
        self.of = of
        super().__init__(*args, **kwargs | {"editable": False, "default": UNKNOWN})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, instance, add):
        value = parse(getattr(instance, self.of)).sort
        setattr(instance, self.attname, value)
        return value
