"""Addresses that have no page: each leads where a reader would want, and none gives away what is not public."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from companies.models import Company
from entries import copies, publishing
from entries.models import Tag
from tests import factories as make
from tests.entries.test_addresses import rename, withdraw
from tests.markup import Markup, told

pytestmark = pytest.mark.django_db

SOON = timedelta(hours=1)


def leads(client, path: str) -> tuple[int, str]:
    """Status of an address, and where it redirects to."""
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


def by_id(row) -> str:
    return reverse("by-id", args=[row.pk])


# Moved.


@pytest.mark.parametrize("model", make.KINDS)
def test_old_addresses_of_an_entry_lead_to_it_in_one_step(client, model):
    entry = make.make_entry(model, slug="a")
    for slug in ("b", "c"):
        entry = rename(entry, slug)
    paths = {slug: reverse(f"{model.KIND}-detail", args=[slug]) for slug in "abc"}
    assert leads(client, paths["a"]) == leads(client, paths["b"]) == (301, paths["c"])
    assert leads(client, paths["c"]) == (200, "")


def test_new_entry_at_an_old_address_answers_itself(client):
    rename(rename(make.make_company(slug="a"), "b"), "c")
    later = make.make_company(slug="a", name="Lamp Works")
    assert "Lamp Works" in told(client.get("/companies/a/"))
    assert leads(client, "/companies/b/") == (301, "/companies/c/")
    rename(later, "d")
    assert leads(client, "/companies/a/") == (301, "/companies/d/")


@pytest.mark.parametrize("hidden", [{"draft": True}, {"publish_at": timezone.now() + timedelta(days=400)}])
def test_hidden_entry_at_an_old_address_does_not_stand_in_the_way(client, hidden):
    rename(make.make_company(slug="a"), "b")
    make.make_company(slug="a", name="Secret Works", **hidden)
    assert leads(client, "/companies/a/") == (301, "/companies/b/")


def test_slug_that_is_taken_back_makes_no_circle(client):
    rename(rename(make.make_company(slug="a"), "b"), "a")
    assert leads(client, "/companies/a/") == (200, "")
    assert leads(client, "/companies/b/") == (301, "/companies/a/")


def test_two_entries_that_change_places_answer_themselves(client):
    first, second = make.make_company(slug="a"), make.make_company(slug="b")
    rename(first, "c")
    rename(second, "a")
    rename(first, "b")
    assert leads(client, "/companies/a/") == leads(client, "/companies/b/") == (200, "")
    assert leads(client, "/companies/c/") == (301, "/companies/b/")


def test_redirect_is_asked_for_each_time_since_slugs_can_change_places(client):
    rename(make.make_company(slug="a"), "b")
    assert client.get("/companies/a/").headers["Cache-Control"] == "no-cache"


def test_published_working_copy_takes_the_address_along(client):
    copy = copies.begin(make.make_company(slug="a"))
    copy.slug = "b"
    copy.save()
    assert leads(client, "/companies/a/") == (200, "")
    publishing.publish(copy)
    assert leads(client, "/companies/a/") == (301, "/companies/b/")


def test_tag_and_source_take_their_addresses_along(client):
    company = make.tagged(make.make_company(), "lamps")
    source = make.make_source(slug="paper")
    make.make_alias(company, passages=[make.make_passage(source)])
    rename(Tag.objects.get(), "无人机")
    rename(source, "journal")
    assert leads(client, "/tags/lamps/") == (301, "/tags/%E6%97%A0%E4%BA%BA%E6%9C%BA/")
    assert leads(client, "/sources/paper/") == (301, "/sources/journal/")
    assert leads(client, "/sources/paper/annotations.json") == (301, "/sources/journal/annotations.json")
    rename(Tag.objects.get(), "drones")
    assert leads(client, "/tags/无人机/") == (301, "/tags/drones/")


def test_query_of_an_old_address_is_kept(client):
    rename(make.make_company(slug="a"), "b")
    assert leads(client, "/companies/a/?x=1&y=a%20b") == (301, "/companies/b/?x=1&y=a%20b")


def test_broken_cursor_of_a_page_that_stands_leads_nowhere(client):
    make.tagged(make.make_company(), "lamps")
    rename(rename(Tag.objects.get(), "lanterns"), "lamps")
    assert leads(client, "/tags/lamps/?after=broken") == (404, "")


# Gone.


def test_withdrawn_entry_is_gone_until_it_is_published_again(client):
    company = rename(make.make_company(slug="a"), "b")
    withdraw(company)
    assert leads(client, "/companies/a/") == leads(client, "/companies/b/") == (410, "")
    company = Company.objects.get()
    company.status = "published"
    company.save()
    assert leads(client, "/companies/a/") == (301, "/companies/b/")
    assert leads(client, "/companies/b/") == (200, "")


def test_gone_page_tells_what_is_known(client):
    company = make.make_company(slug="a", name="Lamp & Works")
    with time_machine.travel("2030-02-03 12:00Z"):
        company.delete()
    response = client.get("/companies/a/")
    assert response.status_code == 410
    assert "“Lamp & Works” was here until 3 February 2030." in told(response)
    html = response.content.decode()
    assert 'Go on to <a href="/companies/">the list it stood in</a>' in html
    assert 'href="/search/?q=Lamp%20%26%20Works"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert Markup(html).problems == []
    assert client.head("/companies/a/").status_code == 410


def test_gone_page_tells_nothing_of_what_became_of_it(client):
    company = rename(make.make_company(slug="a", name="Lamp Works"), "b")
    company = withdraw(company)
    company.name, company.slug = "Secret Works", "secret"
    company.save()
    for path in ("/companies/a/", "/companies/b/", by_id(company)):
        response = client.get(path)
        assert response.status_code == 410
        assert "Lamp Works" in told(response)
        assert "secret" not in response.content.decode().lower()
    assert leads(client, "/companies/secret/") == (404, "")


def test_entry_that_is_put_off_is_gone_until_its_hour(client):
    company = make.make_company(slug="a")
    company.publish_at = timezone.now() + SOON
    company.slug = "b"
    company.save()
    assert leads(client, "/companies/a/")[0] == 410
    assert leads(client, "/companies/b/")[0] == 404
    with time_machine.travel(timezone.now() + 2 * SOON):
        assert leads(client, "/companies/a/") == (301, "/companies/b/")
        assert leads(client, "/companies/b/")[0] == 200


@pytest.mark.parametrize("hidden", [{"draft": True}, {"publish_at": timezone.now() + timedelta(days=400)}])
def test_entry_that_was_never_public_is_not_found(client, hidden):
    company = rename(make.make_company(slug="a", **hidden), "b")
    paths = ["/companies/a/", "/companies/b/", by_id(company)]
    assert [leads(client, path) for path in paths] == [(404, "")] * 3
    company.delete()
    assert [leads(client, path) for path in paths] == [(404, "")] * 3


# By id.


def test_id_leads_to_entry_tag_and_source_wherever_they_are(client):
    company = make.tagged(make.make_company(slug="a"), "lamps")
    source = make.make_source(slug="paper")
    make.make_alias(company, passages=[make.make_passage(source)])
    company = rename(company, "b")
    for row in (company, Tag.objects.get(), source):
        assert leads(client, by_id(row)) == (303, row.get_absolute_url())
        assert leads(client, by_id(row).upper()) == (301, by_id(row))
        assert leads(client, f"{by_id(row)}/") == (301, by_id(row))


def test_id_of_what_was_deleted_is_gone_and_that_of_nothing_not_found(client):
    company = make.make_company()
    path = by_id(company)
    copy = copies.begin(company)
    assert leads(client, by_id(copy)) == (404, "")
    copy.delete()
    company.delete()
    assert leads(client, path) == (410, "")
    assert leads(client, reverse("by-id", args=[uuid.uuid4()])) == (404, "")
    assert client.post(path).status_code == 405


# Mistyped.


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("/companies/dji", "/companies/dji/"),
        ("/Companies/DJI/", "/companies/dji/"),
        ("/companies//dji///", "/companies/dji/"),
        ("//Companies/dji", "/companies/dji/"),
        ("/companies/dji?utm_source=x", "/companies/dji/?utm_source=x"),
        ("/COMPANIES", "/companies/"),
        ("/about", "/about/"),
        ("/search?q=Lamp", "/search/?q=Lamp"),
        ("/search/suggest/?q=Lamp", "/search/suggest?q=Lamp"),
        ("/Companies/Old-Name", "/companies/new-name/"),
        ("/Companies/Grand", "/companies/Grand/"),
        ("/favicon.ico/", "/favicon.ico"),
        ("/admin", "/admin/"),
    ],
)
def test_mistyped_address_leads_to_the_right_one_in_one_step(client, path, right):
    make.make_company(slug="dji")
    make.make_company(slug="Grand")
    rename(make.make_company(slug="old-name"), "new-name")
    # Told to the site as it is, since the client would take two slashes for a host.
    bare, _, query = path.partition("?")
    response = client.generic("GET", "/", PATH_INFO=bare, QUERY_STRING=query)
    assert (response.status_code, response.headers["Location"]) == (301, right)
    assert client.head(right).status_code in (200, 302)


def test_capitals_that_were_right_once_lead_to_where_the_entry_is(client):
    rename(make.make_company(slug="DJI"), "dji-drones")
    make.make_company(slug="dji")
    assert leads(client, "/companies/DJI/") == (301, "/companies/dji-drones/")
    assert leads(client, "/companies/Dji/") == (301, "/companies/dji/")


@pytest.mark.parametrize(
    "path",
    [
        "/Companies/nowhere/", "/companies/nowhere", "/nowhere", "//evil.example", "//evil.example/companies/",
        "/\\evil.example/", "/companies/a\x00b", "/companies/" + "a" * 3000, "/ADMIN/companies/", "/admin//companies/",
        "/companies/dji/dji/", "/\u0130/", "/companies/\udcff/",
    ],
)  # fmt: skip
def test_address_that_means_nothing_here_is_not_found(client, path):
    make.make_company(slug="dji")
    response = client.generic("GET", "/", PATH_INFO=path.encode("utf-8", "surrogateescape").decode("latin-1"))
    login = f"{reverse('admin:login')}?next=/admin//companies/"
    assert (response.status_code, response.headers.get("Location")) in [(404, None), (302, login)]


@pytest.mark.parametrize("path", ["/companies/dji", "/Companies/DJI/", "/companies/old-name/", "/about"])
def test_nothing_but_reading_is_redirected(client, path):
    make.make_company(slug="dji")
    rename(make.make_company(slug="old-name"), "new-name")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        response = client.generic(method, path)
        assert "Location" not in response.headers
        assert response.status_code in ((200, 404) if method == "OPTIONS" else (404, 405))


# Cost.


@pytest.mark.parametrize(
    ("path", "questions"),
    [
        ("/nowhere/", 0),
        # The state of the content, its newest moment, the page, and what left the address.
        ("/companies/nowhere/", 4),
        # No page was asked for, so: what left the address, and what stands at the right one.
        ("/Companies/Nowhere", 2),
        ("/COMPANIES", 0),
    ],
)
def test_page_that_is_not_found_costs_few_questions(client, django_assert_num_queries, path, questions):
    for number in range(20):
        rename(make.make_company(slug=f"first-{number}"), f"second-{number}")
    with django_assert_num_queries(questions):
        assert client.get(path).status_code in (301, 404)


def test_page_that_is_there_costs_what_it_did_and_is_not_sent_twice(client, django_assert_num_queries):
    rename(make.make_company(slug="first"), "second")
    response = client.get("/companies/second/")
    with django_assert_num_queries(2):
        again = client.get("/companies/second/", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304
