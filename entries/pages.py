"""What entries add to the registries: who cites, and whose changes count."""

from django.utils.translation import gettext

from sources.models import Passage, Source
from sources.registry import Citing, prose_facts, register as register_citing

from . import changes, facts, kinds
from .models import Alias, Entry, Figure, Statement, Tag, Tagged


def _alias(alias, _key):
    yield facts.about(alias.entry, gettext("Also called “%(name)s”") % {"name": alias.name})


def _statements():
    """With each kind's own row, and the rows that its cited fields refer to."""
    specific = [f"entry__{model.KIND}" for model in kinds.every()]
    for model in kinds.every():
        relations = [name for name in model.cited_fields if model._meta.get_field(name).is_relation]
        specific += [f"entry__{model.KIND}__{name}" for name in relations]
    return Statement.objects.public().select_related(*specific)


def register() -> None:
    register_citing(Citing(Statement, "passages", _statements, facts.of_statement))
    register_citing(Citing(Alias, "passages", lambda: Alias.objects.public().select_related("entry"), _alias))
    register_citing(
        Citing(Figure, "passages", lambda: Figure.objects.public().select_related("entry"), facts.about_row)
    )
    register_citing(
        Citing(
            Entry, "cited", Entry.objects.published, lambda entry, key: prose_facts(entry, entry.kind, entry.body, key)
        )
    )
    register_citing(
        Citing(Tag, "cited", Tag.objects.public, lambda tag, key: prose_facts(tag, "tag", tag.description, key))
    )
    for model in (Statement, Alias, Figure):
        changes.follow(model, lambda row: [row.entry_id])
    changes.follow(Entry, lambda entry: [entry.pk])
    changes.follow(Tagged, lambda row: [row.content_object_id])
    for shared in (Source, Passage, Tag):
        changes.follow(shared, lambda row: [])
