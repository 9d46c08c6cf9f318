"""Milestones on a vertical axis: a bar as long as what is known, a day as a dot, undated and planned ones apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from sources.dates import Edtf

from .models import Milestone

MONTH = 10
"""Height of a month on the axis; a year has twelve."""


@dataclass(frozen=True)
class Mark:
    """A milestone on the axis of its year: top and height in axis units; a day has no height."""

    milestone: Milestone
    top: float
    height: float


@dataclass
class Year:
    """A year with something in it, and how many empty years lie between it and the one before."""

    year: int
    marks: list[Mark] = field(default_factory=list)
    empty_from: int | None = None

    @property
    def empty_to(self) -> int:
        return self.year - 1

    @property
    def empty_years(self) -> int:
        return self.year - self.empty_from if self.empty_from is not None else 0


@dataclass
class Timeline:
    """Milestones in four lanes, each in the order it was given."""

    years: list[Year] = field(default_factory=list)
    yearless: list[Milestone] = field(default_factory=list)
    undated: list[Milestone] = field(default_factory=list)
    planned: list[Milestone] = field(default_factory=list)

    @property
    def dated(self) -> int:
        return sum(len(year.marks) for year in self.years) + len(self.yearless)


def draw(milestones: Iterable[Milestone]) -> Timeline:
    """Sort milestones (in the order of their dates, with passages at hand) into the lanes."""
    timeline = Timeline()
    dated = []
    for milestone in milestones:
        if milestone.ahead:
            timeline.planned.append(milestone)
        elif not milestone.date:
            timeline.undated.append(milestone)
        elif milestone.date_stated.year is None:
            timeline.yearless.append(milestone)
        else:
            dated.append(milestone)
    timeline.years = list(_years(dated))
    return timeline


def _years(dated: list[Milestone]) -> Iterator[Year]:
    before = None
    for number, group in groupby(dated, key=lambda milestone: milestone.date_stated.year or 0):
        year = Year(number, [Mark(milestone, *_extent(milestone.date_stated)) for milestone in group])
        if before is not None and number > before + 1:
            year.empty_from = before + 1
        yield year
        before = number


def _extent(date: Edtf) -> tuple[float, float]:
    """Top and height on the axis of the year in which the date begins; what goes on beyond it fills the rest."""
    point = min((point for point in date.points if point), key=lambda point: point.sort)
    first, months = point.months()
    top = (first - 1) * MONTH
    if date.form != "point":
        return top, 12 * MONTH - top
    if point.day:
        return top + (point.day - 1) / 31 * MONTH, 0
    return top, months * MONTH
