"""Old addresses that programs have kept: feeds, lists taken away, frames, oEmbed and the API."""

import uuid

import pytest

from companies.models import Company
from entries.models import Entry, Tag
from entries.search import index
from sources.models import Source
from tests import factories as make
from tests.entries.test_addresses import rename, withdraw
from tests.markup import told
from tests.site_project.test_addresses import leads

pytestmark = pytest.mark.django_db
PLURALS = {"company": "companies", "zone": "zones", "person": "people", "milestone": "milestones"}


def moved(model):
    """An entry that went from a to b to c."""
    return rename(rename(make.make_entry(model, slug="a"), "b"), "c")


@pytest.mark.parametrize("old", ["a", "b"])
@pytest.mark.parametrize("model", make.KINDS)
def test_slug_of_before_leads_programs_to_the_entry_in_one_step(client, model, old):
    moved(model)
    plural = PLURALS[model.KIND]
    for shape in (f"/api/v1/{plural}/%s", f"/{plural}/%s/entry.json", f"/embed/{plural}/%s/"):
        assert leads(client, shape % old) == (301, shape % "c")


def test_feed_of_an_entry_moves_with_it(client):
    moved(Company)
    assert leads(client, "/companies/a/milestones.atom") == (301, "/companies/c/milestones.atom")


def test_feed_that_an_entry_never_had_leads_nowhere(client):
    moved(Company)
    assert client.get("/companies/a/nothing.atom", follow=True).status_code == 404


def test_lists_feed_and_data_of_a_tag_move_with_it(client):
    make.tagged(make.make_company(), "lamps")
    rename(Tag.objects.get(), "lights")
    for shape in (
        "/tags/%s/list.json",
        "/tags/%s/list.csv",
        "/tags/%s/feed.atom",
        "/embed/tags/%s/",
        "/api/v1/tags/%s",
    ):
        assert leads(client, shape % "lamps") == (301, shape % "lights")


def test_data_of_a_source_moves_with_it(client):
    make.make_statement(make.make_company(), passages=[make.make_passage(make.make_source(slug="paper"))])
    rename(Source.objects.get(), "journal")
    assert leads(client, "/api/v1/sources/paper") == (301, "/api/v1/sources/journal")


def test_oembed_of_an_old_address_tells_the_frame_of_today(client):
    moved(Company)
    answer = client.get("/oembed?url=http://localhost/companies/a/").json()
    assert 'src="http://localhost/embed/companies/c/"' in answer["html"]


def test_api_tells_of_what_is_gone_when_it_went(client):
    company = withdraw(make.make_company(slug="a", name="Lamp Works"))
    for path in ("/api/v1/companies/a", f"/api/v1/entries/{company.pk}"):
        response = client.get(path)
        assert (response.status_code, response.headers["Content-Type"]) == (410, "application/problem+json")
        assert response.json()["detail"].startswith("What was here is public no more since ")
        assert "Lamp" not in response.content.decode()


def test_api_tells_nothing_of_what_was_never_public(client):
    company = make.make_company(slug="a", draft=True)
    for path in ("/api/v1/companies/a", f"/api/v1/entries/{company.pk}", f"/api/v1/entries/{uuid.uuid4()}"):
        assert client.get(path).status_code == 404


def test_entry_at_an_old_address_answers_itself(client):
    moved(Company)
    make.make_company(slug="a", name="Lamp Works")
    assert client.get("/api/v1/companies/a").json()["name"] == "Lamp Works"
    assert leads(client, "/api/v1/companies/b") == (301, "/api/v1/companies/c")


def test_list_narrowed_to_an_old_slug_is_that_of_today(client):
    zone = make.make_zone(slug="a", name="Area")
    make.make_presence(make.make_company(name="Lamp Works"), zone)
    make.make_company(name="Elsewhere")
    index.update(Entry.objects.values_list("pk", flat=True))
    rename(zone, "b")
    page = told(client.get("/companies/?zone=a"))
    assert "Lamp Works" in page
    assert "Elsewhere" not in page
    assert [one["name"] for one in client.get("/api/v1/companies?zone=a").json()["items"]] == ["Lamp Works"]
    withdraw(zone)
    assert "Lamp Works" not in told(client.get("/companies/?zone=a"))
