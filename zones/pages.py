"""What zones add to the pages and registries that entries share."""

from django.db.models import Prefetch
from django.utils.translation import gettext, gettext_lazy as _

from entries import changes, kinds, linked, sections, ties
from entries.connections import columns
from entries.models import Statement
from entries.models.entry import passages, published
from entries.search import filters, registry as search
from entries.ties import Ties
from sources import mentions
from sources.mentions import Known

from . import representation
from .models import Zone


def _full_names():
    named = Zone.objects.filter(draft_of=None).exclude(full_name="").order_by()
    return map(Known._make, named.values_list("full_name", "kind", "id", "name"))


def register() -> None:
    kinds.register(Zone)
    linked.register(Zone, "Place", {"full_name": "alternateName", "part_of": "containedInPlace"})
    representation.register()
    mentions.register(_full_names)
    changes.follow(Zone, lambda zone: [zone.pk, zone.part_of_id])
    sections.register(
        "parts", _("Parts"), ["zone"],
        lambda zone: _with_statement(Zone.objects.published().filter(part_of=zone).for_list().by_name()),
        template="entries/_links.html", within="zone-list", ties="parts",
    )  # fmt: skip
    ties.register(Ties(
        "parts", _("Parts"), _parts, "pk", "part_of", lambda _zone: gettext("part of"), sentence=_sentence,
        evidence=_statement, with_evidence=_with_statement,
    ))  # fmt: skip
    columns.register(Zone.KIND, 2, _("Zones"))
    search.show(_("Full name"), Zone, "entry_ptr_id", "full_name", names=True)
    search.show(_("Part of"), Zone, "entry_ptr_id", "part_of__name", neighbour="part_of", mark=filters.NEAR)
    search.show(_("Location"), Zone, "entry_ptr_id", "location")
    search.nests(Zone, "part_of")
    filters.register(filters.by_neighbour(Zone, _("Zone"), 20))


def _parts():
    """Public parts of public zones."""
    return Zone.objects.published().filter(published("part_of")).order_by("pk")


def _sentence(zone: Zone) -> str:
    return gettext("%(part)s is part of %(whole)s") % {"part": zone, "whole": zone.part_of}


def _statement(zone: Zone) -> Statement | None:
    """What says that a zone is part of another."""
    return next((statement for statement in zone.statements.all() if statement.field == "part_of"), None)


def _with_statement(zones):
    stated = Statement.objects.filter(field="part_of").prefetch_related(passages())
    return zones.select_related("part_of").prefetch_related(Prefetch("statements", stated))
