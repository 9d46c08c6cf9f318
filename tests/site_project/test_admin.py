"""The admin: everything can be found, entered and corrected; what is wrong is told at its field."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from companies.models import Company, Milestone, Person
from entries.models import ContentState, SearchName, SearchRow, SearchTerm, Statement, Tagged
from site_project.models import MapPlace
from sources.models import Passage, Source
from tests import factories as make
from zones.models import Zone

from .forms import errors, fill

pytestmark = pytest.mark.django_db

OURS = ("sources", "entries", "zones", "companies", "site_project")


@pytest.fixture
def source():
    return Source.objects.create(slug="gazette", title="A gazette", publisher="Gazette")


@pytest.fixture
def passage(source):
    return Passage.objects.create(key="g1", source=source, paragraph=1, opens="Once upon a time")


def test_every_model_of_ours_is_registered_but_tag_rows_the_state_the_index_and_the_map():
    models = {model for name in OURS for model in apps.get_app_config(name).get_models()}
    assert models - set(admin.site._registry) == {ContentState, MapPlace, Tagged, SearchName, SearchRow, SearchTerm}


@pytest.mark.parametrize(
    "model", [m for m in admin.site._registry if m._meta.app_label in OURS], ids=lambda m: m.__name__
)
def test_every_list_answers_a_search(admin_client, model):
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert admin_client.get(page, {"q": "创新 or 'anything'"}).status_code == 200


FORMS = [
    "zones_zone", "companies_company", "companies_person", "companies_milestone", "companies_role",
    "companies_presence", "companies_product", "entries_tag", "entries_statement", "entries_alias",
    "entries_figure", "sources_source", "sources_passage",
]  # fmt: skip


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_opens_and_tells_what_is_missing(admin_client, kind):
    page = admin_client.get(reverse(f"admin:{kind}_add"))
    assert page.status_code == 200
    answer = admin_client.post(reverse(f"admin:{kind}_add"), fill(page))
    assert answer.status_code == 200
    assert errors(answer)


def test_company_is_entered_with_its_statement_alias_and_figure(admin_client, passage):
    add = reverse("admin:companies_company_add")
    answer = admin_client.post(
        add,
        fill(
            admin_client.get(add),
            **{
                "name": "Lantern Works", "legal_name": "Lantern Works Ltd.", "body": "It makes lanterns.[@g1]",
                "status": "published", "tags": "lanterns, light", "founded": "1999~",
                "statements-TOTAL_FORMS": "2", "statements-0-field": "legal_name",
                "statements-0-passages": [passage.pk], "statements-1-field": "founded", "statements-1-editorial": "on",
                "aliases-TOTAL_FORMS": "1", "aliases-0-name": "LW", "aliases-0-language": "en",
                "aliases-0-position": "0", "aliases-0-passages": [passage.pk],
                "figures-TOTAL_FORMS": "1", "figures-0-label": "Lanterns", "figures-0-comparator": ">",
                "figures-0-value": "12", "figures-0-position": "0", "figures-0-passages": [passage.pk],
            },
        ),
    )  # fmt: skip
    assert answer.status_code == 302, errors(answer)
    company = Company.objects.get()
    assert (company.slug, company.status, list(company.cited.all())) == ("lantern-works", "published", [passage])
    page = admin_client.get(company.get_absolute_url()).content.decode()
    for part in ("Lantern Works Ltd.", "about 1999", "&gt;12", "LW", "lanterns", "Once upon a time"):
        assert part in page


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"founded": "soon"}, "is not a date we can keep"),
        ({"body": "A tale.[@nowhere]"}, "No passage has the key nowhere"),
        ({"slug": "taken"}, "Another company has this slug"),
        ({"website": "javascript:alert(1)"}, "valid URL"),
        ({"focal_x": "2"}, "less than or equal to 1"),
    ],
)
def test_wrong_value_is_told_at_its_field_and_nothing_is_saved(admin_client, values, told):
    Company.objects.create(name="Taken", slug="taken")
    add = reverse("admin:companies_company_add")
    answer = admin_client.post(add, fill(admin_client.get(add), **({"name": "New", "status": "draft"} | values)))
    assert answer.status_code == 200
    assert any(told in error for error in errors(answer)), errors(answer)
    assert Company.objects.count() == 1


def test_zone_that_would_be_part_of_itself_is_refused(admin_client):
    whole = Zone.objects.create(name="Whole")
    part = Zone.objects.create(name="Part", part_of=whole)
    change = reverse("admin:zones_zone_change", args=[whole.pk])
    answer = admin_client.post(change, fill(admin_client.get(change), part_of=part.pk))
    assert any("part of itself" in error for error in errors(answer))


def test_milestone_without_subject_is_refused(admin_client, passage):
    add = reverse("admin:companies_milestone_add")
    answer = admin_client.post(add, fill(admin_client.get(add), name="A day", status="draft", passages=[passage.pk]))
    assert answer.status_code == 200
    assert not Milestone.objects.exists()


def test_role_is_entered_with_its_person_and_shown(admin_client, passage):
    company = Company.objects.create(name="Lantern Works", status="published")
    add = reverse("admin:companies_person_add")
    values = {
        "name": "Someone Artificial", "status": "published", "roles-TOTAL_FORMS": "1",
        "roles-0-organisation": company.pk,
        "roles-0-title": "Keeper", "roles-0-position": "0", "roles-0-passages": [passage.pk],
    }  # fmt: skip
    answer = admin_client.post(add, fill(admin_client.get(add), **values))
    assert answer.status_code == 302, errors(answer)
    assert "Keeper" in admin_client.get(company.get_absolute_url()).content.decode()


def test_autocomplete_offers_subjects_of_other_kinds_only(admin_client):
    Company.objects.create(name="Lamp One")
    Person.objects.create(name="Lamp Two")
    Milestone.objects.create(name="Lamp Three")
    asked = {"app_label": "companies", "model_name": "milestone", "field_name": "subjects", "term": "Lamp"}
    offered = admin_client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert {row["text"] for row in offered} == {"Lamp One", "Lamp Two"}


def test_cited_passage_cannot_be_deleted_one_by_one_or_together(admin_client, passage):
    company = Company.objects.create(name="Lantern Works", body="It makes lanterns.[@g1]")
    page = admin_client.post(reverse("admin:sources_passage_delete", args=[passage.pk]), {"post": "yes"})
    assert company.name in page.content.decode()
    together = {"action": "delete_selected", "_selected_action": [passage.pk], "post": "yes"}
    assert company.name in admin_client.post(reverse("admin:sources_passage_changelist"), together).content.decode()
    assert Passage.objects.filter(pk=passage.pk).exists()


def test_key_by_which_prose_cites_stays_and_another_is_changed(admin_client, source, passage):
    Company.objects.create(name="Lantern Works", body="It makes lanterns.[@g1]")
    spare = Passage.objects.create(key="g2", source=source, paragraph=1, opens="It was late")
    for row, key in ((passage, "h1"), (spare, "h2")):
        change = reverse("admin:sources_passage_change", args=[row.pk])
        told = errors(admin_client.post(change, fill(admin_client.get(change), key=key)))
        assert any("cites the passage by its key" in error for error in told) == (row == passage)
    assert set(Passage.objects.values_list("key", flat=True)) == {"g1", "h2"}


def test_uncited_passage_is_deleted(admin_client, passage):
    admin_client.post(reverse("admin:sources_passage_delete", args=[passage.pk]), {"post": "yes"})
    assert not Passage.objects.exists()


def test_text_without_a_passage_is_refused_and_names_it(admin_client, source, passage):
    change = reverse("admin:sources_source_change", args=[source.pk])
    answer = admin_client.post(change, fill(admin_client.get(change), text="Never upon a time there was none."))
    assert any("g1" in error for error in errors(answer)), errors(answer)
    source.refresh_from_db()
    assert source.text == ""


def test_text_with_every_passage_is_stored_with_its_shape(admin_client, source, passage):
    change = reverse("admin:sources_source_change", args=[source.pk])
    answer = admin_client.post(change, fill(admin_client.get(change), text="Once upon a time\n\nit was late."))
    assert answer.status_code == 302, errors(answer)
    source.refresh_from_db()
    passage.refresh_from_db()
    assert (source.shape, passage.first_word, passage.last_word) == ([[4, 4, 1, 4], [2, 3, 5]], 1, 4)


def test_passage_that_is_not_in_the_text_is_refused(admin_client, source):
    Source.objects.filter(pk=source.pk).update(text="Once upon a time")
    add = reverse("admin:sources_passage_add")
    values = {"source": source.pk, "key": "g2", "paragraph": "1", "opens": "Twice upon a time", "standing": "reported"}
    answer = admin_client.post(add, fill(admin_client.get(add), **values))
    assert any("are not in this paragraph" in error for error in errors(answer)), errors(answer)


def test_company_with_all_that_hangs_on_it_is_deleted(admin_client, passage):
    company = Company.objects.create(name="Lantern Works", body="It makes lanterns.[@g1]")
    Statement.objects.create(entry=company, field="summary").passages.add(passage)
    company.tags.add("light")
    page = admin_client.post(reverse("admin:companies_company_delete", args=[company.pk]), {"post": "yes"})
    assert page.status_code == 302
    assert not Company.objects.exists()


def test_entry_and_its_page_link_to_each_other(admin_client):
    company = Company.objects.create(name="Lamp Works", status="published")
    change = reverse("admin:companies_company_change", args=[company.pk])
    assert f'href="{company.get_absolute_url()}"' in admin_client.get(change).content.decode()
    assert f'href="{change}"' in admin_client.get(company.get_absolute_url()).content.decode()


def test_admin_pages_hold_nothing_that_the_policy_forbids(admin_client):
    page = admin_client.get(reverse("admin:companies_company_add"))
    assert "unsafe" not in page["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", page.content.decode())
    assert " style=" not in page.content.decode()


def test_figure_with_more_digits_than_every_database_keeps_is_refused(admin_client, passage):
    company = Company.objects.create(name="Lantern Works")
    add = reverse("admin:entries_figure_add")
    values = {"entry": company.pk, "label": "Lanterns", "comparator": "=", "position": "0"}
    answer = admin_client.post(add, fill(admin_client.get(add), **values, value="999999999999999999"))
    assert any("15 digits" in error for error in errors(answer)), errors(answer)
    answer = admin_client.post(add, fill(admin_client.get(add), **values, value="999999999999999"))
    assert answer.status_code == 302, errors(answer)
    assert company.figures.get().number == "999,999,999,999,999"


def test_date_worked_out_anew_counts_from_its_parents_date_of_now(admin_client, passage):
    company = Company.objects.create(name="Lantern Works")
    parent = Milestone.objects.create(name="A first", date="2001")
    child = Milestone.objects.create(name="A second", date="2002", derived_from=parent)
    child.subjects.add(company)
    Milestone.objects.filter(pk=parent.pk).update(date="2003")
    change = reverse("admin:companies_milestone_change", args=[child.pk])
    answer = admin_client.post(change, fill(admin_client.get(change), summary="Renamed."))
    assert answer.status_code == 302, errors(answer)
    assert Milestone.objects.get(pk=child.pk).parent_changed
    answer = admin_client.post(change, fill(admin_client.get(change), date="2004"))
    assert answer.status_code == 302, errors(answer)
    assert not Milestone.objects.get(pk=child.pk).parent_changed


def test_row_of_a_form_says_what_before_since_when(admin_client):
    company = make.make_company()
    make.make_presence(company, make.make_zone())
    html = admin_client.get(company.admin_url).content.decode()
    order = [html.index(f'name="presences-0-{name}"') for name in ("zone", "kind", "since", "until", "passages")]
    assert order == sorted(order)


def test_figure_is_edited_without_idle_zeros(admin_client):
    company = make.make_company()
    for value in ("20", "0.5"):
        make.make_figure(company, value=value)
    html = admin_client.get(company.admin_url).content.decode()
    values = [re.search(rf'name="figures-{row}-value" value="([^"]*)"', html)[1] for row in (0, 1)]
    assert sorted(values) == ["0.5", "20"]


def test_statement_is_called_by_what_readers_call_its_field():
    statement = make.make_statement(make.make_company(name="Lantern Works"), "legal_name")
    assert str(statement) == "Lantern Works: legal name"


def test_source_without_its_text_leads_to_its_form(admin_client, source):
    html = admin_client.get(reverse("admin:sources_source_passages", args=[source.pk])).content.decode()
    assert f'<a href="{reverse("admin:sources_source_change", args=[source.pk])}">the source’s form</a>' in html
