"""What companies, people and milestones add to the pages and registries that entries share."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from entries import changes, checking, facts, kinds, sections, ties
from entries.connections import columns
from entries.feeds import offers as feeds
from entries.models import Entry
from entries.models.entry import passages, published
from entries.search import filters, registry as search
from entries.ties import Ties
from sources import mentions
from sources.mentions import Known
from sources.registry import Citing, register as register_citing
from zones.models import Zone

from . import linked, representation
from .models import Company, Milestone, Person, Presence, Product, Role


def _products(company):
    return Product.objects.filter(company=company).prefetch_related(passages())


def _roles():
    # Both ends, since a role is told as a sentence that names them.
    return Role.objects.public().select_related("person", "organisation").prefetch_related(passages())


def _roles_at(organisation):
    return _roles().filter(organisation=organisation)


def _roles_of(person):
    return _roles().filter(person=person)


def _presences():
    # Both ends, since a presence is told as a sentence that names them.
    return Presence.objects.public().select_related("company", "zone").prefetch_related(passages())


def _zones(company):
    return _presences().filter(company=company)


def _companies(zone):
    return _presences().filter(zone=zone)


def _milestones(entry):
    return Milestone.objects.published().about(entry).for_list().by_date()


def _subjects(milestone):
    return milestone.subjects.published().for_list().by_name()


def _derived(milestone):
    return Milestone.objects.published().filter(derived_from=milestone).for_list().by_date()


def _around(zone):
    """Parts of a zone, companies present in it, people with a role there, milestones about it."""
    ids = (
        Zone.objects.filter(part_of=zone).values("pk"),
        Presence.objects.public().filter(zone=zone).values("company"),
        Role.objects.public().filter(organisation=zone).values("person"),
        Milestone.objects.about(zone).values("pk"),
    )
    return Entry.objects.published().filter(reduce(or_, (Q(pk__in=some.order_by()) for some in ids)))


def _out_of_step(_tally):
    derived = Milestone.objects.out_of_step().filter(status=Milestone.Status.PUBLISHED).select_related("derived_from")
    for milestone in derived.by_date():
        words = gettext("derived from %(then)s, the date of “%(parent)s”, which is %(now)s now.") % {
            "then": milestone.derived_from_date, "parent": milestone.derived_from,
            "now": milestone.derived_from.date_stated,
        }  # fmt: skip
        yield checking.Finding("out-of-step", str(milestone), words, f"{milestone.admin_url}#id_date")


def _legal_names():
    named = Company.objects.filter(draft_of=None).exclude(legal_name="").order_by()
    return map(Known._make, named.values_list("legal_name", "kind", "id", "name"))


def register() -> None:
    checking.register(_out_of_step)
    for model in (Company, Person, Milestone):
        kinds.register(model)
    linked.register()
    representation.register()
    mentions.register(_legal_names)
    _register_sections()
    _register_ties()
    feeds.register("feed", _("New around %(name)s"), ["zone"], _around)
    feeds.register("milestones", _("Milestones of %(name)s"), ["company", "zone", "person"], _milestones)
    _register_citing()
    _register_search()
    changes.follow(Company, lambda company: [company.pk])
    changes.follow(Person, lambda person: [person.pk])
    changes.follow(Milestone, lambda milestone: [milestone.pk])
    changes.follow(Product, lambda product: [product.company_id])
    changes.follow(Role, lambda role: [role.person_id, role.organisation_id])
    changes.follow(Presence, lambda presence: [presence.company_id, presence.zone_id])


def _register_sections() -> None:
    add = sections.register
    add("products", _("Products"), ["company"], _products, template="companies/_products.html", linked=linked.product)
    add("people", _("People"), ["company", "zone"], _roles_at, template="companies/_people.html", within="person-list",
        linked=linked.person, ties="roles")  # fmt: skip
    add("roles", _("Roles"), ["person"], _roles_of, template="companies/_roles.html", linked=linked.role, ties="roles")
    add("zones", _("Zones"), ["company"], _zones, template="companies/_zones.html",
        linked=linked.zone, ties="presences")  # fmt: skip
    add("companies", _("Companies"), ["zone"], _companies, template="companies/_companies.html",
        within="company-list", linked=linked.company, ties="presences")  # fmt: skip
    add(
        "subjects",
        _("About"),
        ["milestone"],
        _subjects,
        template="entries/_links.html",
        linked=linked.subject,
        ties="milestones",
    )
    add("derived", _("Counted from this"), ["milestone"], _derived, template="companies/_milestones.html",
        linked=linked.derived)  # fmt: skip
    add("milestones", _("Milestones"), ["company", "zone", "person"], _milestones,
        template="companies/_milestones.html", within="milestone-list", linked=linked.milestone,
        last=True)  # fmt: skip


def _subject_rows():
    """Of milestones and what they are about, both public."""
    return Milestone.subjects.through.objects.filter(published("milestone", "entry")).order_by("milestone", "entry")


def _derived_rows():
    return Milestone.objects.published().filter(published("derived_from")).order_by("pk")


def _register_ties() -> None:
    for one in (
        Ties("roles", _("Roles"), Role.objects.public, "person", "organisation", lambda role: role.title,
             told=lambda role: role.title),
        Ties("presences", _("Presences"), Presence.objects.public, "company", "zone",
             lambda presence: presence.get_kind_display()),
        Ties("milestones", _("Milestones"), _subject_rows, "milestone", "entry", lambda _row: gettext("about"),
             told=lambda _row: gettext("subject"), row=_about, neighbours=False),
        Ties("derived", _("Derived dates"), _derived_rows, "pk", "derived_from", lambda _row: gettext("counted from"),
             neighbours=False),
    ):  # fmt: skip
        ties.register(one)
    columns.register(Person.KIND, 0, _("People"))
    columns.register(Company.KIND, 1, _("Organisations"))


def _about(milestone, subject):
    """The row that a milestone's section of subjects stands for."""
    return Milestone.subjects.through(milestone=milestone, entry=subject)


