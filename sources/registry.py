"""Who cites: upper floors register their models here, so that a source can show what rests on it."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from . import prose

AT_ONCE = 1_000
"""Rows that one query reads by their ids; SQLite takes some thirty thousand."""


class OneByOne(Exists):
    """EXISTS that is asked of each row by itself.

    PostgreSQL would rather gather all rows of the other table that could ever answer, however few there are to ask.
    """

    template = "(%(subquery)s) IS NOT NULL"


@dataclass(frozen=True)
class Fact:
    """One public statement that rests on a passage: whose page it stands on, and what it says there."""

    kind: str
    subject: str
    url: str
    text: str
    loose: bool = False
    """Told in prose or a summary, and left out where the same page states it in a field or row of its own."""
    reading: str = field(default="", compare=False)
    """How the wording was read for it."""


@dataclass(frozen=True)
class Citing:
    """A model with a many-to-many to passages, the rows of it that the public sees, and what each one states.

    ``facts(row, key)`` gives the row's facts that rest on the passage with that key, without a query.
    ``about`` has the fields that name what the row states something of, each with the kinds that it can name (none:
    any kind); a row without a form of its own is edited in that of the first.
    ``grounds`` is false for what does not make a source public by citing it (the source's own summary).
    """

    model: type[Model]
    field: str
    public: Callable[[], QuerySet[Any]]
    facts: Callable[[Any, str], Iterable[Fact]]
    about: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    grounds: bool = True

    @property
    def pairs(self) -> tuple[QuerySet[Any], str]:
        """The many-to-many's own rows, and the name of their field for the row that cites."""
        through = self.model._meta.get_field(self.field).remote_field.through  # type: ignore[union-attr]
        return through.objects.all(), through._meta.get_field(self.model._meta.model_name).name

    def exists(self) -> Exists:
        """Condition on a passage: a public row of this model cites it."""
        # Asked of the passage's own rows: a list of all public ones would be made anew for each question.
        return OneByOne(self.public().order_by().filter(**{self.field: OuterRef("pk")}).values("pk"))


_citing: list[Citing] = []


def register(citing: Citing) -> None:
    _citing.append(citing)


def citing() -> list[Citing]:
    return list(_citing)


def publicly_cited() -> Q:
    """Condition on passages: something that the public sees rests on them."""
    return reduce(or_, (Q(citing.exists()) for citing in _citing if citing.grounds))


def cited() -> Q:
    """Condition on passages: something that the public may see cites them, a source's own summary too."""
    return reduce(or_, (Q(citing.exists()) for citing in _citing))


def facts_of(source: Any) -> Iterator[tuple[Any, Fact]]:
    """(passage, fact) for all that is public and rests on the source; two queries per citing model."""
    return _facts(source.passages.all(), passage__source=source)


def facts_on(passages: Collection[Any]) -> Iterator[tuple[Any, Fact]]:
    """(passage, fact) for all that is public and rests on the passages; two queries per citing model."""
    return _facts(passages, passage__in=passages)


def _facts(passages: Iterable[Any], **condition: Any) -> Iterator[tuple[Any, Fact]]:
    """Of these passages, which ``condition`` picks among what is cited."""
    by_id = {passage.pk: passage for passage in passages}
    for citing in _citing:
        pairs, row = citing.pairs
        resting = defaultdict(list)
        # The rows are read once each, and without their other passages, of which there may be many.
        for pk, passage in pairs.filter(**condition).order_by("pk").values_list(f"{row}_id", "passage_id"):
            resting[pk].append(by_id[passage])
        cited = iter(resting)
        # By their ids: PostgreSQL reads all of so many joined tables before it asks a query which rows are meant.
        while some := list(islice(cited, AT_ONCE)):
            for one in citing.public().filter(pk__in=some):
                for passage in resting[one.pk]:
                    for fact in citing.facts(one, passage.key):
                        yield passage, replace(fact, reading=getattr(one, "reading", ""))


def prose_facts(owner: Any, kind: str, text: str, key: str) -> Iterator[Fact]:
    """Each statement of a piece of prose that cites the key."""
    for stated in prose.statements(text):
        if key in stated.keys:
            yield Fact(kind, str(owner), owner.get_absolute_url(), stated.text.rstrip(" ,;:"), loose=True)
