"""What rests on passages, for editors: every row, published or not, with the way to the form that it is edited in."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse

from .models import Passage
from .registry import Citing, citing


@dataclass(frozen=True)
class Ground:
    """One row that rests on a passage: what sort of row, what it says, its form, and whether the public sees it."""

    sort: str
    text: str
    form: str
    public: bool


def of(passages: QuerySet[Passage]) -> dict[UUID, list[Ground]]:
    """Rows by the id of the passage that they rest on, public ones first; two queries for each citing model."""
    found: dict[UUID, list[Ground]] = defaultdict(list)
    for one in citing():
        pairs, row = one.pairs
        cited = list(pairs.filter(passage__in=passages.order_by().values("pk")).values_list(row, "passage"))
        grounds = {pk: _ground(of_row, one) for pk, of_row in _rows(one, {pk for pk, _passage in cited}).items()}
        for pk, passage in cited:
            found[passage].append(grounds[pk])
    for grounds_of_one in found.values():
        grounds_of_one.sort(key=lambda ground: (not ground.public, ground.text))
    return found


def _rows(one: Citing, pks: set[UUID]) -> dict[UUID, Model]:
    if not pks:
        return {}
    shown = Exists(one.public().order_by().filter(pk=OuterRef("pk")))
    # With what each row must name to be told as a sentence: the relations that it cannot be without.
    named: list[Any] = [
        field.name
        for field in one.model._meta.fields
        if field.is_relation and not field.null and not getattr(field.remote_field, "parent_link", False)
    ]
    return one.model._default_manager.select_related(*named or [None]).annotate(shown=shown).in_bulk(pks)


def _ground(row: Any, one: Citing) -> Ground:
    owner = row
    if one.about and not hasattr(row, "admin_url"):
        owner = getattr(row, next(iter(one.about)))
    text = str(row) if str(owner) in str(row) else f"{owner}: {row}"
    return Ground(str(row._meta.verbose_name), text, form_of(owner), row.shown)


def form_of(row: Any) -> str:
    """Address of the form that a row is edited in."""
    if hasattr(row, "admin_url"):
        return row.admin_url
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
