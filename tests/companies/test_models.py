"""Companies, people, roles, presences, milestones: what the database and the forms refuse, and what the public sees."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from companies.models import Milestone, Presence, Product, Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    """The database itself refuses, by the constraint of this name (SQLite names columns for a unique one)."""
    return pytest.raises(IntegrityError, match=constraint if connection.vendor == "postgresql" else None)


def test_database_refuses_a_product_without_a_name_or_twice():
    company = make.make_company()
    with refused("product_has_name"), transaction.atomic():
        make.make_product(company, name="")
    make.make_product(company, name="Same")
    with refused("product_once_per_company"), transaction.atomic():
        make.make_product(company, name="Same")
    make.make_product(make.make_company(), name="Same")


def test_database_refuses_a_presence_of_an_unknown_kind_or_twice_in_a_kind():
    company, zone = make.make_company(), make.make_zone()
    with refused("presence_kind_known"), transaction.atomic():
        make.make_presence(company, zone, kind="visits")
    make.make_presence(company, zone)
    with refused("presence_once_in_kind"), transaction.atomic():
        make.make_presence(company, zone)
    make.make_presence(company, zone, kind="research")


def test_database_refuses_a_role_without_a_title_or_twice():
    person, company = make.make_person(), make.make_company()
    with refused("role_has_title"), transaction.atomic():
        make.make_role(person, company, title="")
    make.make_role(person, company, title="Head", since="2001")
    with refused("role_once"), transaction.atomic():
        make.make_role(person, company, title="Head", since="2001")
    make.make_role(person, company, title="Head", since="2005")


def test_database_refuses_a_milestone_derived_from_itself_or_without_a_date():
    parent, child = make.make_milestone(date="2001"), make.make_milestone()
    with refused("milestone_not_derived_from_itself"), transaction.atomic():
        Milestone.objects.filter(pk=parent.pk).update(derived_from=parent)
    with refused("milestone_derived_has_date"), transaction.atomic():
        Milestone.objects.filter(pk=child.pk).update(derived_from=parent)


def test_form_refuses_a_derived_milestone_without_a_date_or_of_itself():
    parent = make.make_milestone(date="2001")
    with pytest.raises(ValidationError) as told:
        Milestone(name="Event", derived_from=parent).clean()
    assert set(told.value.message_dict) == {"date"}
    parent.derived_from = parent
    with pytest.raises(ValidationError) as told:
        parent.clean()
    assert set(told.value.message_dict) == {"derived_from"}


def test_form_refuses_a_role_at_a_person():
    person = make.make_person()
    for organisation in (make.make_company(), make.make_zone()):
        Role(person=person, organisation_id=organisation.pk, title="Head").clean()
    with pytest.raises(ValidationError) as told:
        Role(person=person, organisation_id=make.make_person().pk, title="Head").clean()
    assert set(told.value.message_dict) == {"organisation"}


@pytest.mark.parametrize(
    ("date", "sort"),
    [
        ("2018", 2018_00_00),
        ("2018-01", 2018_01_00),
        ("XXXX-03-01", 9999_03_01),
        ("", 9999_99_99),
        ("2018/..", 2018_00_00),
    ],
)
def test_milestone_is_ordered_by_its_date(date, sort):
    assert make.make_milestone(date=date).sort_date == sort


def test_malformed_date_is_refused_before_it_is_saved():
    with pytest.raises(ValidationError, match="is not a date we can keep"):
        make.make_milestone(date="last year")
    assert not Milestone.objects.exists()


def test_milestone_takes_the_weakest_standing_of_its_passages():
    passages = {standing: make.make_passage(standing=standing) for standing in ("reported", "claim", "planned")}
    assert make.make_milestone().standing == "reported"
    claimed = make.make_milestone(passages=[passages["reported"], passages["claim"]])
    assert (claimed.standing, claimed.ahead) == ("claim", False)
    planned = make.make_milestone(passages=list(passages.values()))
    assert (planned.standing, planned.ahead) == ("planned", True)


def test_derived_milestone_keeps_the_date_it_was_derived_from():
    parent = make.make_milestone(date="2001")
    child = make.make_milestone(date="2003", derived_from=parent)
    assert child.derived_from_value == "2001"
    assert not child.parent_changed
    assert not Milestone.objects.out_of_step().exists()
    parent.date = "2002"
    parent.save()
    child.refresh_from_db()
    child.save()
    assert child.derived_from_value == "2001"
    assert child.parent_changed
    assert list(Milestone.objects.out_of_step()) == [child]


def test_parent_and_subjects_that_are_drafts_are_not_shown():
    hidden = make.make_company(draft=True)
    shown = make.make_company()
    child = make.make_milestone(
        date="2003", derived_from=make.make_milestone(draft=True, date="2001"), subjects=[hidden, shown]
    )
    assert child.shown_parent is None
    assert [subject.pk for subject in Milestone.objects.for_list().get(pk=child.pk).shown_subjects] == [shown.pk]


@pytest.mark.parametrize("hidden", ["neither", "owner", "other"])
def test_relation_is_public_when_both_its_ends_are(hidden):
    owner, other = {"draft": hidden == "owner"}, {"draft": hidden == "other"}
    make.make_role(make.make_person(**owner), make.make_company(**other))
    make.make_presence(make.make_company(**owner), make.make_zone(**other))
    make.make_product(make.make_company(**owner))
    assert Role.objects.public().exists() == Presence.objects.public().exists() == (hidden == "neither")
    assert Product.objects.public().exists() == (hidden != "owner")


def test_organisation_with_staff_and_zone_with_companies_are_not_deleted():
    company, zone = make.make_company(), make.make_zone()
    make.make_role(make.make_person(), company)
    make.make_presence(company, zone)
    for protected in (company, zone):
        with pytest.raises(ProtectedError):
            protected.delete()


def test_rows_go_with_their_owner():
    person, company = make.make_person(), make.make_company()
    make.make_role(person, make.make_zone())
    make.make_presence(company, make.make_zone())
    make.make_product(company)
    person.delete()
    company.delete()
    assert not Role.objects.exists()
    assert not Presence.objects.exists()
    assert not Product.objects.exists()


def test_relations_tell_themselves():
    person, company, zone = make.make_person(name="Anna"), make.make_company(name="Firm"), make.make_zone(name="Area")
    assert str(make.make_role(person, company, title="Head")) == "Anna, Head, Firm"
    assert str(make.make_presence(company, zone, kind="production")) == "Firm produces in Area"
