"""Sitemaps: by the rules of sitemaps.org, all that is public and nothing else, in parts of bounded size."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from entries import sitemaps
from entries.models import Entry, Tag
from sources.models import Source
from tests import bulk, factories as make

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# https://www.w3.org/TR/NOTE-datetime, which the protocol refers to.
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def lines(client, path: str, root: str, element: str) -> dict[str, str | None]:
    """Address and last change of each line, after the rules of the protocol's schema are held."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"].startswith("application/xml")
    tree = ElementTree.fromstring(response.content)  # noqa: S314
    assert tree.tag == NAMESPACE + root
    assert len(tree) <= 50_000
    assert len(response.content) <= 50 * 1024**2
    found = {}
    for line in tree:
        assert line.tag == NAMESPACE + element
        assert [child.tag.removeprefix(NAMESPACE) for child in line] in (["loc"], ["loc", "lastmod"])
        address, changed = line[0].text, line[1].text if len(line) == 2 else None
        assert address.startswith("http://localhost/")
        assert 12 <= len(address) <= 2048
        assert changed is None or W3C_DATE.fullmatch(changed)
        assert address not in found
        found[address] = changed
    return found


def parts(client) -> dict[str, str | None]:
    return lines(client, "/sitemap.xml", "sitemapindex", "sitemap")


def addresses(client) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for part in parts(client):
        found |= lines(client, part.removeprefix("http://localhost"), "urlset", "url")
    return found


def test_sitemap_has_every_public_page_and_no_other(client):
    shown = make.tagged(make.make_company(), "shown")
    make.make_alias(shown, passages=[make.make_passage()])
    make.tagged(make.make_company(draft=True), "hidden")
    make.make_company(publish_at=timezone.now() + timedelta(hours=1))
    make.make_source()
    zone, person, milestone = make.make_zone(), make.make_person(), make.make_milestone()
    rows = [shown, zone, person, milestone, Tag.objects.get(name="shown"), Source.objects.public().get()]
    paths = ["/", "/about/", "/map/", "/companies/", "/zones/", "/people/", "/milestones/", "/tags/", "/sources/"]
    found = addresses(client)
    assert found.keys() == {f"http://localhost{path}" for path in [*paths, *(row.get_absolute_url() for row in rows)]}
    for address in found:
        assert client.get(address.removeprefix("http://localhost")).status_code == 200


def test_withdrawn_and_deleted_entries_leave_the_sitemap(client):
    withdrawn, deleted = make.make_company(), make.make_company()
    assert len(addresses(client)) == 11
    cache.clear()
    withdrawn.status = "draft"
    withdrawn.save()
    deleted.delete()
    assert len(addresses(client)) == 9


def test_last_change_is_that_of_the_entry_or_the_hour_it_came_out(client):
    now = timezone.now().replace(microsecond=0)
    with time_machine.travel(now - timedelta(days=9), tick=False):
        company = make.make_company(publish_at=now - timedelta(days=3))
    address = f"http://localhost{company.get_absolute_url()}"
    assert addresses(client)[address] == (now - timedelta(days=3)).isoformat()
    with time_machine.travel(now - timedelta(days=1), tick=False):
        company.save()
    cache.clear()
    assert addresses(client)[address] == (now - timedelta(days=1)).isoformat()
    assert parts(client)["http://localhost/sitemaps/company.xml"] == (now - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("aim", [1, 4])
def test_large_sections_are_cut_into_parts_that_lose_nothing(client, monkeypatch, aim):
    monkeypatch.setattr(sitemaps, "AIM", aim)
    bulk.fill(0, 40)
    cut = [part for part in parts(client) if re.search(r"/sitemaps/company-[0-9a-f]+\.xml", part)]
    assert len(cut) > 5
    entries = {f"http://localhost{entry.get_absolute_url()}" for entry in Entry.objects.published()}
    assert entries <= addresses(client).keys()
    assert all(len(lines(client, part[16:], "urlset", "url")) <= 40 for part in cut)


def test_part_is_bounded_whatever_is_asked_for(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 3)
    bulk.fill(0, 5)
    assert len(lines(client, "/sitemaps/company.xml", "urlset", "url")) == 3


@pytest.mark.parametrize("name", ["nothing", "company-xyz", "company-" + "0" * 33, "pages-0"])
def test_part_that_is_none_is_not_there(client, name):
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_index_is_worked_out_once_while_content_stays(client, django_assert_num_queries):
    make.make_company()
    with django_assert_num_queries(8):
        parts(client)
    with django_assert_num_queries(2):
        parts(client)


def test_sitemaps_of_before_are_answered_304(client):
    for path in ("/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/company.xml"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304
