"""Companies, people and milestones as plain data."""

from typing import Any

from entries import relations
from entries.relations import Relation
from entries.representation import head, neighbour, register as register_kind
from sources import representation as sources

from . import schemas
from .models import Company, Milestone, Person, Presence, Product, Role


def product(row: Product) -> schemas.Product:
    return schemas.Product(
        id=row.id, company=neighbour(row.company), name=row.name, description=row.description or None,
        evidence=sources.evidence(row),
    )  # fmt: skip


def role(row: Role) -> schemas.Role:
    return schemas.Role(
        id=row.id, person=neighbour(row.person), organisation=neighbour(row.organisation), title=row.title,
        founder=row.founder, since=sources.date(row.since), until=sources.date(row.until),
        evidence=sources.evidence(row),
    )  # fmt: skip


def presence(row: Presence) -> schemas.Presence:
    return schemas.Presence(
        id=row.id, company=neighbour(row.company), zone=neighbour(row.zone),
        relation=row.kind,  # type: ignore[arg-type]
        since=sources.date(row.since), until=sources.date(row.until), evidence=sources.evidence(row),
    )  # fmt: skip


def milestone_in_short(row: Milestone) -> schemas.MilestoneInShort:
    return schemas.MilestoneInShort(
        **head(row), date=sources.date(row.date, row.date_as_worded), standing=sources.evidence(row).standing
    )  # fmt: skip


def own_milestone(row: Milestone) -> dict[str, Any]:
    return {
        "date": sources.date(row.date, row.date_as_worded),
        "derived_from": neighbour(row.shown_parent) if row.shown_parent else None,
        "subjects": [neighbour(subject) for subject in row.shown_subjects], "evidence": sources.evidence(row),
    }  # fmt: skip


def _products():
    return Product.objects.public().select_related("company").prefetch_related(sources.passages())


def _roles():
    return Role.objects.public().select_related("person", "organisation").prefetch_related(sources.passages())


def _presences():
    return Presence.objects.public().select_related("company", "zone").prefetch_related(sources.passages())


def _milestones():
    return Milestone.objects.published().prefetch_related(sources.passages()).by_date()


def register() -> None:
    for model in (Company, Person):
        register_kind(model)
    register_kind(Milestone, schemas.Milestone, own_milestone)
    subjects = dict.fromkeys(["company", "zone", "person"], "subjects")
    posts = {"person": "person"} | dict.fromkeys(Role.ORGANISATIONS, "organisation")
    sides = {"company": "company", "zone": "zone"}
    for relation in (
        Relation(
            "products", "What the company makes.", schemas.Product, _products, product, {"company": "company"},
            owner="company",
        ),
        Relation(
            "roles", "Who does what there, or what the person does where.", schemas.Role, _roles, role, posts,
            owner="person",
        ),
        Relation(
            "presences", "Which companies are in the zone, or in which zones the company is.", schemas.Presence,
            _presences, presence, sides, owner="company",
        ),
        Relation(
            "milestones", "Milestones that are about the entry, by date.", schemas.MilestoneInShort, _milestones,
            milestone_in_short, subjects, column="sort_date",
        ),
        Relation(
            "derived", "Milestones whose dates were worked out from this one's.", schemas.MilestoneInShort, _milestones,
            milestone_in_short, {"milestone": "derived_from"}, column="sort_date",
        ),
    ):  # fmt: skip
        relations.register(relation)
