"""Entries: what the database refuses, what a save fills in, what prose cites."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from companies.models import Company
from entries.models import Alias, ContentState, Entry, Figure, Statement
from tests import factories as make
from zones.models import Zone

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    """The database itself refuses, by the constraint of this name (SQLite names columns for a unique one)."""
    return pytest.raises(IntegrityError, match=constraint if connection.vendor == "postgresql" else None)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("entry_has_kind_name_slug", {"kind": ""}),
        ("entry_has_kind_name_slug", {"name": ""}),
        ("entry_has_kind_name_slug", {"slug": ""}),
        ("entry_status_known", {"status": "hidden"}),
        ("entry_published_has_moment", {"publish_at": None}),
        ("entry_focus_inside_picture", {"focal_x": 1.1}),
        ("entry_focus_inside_picture", {"focal_y": -0.1}),
        ("entry_picture_has_words", {"image": "pictures/one.jpg", "image_alt": ""}),
    ],
)
def test_database_refuses_an_entry_that_breaks_a_rule(constraint, values):
    entry = make.make_company()
    with refused(constraint), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**values)


def test_database_refuses_a_slug_twice_in_a_kind():
    make.make_company(slug="same")
    other = make.make_company(slug="other")
    with refused("entry_slug_unique_in_kind"), transaction.atomic():
        Entry.objects.filter(pk=other.pk).update(slug="same")


def test_database_refuses_a_working_copy_that_is_published():
    original, copy = make.make_company(), make.make_company()
    with refused("entry_copy_stays_draft"), transaction.atomic():
        Entry.objects.filter(pk=copy.pk).update(draft_of=original.pk)


def test_database_refuses_a_working_copy_of_itself():
    entry = make.make_company(draft=True)
    with refused("entry_copy_of_another"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(draft_of=entry.pk)


@pytest.mark.parametrize(
    ("constraint", "model", "values"),
    [
        ("statement_names_field", Statement, {"field": ""}),
        ("alias_has_name", Alias, {"name": ""}),
        ("figure_has_label", Figure, {"label": "", "value": 1}),
        ("figure_comparator_known", Figure, {"label": "Count", "value": 1, "comparator": "~"}),
    ],
)
def test_database_refuses_a_row_that_states_nothing(constraint, model, values):
    entry = make.make_company()
    with refused(constraint), transaction.atomic():
        model.objects.create(entry=entry, **values)


@pytest.mark.parametrize(
    ("constraint", "model", "values"),
    [
        ("statement_once_per_field", Statement, {"field": "summary"}),
        ("alias_once_per_entry", Alias, {"name": "Same"}),
    ],
)
def test_database_refuses_a_row_that_stands_already(constraint, model, values):
    entry = make.make_company()
    model.objects.create(entry=entry, **values)
    with refused(constraint), transaction.atomic():
        model.objects.create(entry=entry, **values)


def test_database_refuses_a_second_state_of_the_content():
    with refused("content_state_is_one_row"), transaction.atomic():
        ContentState.objects.create(id=2)


def test_slug_is_made_from_the_name():
    assert make.make_company(name="Firm Öne & Söhne").slug == "firm-one-sohne"


def test_slug_of_a_name_without_latin_letters_is_a_short_id():
    company = make.make_company(name="样本公司")
    assert company.slug == company.id.hex[:8]


def test_slug_that_is_cleared_comes_from_a_latin_alias():
    company = make.make_company(name="样本公司")
    make.make_alias(company, name="Sample Firm")
    company.slug = ""
    company.save()
    assert company.slug == "sample-firm"


def test_taken_slug_gets_a_number_within_its_kind():
    slugs = [make.make_company(name="Same").slug for _ in range(3)]
    assert slugs == ["same", "same-2", "same-3"]
    assert make.make_zone(name="Same").slug == "same"


def test_long_taken_slug_keeps_its_number():
    slugs = [make.make_company(name="x" * 200).slug for _ in range(2)]
    assert slugs == ["x" * 80, "x" * 78 + "-2"]


def test_working_copy_shares_the_slug_of_its_original():
    original = make.make_company(name="Same")
    copy = make.make_company(name="Same", draft=True, draft_of_id=original.pk)
    assert copy.slug == original.slug
    copy.full_clean()


def test_slug_of_another_is_an_error_at_the_field():
    make.make_company(slug="same")
    with pytest.raises(ValidationError) as told:
        Company(name="Other", slug="same").clean()
    assert told.value.message_dict["slug"] == ["Another company has this slug."]


def test_kind_is_set_by_the_class():
    assert {make.make_entry(model).kind for model in make.KINDS} == {"company", "zone", "person", "milestone"}


def test_publishing_fills_the_moment_and_a_draft_has_none():
    before = timezone.now()
    assert before <= make.make_company().publish_at <= timezone.now()
    assert make.make_company(draft=True).publish_at is None


def test_moment_that_an_editor_chose_is_kept():
    moment = datetime(2001, 1, 2, tzinfo=UTC)
    assert make.make_company(publish_at=moment).publish_at == moment


def test_published_is_what_the_public_sees_at_the_moment():
    shown = make.make_company()
    coming = make.make_company(publish_at=timezone.now() + timedelta(hours=1))
    make.make_company(draft=True, publish_at=timezone.now())
    assert list(Company.objects.published()) == [shown]
    assert (shown.is_public, coming.is_public) == (True, False)
    assert set(Company.objects.published(timezone.now() + timedelta(hours=2))) == {shown, coming}


def test_version_counts_each_save():
    company = make.make_company()
    assert company.version == 1
    company.save()
    company.save()
    assert Company.objects.get().version == 3


def test_cited_follows_the_prose():
    first, second = make.make_passage(), make.make_passage()
    company = make.make_company(body=f"One. [@{first.key}]")
    assert list(company.cited.all()) == [first]
    company.body = f"Two. [@{second.key}]"
    company.save()
    assert list(company.cited.all()) == [second]
    company.body = "Three."
    company.save()
    assert not company.cited.exists()


def test_unknown_citation_is_an_error_at_the_field():
    with pytest.raises(ValidationError) as told:
        Company(name="Firm", body="One. [@nowhere] Two. [@never]").clean()
    assert told.value.message_dict == {"body": ["No passages have the keys nowhere, never."]}


def test_unknown_citation_of_a_saved_entry_breaks_no_page(client):
    company = make.make_company(body="One. [@nowhere]")
    assert b"[@nowhere]" in client.get(company.get_absolute_url()).content


def test_picture_without_words_is_an_error_at_the_field():
    with pytest.raises(ValidationError) as told:
        Company(name="Firm", image="pictures/one.jpg").clean()
    assert set(told.value.message_dict) == {"image_alt"}


def test_statement_on_a_field_that_is_not_cited_is_an_error_at_the_field():
    company = make.make_company()
    Statement(entry=company, field="founded").full_clean()
    with pytest.raises(ValidationError) as told:
        Statement(entry=company, field="location").full_clean()
    assert set(told.value.message_dict) == {"field"}


@pytest.mark.parametrize(
    ("value", "comparator", "number"),
    [("80.000000", "=", "80"), ("150", ">", ">150"), ("1200000", "≈", "≈1,200,000"), ("0.250000", "<", "<0.25")],
)
def test_figure_prints_its_number_without_idle_zeros(value, comparator, number):
    figure = make.make_figure(make.make_company(), value=value, comparator=comparator)
    figure.refresh_from_db()
    assert figure.number == number


def test_names_are_ordered_without_case_and_diacritics():
    assert make.make_company(name="ÉCLAIR").sort_name == "eclair"
    assert len(make.make_zone(name="\ufb03" * 200).sort_name) == 200
    assert Zone.objects.count() == 1