def _register_citing() -> None:
    def add(model, rows, stated, **about):
        register_citing(Citing(model, "passages", rows, stated, about))

    add(
        Product,
        lambda: Product.objects.public().select_related("company"),
        lambda p, _key: [facts.about(p.company, p.name)],
        company=[Company.KIND],
    )
    add(
        Role,
        lambda: Role.objects.public().select_related("person", "organisation"),
        lambda r, _key: [facts.about(r.person, str(r))],
        person=[Person.KIND],
        organisation=Role.ORGANISATIONS,
    )
    add(
        Presence,
        lambda: Presence.objects.public().select_related("company", "zone"),
        lambda p, _key: [facts.about(p.company, str(p))],
        company=[Company.KIND],
        zone=[Zone.KIND],
    )
    add(
        Milestone,
        Milestone.objects.published,
        lambda milestone, _key: [facts.about(milestone, milestone.name)],
        subjects=[Company.KIND, Zone.KIND, Person.KIND],
    )


def _register_search() -> None:
    search.show(_("Legal name"), Company, "entry_ptr_id", "legal_name", names=True)
    search.show(_("Headquarters"), Company, "entry_ptr_id", "headquarters")
    search.show(_("Product"), Product, "company_id", "name", "description")
    search.show(_("Zone"), Presence, "company_id", "zone__name", neighbour="zone", mark=filters.NEAR)
    search.show(_("Origin"), Person, "entry_ptr_id", "origin")
    search.show(
        _("Role"), Role, "person_id", "title", "organisation__name", neighbour="organisation", mark=filters.NEAR
    )
    search.show(_("Date"), Milestone, "entry_ptr_id", "date_as_worded")
    search.show(
        _("About"), Milestone.subjects.through, "milestone_id", "entry__name", neighbour="entry", mark=filters.NEAR
    )
    search.cites(Product, "company_id")
    search.cites(Role, "person_id", neighbour="organisation")
    search.cites(Presence, "company_id", neighbour="zone")
    search.cites(Milestone, "entry_ptr_id")
    filters.register(filters.by_neighbour(Company, _("Company"), 30))
    filters.register(filters.by_neighbour(Person, _("Person"), 35))
