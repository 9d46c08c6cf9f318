"""What companies, people and milestones add to the pages and registries that entries share."""

from django.utils.translation import gettext_lazy as _

from entries import changes, facts, kinds, sections
from entries.models.entry import passages
from sources.registry import Citing, register as register_citing

from .models import Company, Milestone, Person, Presence, Product, Role


def _products(company):
    return Product.objects.filter(company=company).prefetch_related(passages())


def _people(organisation):
    return Role.objects.public().filter(organisation=organisation).select_related("person").prefetch_related(passages())


def _roles(person):
    return Role.objects.public().filter(person=person).select_related("organisation").prefetch_related(passages())


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


def register() -> None:
    for model in (Company, Person, Milestone):
        kinds.register(model)
    _register_sections()
    _register_citing()
    changes.follow(Company, lambda company: [company.pk])
    changes.follow(Person, lambda person: [person.pk])
    changes.follow(Milestone, lambda milestone: [milestone.pk])
    changes.follow(Product, lambda product: [product.company_id])
    changes.follow(Role, lambda role: [role.person_id, role.organisation_id])
    changes.follow(Presence, lambda presence: [presence.company_id, presence.zone_id])


def _register_sections() -> None:
    add = sections.register
    add("products", _("Products"), ["company"], _products, template="companies/_products.html")
    add("people", _("People"), ["company", "zone"], _people, template="companies/_people.html", all_url="person-list")
    add("roles", _("Roles"), ["person"], _roles, template="companies/_roles.html")
    add("zones", _("Zones"), ["company"], _zones, template="companies/_zones.html", all_url="zone-list")
    add("companies", _("Companies"), ["zone"], _companies, template="companies/_companies.html", all_url="company-list")
    add("subjects", _("About"), ["milestone"], _subjects, template="entries/_links.html")
    add("derived", _("Counted from this"), ["milestone"], _derived, template="companies/_milestones.html")
    add("milestones", _("Milestones"), ["company", "zone", "person"], _milestones,
        template="companies/_milestones.html", all_url="milestone-list")  # fmt: skip


def _register_citing() -> None:
    def add(model, rows, stated):
        register_citing(Citing(model, "passages", rows, stated))

    add(
        Product,
        lambda: Product.objects.public().select_related("company"),
        lambda p, _key: [facts.about(p.company, p.name)],
    )
    add(
        Role,
        lambda: Role.objects.public().select_related("person", "organisation"),
        lambda r, _key: [facts.about(r.person, str(r))],
    )
    add(
        Presence,
        lambda: Presence.objects.public().select_related("company", "zone"),
        lambda p, _key: [facts.about(p.company, str(p))],
    )
    add(Milestone, Milestone.objects.published, lambda milestone, _key: [facts.about(milestone, milestone.name)])
