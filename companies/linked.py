"""Companies, people and milestones as linked data: which relation says the same as which property of schema.org."""

from typing import Any

from entries import facts, linked as entries
from entries.linked import Linked, reference
from entries.models import Entry
from sources import linked
from sources.linked import Node, Said

from .models import Company, Milestone, Person, Presence, Product, Role

AT = (Presence.Kind.SETTLED, Presence.Kind.HEADQUARTERS)
"""Presences that say where a company is, as a ``location`` does; to do research somewhere says less."""


def register() -> None:
    properties = {"legal_name": "legalName", "founded": "foundingDate", "website": "sameAs"}
    entries.register(Company, "Organization", properties)
    entries.register(Person, "Person", {})
    entries.register(Milestone, "Event", {}, own_milestone)


def own_milestone(milestone: Milestone) -> Node:
    """An event where it is reported to have happened; else a claim, which has no date on which it took place."""
    said = Said.of(milestone, milestone.name)
    # A date that we derived is not one that a source states.
    date = "" if milestone.derived_from_id else milestone.date_stated.machine
    if said.plain:
        return {"startDate": date} if date else {}
    return linked.claim(said) | ({"temporalCoverage": date} if date else {})


def product(row: Product) -> Linked:
    text = facts.worded(row.name, row.description) if row.description else row.name
    node = {"@type": "Product", "name": row.name}
    if row.description:
        node["description"] = row.description
    return Linked(Said.of(row, text), "manufacturer", node, reverse=True)


def person(row: Role) -> Linked:
    """A role, on the page of its organisation."""
    if row.organisation.kind != Company.KIND:
        return Linked(Said.of(row, str(row)))
    if row.founder:
        return Linked(Said.of(row, str(row)), "founder", reference(row.person))
    return Linked(Said.of(row, str(row)), "member", _held(row, "member", row.person))


def role(row: Role) -> Linked:
    """A role, on the page of its person."""
    if row.organisation.kind != Company.KIND:
        return Linked(Said.of(row, str(row)))
    if row.founder:
        return Linked(Said.of(row, str(row)), "founder", reference(row.organisation), reverse=True)
    return Linked(Said.of(row, str(row)), "memberOf", _held(row, "memberOf", row.organisation))


def _held(row: Role, relation: str, other: Entry) -> Node:
    """A relation with its title and its time between the two that it relates."""
    node: dict[str, Any] = {"@type": "OrganizationRole", "roleName": row.title, relation: reference(other)}
    dates = {"startDate": row.since_date.machine, "endDate": row.until_date.machine}
    return node | {name: date for name, date in dates.items() if date}


def zone(row: Presence) -> Linked:
    """A presence, on the page of its company."""
    return Linked(Said.of(row, str(row)), _location(row), reference(row.zone))


def company(row: Presence) -> Linked:
    """A presence, on the page of its zone."""
    return Linked(Said.of(row, str(row)), _location(row), reference(row.company), reverse=True)


def _location(row: Presence) -> str:
    return "location" if row.kind in AT and not row.until else ""


def milestone(row: Milestone) -> Linked:
    return Linked(Said.of(row, row.name), "subjectOf", reference(row) | own_milestone(row), wrapped=True)


def derived(row: Milestone) -> Linked:
    """One that counts from another says nothing of it."""
    return Linked(Said.of(row, row.name), None)


def subject(row: Entry) -> Linked:
    return Linked(None, "about", reference(row))
