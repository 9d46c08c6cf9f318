"""What entries add to the registries: who cites, and whose changes count."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sources import mentions, offers
from sources.mentions import Known
from sources.models import Passage, Source
from sources.registry import Citing, prose_facts, register as register_citing

from . import changes, facts, kinds
from .models import Alias, Entry, Figure, Statement, Tag, Tagged
from .search import filters, registry as search
from .search.results import public_sources


def _alias(alias, _key):
    yield facts.about(alias.entry, facts.also_called(alias))


def _statements():
    """With each kind's own row, and the rows that its cited fields refer to."""
    specific = [f"entry__{model.KIND}" for model in kinds.every()]
    for model in kinds.every():
        relations = [name for name in model.cited_fields if model._meta.get_field(name).is_relation]
        specific += [f"entry__{model.KIND}__{name}" for name in relations]
    return Statement.objects.public().select_related(*specific)


def _names():
    """Names and other names of all entries; what they are called in full is added by each kind."""
    entries = Entry.objects.filter(draft_of=None).order_by()
    aliases = Alias.objects.filter(entry__draft_of=None).order_by()
    yield from map(Known._make, entries.values_list("name", "kind", "id", "name"))
    yield from map(Known._make, aliases.values_list("name", "entry__kind", "entry", "entry__name"))


def register() -> None:
    of_any = {"entry": ()}
    register_citing(Citing(Statement, "passages", _statements, facts.of_statement, of_any))
    register_citing(Citing(Alias, "passages", lambda: Alias.objects.public().select_related("entry"), _alias, of_any))
    register_citing(
        Citing(Figure, "passages", lambda: Figure.objects.public().select_related("entry"), facts.about_row, of_any)
    )
    register_citing(
        Citing(
            Entry, "cited", Entry.objects.published, lambda entry, key: prose_facts(entry, entry.kind, entry.body, key)
        )
    )
    register_citing(
        Citing(Tag, "cited", Tag.objects.public, lambda tag, key: prose_facts(tag, "tag", tag.description, key))
    )
    mentions.register(_names)
    offers.register(kinds.every)
    for model in (Statement, Alias, Figure):
        changes.follow(model, lambda row: [row.entry_id])
    changes.follow(Entry, lambda entry: [entry.pk])
    changes.follow(Tagged, lambda row: [row.content_object_id])
    for shared in (Source, Tag):
        changes.follow(shared, lambda row: [row.pk])
    changes.follow(Passage, lambda passage: [])
    _register_search()


def _register_search() -> None:
    search.show(_("Name"), Entry, "id", "name", names=True, heading=True)
    search.show(_("Summary"), Entry, "id", "summary")
    search.show(_("Also called"), Alias, "entry_id", "name", names=True)
    search.show(_("Title"), Source, "id", "title", names=True, heading=True)
    search.show(_("Publisher"), Source, "id", "publisher", "authors")
    search.show(_("Summary"), Source, "id", "summary", prose=True)
    search.show(_("Figure"), Figure, "entry_id", "label", "scope", "unit")
    search.show(_("Tag"), Tagged, "content_object_id", "tag__name", neighbour="tag", mark="tag")
    search.show(_("Account"), Entry, "id", "body", prose=True)
    search.cites(Entry, "id", "cited")
    for model in (Statement, Alias, Figure):
        search.cites(model, "entry_id")
    filters.register_shared()
    filters.register(filters.by_id("tag", _("Tag"), 40, _tags, _tag_names, several=True))
    filters.register(filters.by_id("source", _("Source"), 70, _sources, _source_names))


def _tags(slug: str) -> list[UUID]:
    return list(Tag.objects.public().filter(slug=slug).values_list("pk", flat=True))


def _tag_names(ids: list[UUID]):
    return Tag.objects.filter(pk__in=ids).values_list("pk", "slug", "name")


def _sources(slug: str) -> list[UUID]:
    return list(Source.objects.public().filter(slug=slug).values_list("pk", flat=True))


def _source_names(ids: list[UUID]):
    return Source.objects.filter(pk__in=public_sources(ids)).values_list("pk", "slug", "title")
