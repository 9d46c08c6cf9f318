"""Working copies: a draft of changes to a published entry, which comes back whole or not at all."""

import pytest
from django.db import IntegrityError, transaction

from companies.models import Company, Milestone
from entries import copies, publishing
from entries.models import Alias, Entry, Figure, Tagged
from tests import factories as make

pytestmark = pytest.mark.django_db


def company_with_all() -> Company:
    passage = make.make_passage()
    company = make.make_company(name="Lamp Works", summary="It makes lamps.", body=f"It began small.[@{passage.key}]")
    make.make_statement(company, "summary", passages=[passage], reading="From its sign.")
    make.make_alias(company, name="LW", passages=[passage])
    make.make_figure(company, label="Lamps", passages=[passage, make.make_passage()])
    make.make_product(company, name="Lamp", passages=[passage])
    make.make_presence(company, make.make_zone(), passages=[passage])
    return make.tagged(company, "lamps", "light")


def contents(entry: Entry) -> dict:
    """All that an entry says, without ids."""
    work = copies.take(entry)
    rows = [(row.model, sorted(row.columns.items(), key=repr), sorted(map(str, row.passages))) for row in work.rows]
    return {"columns": work.columns, "lists": work.lists, "tags": sorted(map(str, work.tags)), "rows": rows}


def row_ids(entry: Entry) -> list:
    return [row.id for row in copies.take(entry).rows]


def test_copy_says_what_its_original_says_with_rows_of_its_own():
    company = company_with_all()
    copy = copies.begin(company)
    assert contents(copy) == contents(company)
    assert not set(row_ids(copy)) & set(row_ids(company))
    assert (copy.status, copy.draft_of_id, copy.copied_version) == ("draft", company.id, company.version)
    assert list(copy.cited.all()) == list(company.cited.all())


def test_copy_of_a_milestone_keeps_its_subjects_passages_and_parent():
    parent = make.make_milestone(date="2001", editorial=True)
    milestone = make.make_milestone(
        date="2002", derived_from=parent, passages=[make.make_passage()], subjects=[make.make_company()]
    )
    copy = copies.begin(milestone)
    assert contents(copy) == contents(milestone)
    assert copy.derived_from_value == "2001"


def test_published_copy_replaces_what_its_original_said_and_rows_keep_their_ids():
    company = company_with_all()
    moment, address, ids = company.publish_at, company.get_absolute_url(), row_ids(company)
    copy = copies.begin(company)
    Company.objects.filter(pk=copy.pk).update(legal_name="")
    Alias.objects.filter(entry=copy).update(name="The Lamp Works")
    Figure.objects.filter(entry=copy).delete()
    added = make.make_figure(copy, label="Lanterns", editorial=True)
    copy.tags.set(["lamps", "night"])
    wanted = contents(publishing.read(copy))

    published, missing = publishing.publish(copy)
    assert missing == []
    assert not Entry.objects.filter(pk=copy.pk).exists()
    company = Company.objects.get()
    assert published == company
    assert contents(company) == wanted
    assert (company.status, company.publish_at, company.get_absolute_url()) == ("published", moment, address)
    assert set(row_ids(company)) - set(ids) == {added.pk}
    assert Alias.objects.get().pk in ids
    assert Tagged.objects.filter(content_object=company).count() == 2


def test_names_that_change_places_in_a_copy_come_back_so():
    company = make.make_company()
    first, second = (
        make.make_alias(company, name="A", editorial=True),
        make.make_alias(company, name="B", editorial=True),
    )
    copy = copies.begin(company)
    one, two = Alias.objects.filter(entry=copy).order_by("name")
    for row, name in ((one, "C"), (two, "A"), (one, "B")):
        row.name = name
        row.save()
    publishing.publish(copy)
    assert {row.pk: row.name for row in Alias.objects.all()} == {first.pk: "B", second.pk: "A"}


def test_copy_without_evidence_stays_a_draft_and_its_original_as_it_was():
    company = company_with_all()
    before = contents(company)
    copy = copies.begin(company)
    make.make_figure(copy, label="Lanterns")
    entry, missing = publishing.publish(copy)
    assert (entry, [str(one) for one in missing]) == (copy, ["Figure: Lanterns: 7"])
    assert contents(Company.objects.get(pk=company.pk)) == before
    assert Company.objects.get(pk=copy.pk).status == "draft"


def test_copy_of_an_entry_that_went_on_is_held_once():
    company = company_with_all()
    copy = copies.begin(company)
    company.legal_name = "Lamp Works, later"
    company.save()
    _entry, missing = publishing.publish(copy)
    assert "changed after this copy was made" in str(missing[0])
    assert Company.objects.get(pk=company.pk).legal_name == "Lamp Works, later"
    assert publishing.publish(copy)[1] == []
    assert Company.objects.get().legal_name == ""


def test_copy_with_a_slug_of_another_is_held():
    make.make_company(slug="taken")
    copy = copies.begin(company_with_all())
    Company.objects.filter(pk=copy.pk).update(slug="taken")
    assert "has this slug" in str(publishing.publish(copy)[1][0])


def test_database_keeps_a_copy_from_being_published_as_it_is():
    copy = copies.begin(company_with_all())
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=copy.pk).update(status="published")


def test_copy_of_a_milestone_is_no_milestone_of_its_subjects(client):
    company = make.make_company()
    milestone = make.make_milestone(name="A day", editorial=True, subjects=[company])
    copy = copies.begin(milestone)
    Milestone.objects.filter(pk=copy.pk).update(name="Another day")
    assert "Another day" not in client.get(company.get_absolute_url()).content.decode()
    assert client.get(copy.get_absolute_url()).content == client.get(milestone.get_absolute_url()).content
