"""How many there are of something, said as each language says it: its plurals, its way to group digits."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.utils.formats import number_format


def grouped(number: int | Decimal) -> str:
    """The number with its digits grouped, as 1,000."""
    return number_format(number, force_grouping=True)


class Bounded(Protocol):
    """A number that was counted no further than some bound."""

    @property
    def number(self) -> int: ...

    @property
    def over(self) -> bool: ...


@dataclass(frozen=True)
class Phrase:
    """What a number of something is called: ``exactly`` and ``over`` come from ``ngettext_lazy`` and name "count".

    Whole phrases, since no language but English lets a plural be taken from one place and a number from another.
    """

    exactly: Any
    over: Any

    def of(self, count: Bounded) -> str:
        phrase = self.over if count.over else self.exactly
        return phrase % {"count": count.number, "number": grouped(count.number)}
