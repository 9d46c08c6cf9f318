"""What entries and sources are found by: each floor registers its own."""

import re
from collections.abc import Collection, Iterator, Mapping
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
    """A text that a row adds to its owner.

    ``hour`` is that of the neighbour it names, if that is still to come; ``neighbour`` is given where one can narrow
    down to it.
    """

    owner: UUID
    text: str
    hour: datetime | None
    neighbour: UUID | None


@dataclass(frozen=True)
class Shown:
    """Text that rows of a model add to the entry or source that ``owner`` (a column) names.

    ``shows`` are the fields it is made of; ``names`` counts it among the owner's names, ``heading`` says that
    a result shows it anyhow, ``prose`` that it is Markdown. ``neighbour`` is a relation
    to what else it names: entries that are not public are left out, and a change of one is a change of the owner's
    text. ``mark`` is the prefix of the mark by which one can narrow down to the neighbour.
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
                yield Said(owner, plain(text) if self.prose else text, hour, neighbour)

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
    """Rows of a model rest on ``passages``: so entries can be narrowed to a source, and to how firmly it speaks.

    Rows whose ``neighbour`` is not public are left out.
    """

    model: type[Model]
    owner: str
    passages: str
    neighbour: str = ""

    def marks(self, owners: Owners) -> Iterator[tuple[UUID, str]]:
        """(owner, mark), some more than once. One query."""
        rows = self.model._default_manager.filter(**owners.by(self.owner), **{f"{self.passages}__isnull": False})
        if self.neighbour:
            rows = rows.filter(published(self.neighbour))
        columns = [f"{self.passages}__{name}" for name in ("source", "standing", "speaker")]
        for owner, source, standing, speaker in rows.order_by().values_list(self.owner, *columns).distinct():
            yield owner, f"source{source.hex}"
            yield owner, f"standing{standing}"
            if speaker:
                yield owner, "standingquoted"


@dataclass(frozen=True)
class Nested:
    """Entries of a model are parts of others, by the relation ``whole``: what names a part is in the whole too."""

    model: type[Model]
    whole: str

    def parts(self, wholes: Collection[UUID]) -> set[UUID]:
        return set(self._ids({f"{self.whole}__in": wholes}, "pk"))

    def wholes(self, parts: Collection[UUID]) -> Iterator[tuple[UUID, UUID, datetime]]:
        """(part, whole, when the whole is or was published) of those whose whole is published. One query."""
        chosen = {"pk__in": parts, f"{self.whole}__status": Entry.Status.PUBLISHED}
        yield from self._ids(chosen, "pk", f"{self.whole}_id", f"{self.whole}__publish_at")

    def _ids(self, chosen: dict[str, Any], *columns: str) -> QuerySet:
        return self.model._default_manager.filter(**chosen).order_by().values_list(*columns, flat=len(columns) == 1)


shown: list[Shown] = []
citing: list[Cites] = []
nested: list[Nested] = []


def show(label, model: type[Model], owner: str, *shows: str, **options: Any) -> None:
    """Register a text; those of a result are tried in the order of registration for the words it was found by."""
    shown.append(Shown(label, model, owner, shows, **options))


def cites(model: type[Model], owner: str, passages: str = "passages", neighbour: str = "") -> None:
    citing.append(Cites(model, owner, passages, neighbour))


def nests(model: type[Model], whole: str) -> None:
    nested.append(Nested(model, whole))


def with_parts(ids: Collection[UUID]) -> set[UUID]:
    """These, their parts, the parts of those and so on."""
    found = level = set(ids)
    while level:
        level = {part for one in nested for part in one.parts(level)} - found
        found = found | level
    return found


def wholes(ids: Collection[UUID], now: datetime) -> Mapping[UUID, list[tuple[UUID, datetime | None]]]:
    """What each of these is part of, what that is part of, and so on up to what is not public.

    Each is (id, hour): with an hour, one that is still to come, the last.
    """
    above: dict[UUID, tuple[UUID, datetime | None]] = {}
    level = set(ids)
    while level:
        found = [row for one in nested for row in one.wholes(level)]
        above |= {part: (whole, publish_at if publish_at > now else None) for part, whole, publish_at in found}
        level = {whole for _part, whole, publish_at in found if publish_at <= now} - above.keys()
    return {pk: list(_upwards(pk, above)) for pk in ids}


def _upwards(pk: UUID, above: Mapping[UUID, tuple[UUID, datetime | None]]):
    passed, hour = {pk}, None
    while hour is None and pk in above and above[pk][0] not in passed:
        pk, hour = above[pk]
        passed.add(pk)
        yield pk, hour


def plain(text: str) -> str:
    """Prose without its Markdown and citations."""
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", _CITATION.sub("", text))).split())
