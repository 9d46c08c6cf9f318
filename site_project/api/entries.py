"""Entries of all kinds, each kind's own, and what relates them."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Path, Query
from pydantic import Field

from entries import kinds, relations, representation, schemas, selection
from entries.models import Entry, Figure
from entries.relations import Relation
from entries.selection import Selection
from sources.representation import passages
from sources.schemas import made

from . import moving
from .answering import AskedPage, OfAPage, Page, filtering, operation, page, page_of, told

EVERY = ("name", "newest", "date")
"""Orders of the list of all kinds."""
Id = Annotated[UUID, Path(description="The id, which stays when its owner is renamed or moved.")]
Slug = Annotated[str, Path(pattern="^[-a-zA-Z0-9_]+$", description="The slug, as in the page's address.")]


def _figures():
    return Figure.objects.public().select_related("entry").prefetch_related(passages())


def register(api: NinjaAPI) -> None:
    """Operations for every kind and every relation that the floors registered."""
    every = [representation.schema(model.KIND) for model in kinds.every()]
    either: Any = reduce(or_, every)
    _entries(api, either, [model.KIND for model in kinds.every()])
    for model, schema in zip(kinds.every(), every, strict=True):
        _kind(api, model, schema)
    ends = dict.fromkeys((model.KIND for model in kinds.every()), "entry")
    figures = Relation("figures", "Numbers that sources state.", schemas.Figure, _figures, representation.figure, ends)
    for relation in (*relations.every(), figures):
        _relation(api, relation, every=bool(relation.owner) or relation is figures)


def asking(name: str, orders: Sequence[str], kinds_named: Sequence[str] = ()) -> Any:
    """The parameters of a list of entries: its page, its order, and each filter that the floors registered."""
    named = filtering("kind")
    if kinds_named:
        named["kind"] = (Literal[*kinds_named] | None, Field(default=None, description="Entries of one kind."))
    named["sort"] = (Literal[*orders], Field(default=orders[0], description="What the entries are ordered by."))
    model = made(f"Of{name}", OfAPage, "Which entries, in which order.", **named)
    return Annotated[model, Query()]


def listed(request, chosen: Selection, asked: OfAPage, schema: type[Page]) -> HttpResponse:
    return page(request, chosen.rows, chosen.column, asked, schema, representation.represent)


def _entries(api: NinjaAPI, either: Any, names: list[str]) -> None:
    asked_entries = asking("Entries", EVERY, names)
    of_entries = page_of(either, "Entry")

    @operation(api, "/entries", of_entries, name="listEntries", about="Entries of all kinds", group="Entries")
    def list_entries(request, asked: asked_entries) -> HttpResponse:  # type: ignore[valid-type]
        """Each as in the list of its kind."""
        rows, kind = Entry.objects.published(), asked.kind  # type: ignore[attr-defined]
        fixed = [[f"kind{kind}"]] if kind else []
        chosen = Selection(rows.filter(kind=kind) if kind else rows, request.GET, fixed, EVERY, without=("kind",))
        return listed(request, chosen, asked, of_entries)

    @operation(api, "/entries/{uuid:id}", either, name="getEntry", about="An entry by its id", group="Entries")
    def get_entry(request, id: Id) -> HttpResponse:
        """With what relates it, at most 60 rows of each relation; more names those that have others."""
        return _document(moving.by_id(Entry.objects.published(), id))


def _kind(api: NinjaAPI, model: type[Entry], schema: type[schemas.Entry]) -> None:
    name, names = model.__name__, str(model._meta.verbose_name_plural)
    group, path = names.capitalize(), f"/{names}"
    of_kind = page_of(schema, name)
    asked_kind = asking(group, model.orders)

    @operation(api, path, of_kind, name=f"list{group}", about=f"All {names}", group=group)
    def list_kind(request, asked: asked_kind) -> HttpResponse:  # type: ignore[valid-type]
        return listed(request, selection.of_kind(model, request.GET), asked, of_kind)

    @operation(api, f"{path}/{{slug:slug}}", schema, name=f"get{name}", about=f"One of the {names}", group=group)
    def get_one(request, slug: Slug) -> HttpResponse:
        """With what relates it, at most 60 rows of each relation; more names those that have others."""
        return _document(moving.by_slug(model.objects.published(), model.KIND, slug))


def _relation(api: NinjaAPI, relation: Relation, *, every: bool) -> None:
    group, name = "Relations", relation.name.capitalize()
    of_relation = page_of(relation.schema, name)

    def tell(rows: list) -> list:
        return [relation.tell(row) for row in rows]

    @operation(api, f"/entries/{{uuid:id}}/{relation.name}", of_relation, name=f"list{name}OfEntry",
               about=f"{name} of an entry", group=group)  # fmt: skip
    def list_of_entry(request, id: Id, asked: AskedPage) -> HttpResponse:
        entry = get_object_or_404(Entry.objects.published().filter(kind__in=relation.ends), pk=id)
        return page(request, relation.about(entry.kind, entry.id), relation.column, asked, of_relation, tell)

    if every:

        @operation(api, f"/{relation.name}", of_relation, name=f"list{name}", about=f"All {relation.name}", group=group)
        def list_every(request, asked: AskedPage) -> HttpResponse:
            """In the order of their ids."""
            return page(request, relation.rows(), relation.column, asked, of_relation, tell)


def _document(entry: Entry) -> HttpResponse:
    document = representation.document(entry)
    if document is None:  # taken back in this very moment
        raise Http404
    return told(document)
