"""What entries and sources are found by, and what results can be narrowed to: each floor registers its own."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from ..models import Entry
from ..models.entry import published

_CITATION = re.compile(r"\s*\[@[a-z0-9-]+\]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*_`>#]+")


@dataclass(frozen=True)
class Owners:
    """Some entries and sources: by their ids, or all whose ids lie between two, which spares a list of them."""

    ids: Collection[UUID] = ()
    between: tuple[UUID, UUID] | None = None

    def by(self, column: str) -> dict[str, Any]:
        """The condition on a column that names them."""
        if self.between:
            return dict(zip((f"{column}__gte", f"{column}__lte"), self.between, strict=True))
        return {f"{column}__in": self.ids}


@dataclass(frozen=True)
class Said:
    """A text that a row adds to its owner. ``hour`` is that of the neighbour it names, if that is still to come."""

    owner: UUID
    text: str
    hour: datetime | None
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """Text that rows of a model add to the entry or source that ``owner`` (a column) names.

    ``shows`` are the fields it is made of; ``names`` counts it among the owner's names, ``heading`` says that
    a result shows it anyhow, ``prose`` that it is Markdown. ``neighbour`` is a relation
    to what else it names: entries that are not public are left out, and a change of one is a change of the owner's
    text. ``mark`` is the filter that the neighbour serves.
    """

    label: str | Promise
    model: type[Model]
    owner: str
    shows: tuple[str, ...]
    names: bool = False
    heading: bool = False
    prose: bool = False
    neighbour: str = ""
    mark: str = ""

    def said(self, owners: "Owners", now: datetime) -> Iterator[Said]:
        """The texts of some owners, in order. One query."""
        moment = (f"{self.neighbour}__status", f"{self.neighbour}__publish_at") if self._of_entries else ()
        columns = (self.owner, *self.shows, *moment, *((f"{self.neighbour}_id",) if self.mark else ()))
        rows = self._rows.filter(**owners.by(self.owner)).order_by(self.owner, "pk").values_list(*columns)
        for owner, *values in rows:
            neighbour = values.pop() if self.mark else None
            hour = None
            if moment:
                status, publish_at = values[-2:]
                del values[-2:]
                if status != Entry.Status.PUBLISHED:
                    continue
                hour = publish_at if publish_at > now else None
            text = ", ".join(str(value) for value in values if value)
            if text:
                marks = (f"{self.mark}{neighbour.hex}",) if neighbour else ()
                yield Said(owner, plain(text) if self.prose else text, hour, marks)

    def owners(self, neighbours: Collection[UUID]) -> QuerySet:
        """Ids of those whose text names one of the neighbours."""
        if not self.neighbour:
            return self._rows.none()
        return self._rows.filter(**{f"{self.neighbour}__in": neighbours}).order_by().values_list(self.owner, flat=True)

    @property
    def _rows(self):
        return self.model._default_manager

    @property
    def _of_entries(self) -> bool:
        if not self.neighbour:
            return False
        related: Any = self.model._meta.get_field(self.neighbour).related_model
        return issubclass(related, Entry)


@dataclass(frozen=True)
class Cites:
    """Rows of a model rest on sources: ``source`` leads from the row to one, so that results can be narrowed to it.

    Rows whose ``neighbour`` is not public are left out.
    """

    model: type[Model]
    owner: str
    source: str
    neighbour: str = ""

    def pairs(self, owners: Owners) -> QuerySet:
        """(owner, source), each pair once."""
        rows = self.model._default_manager.filter(**owners.by(self.owner), **{f"{self.source}__isnull": False})
        if self.neighbour:
            rows = rows.filter(published(self.neighbour))
        return rows.order_by().values_list(self.owner, self.source).distinct()


@dataclass(frozen=True)
class Filter:
    """Something that results can be narrowed to, as ``zone``: its values stand in marks as the name and a hex id.

    ``find(slug)`` gives the ids that a value in the address stands for, none where there is no such public value;
    ``named(ids)`` gives (id, slug, name) of those that are public.
    """

    name: str
    title: str | Promise
    find: Callable[[str], list[UUID]]
    named: Callable[[list[UUID]], Collection[tuple[UUID, str, str]]]


shown: list[Shown] = []
citing: list[Cites] = []
filters: list[Filter] = []


def show(label, model: type[Model], owner: str, *shows: str, **options: Any) -> None:
    """Register a text; those of a result are tried in the order of registration for the words it was found by."""
    shown.append(Shown(label, model, owner, shows, **options))


def cites(model: type[Model], owner: str, source: str = "passages__source", neighbour: str = "") -> None:
    citing.append(Cites(model, owner, source, neighbour))


def narrow(name: str, title, find, named) -> None:
    filters.append(Filter(name, title, find, named))


def plain(text: str) -> str:
    """Prose without its Markdown and citations."""
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", _CITATION.sub("", text))).split())
