"""Canonical links: one address for each page, whatever an address was given on its way."""

import re

import pytest
from django.conf import settings

from tests import factories as make

pytestmark = pytest.mark.django_db


def canonical_link(response) -> str | None:
    found = re.search(r'<link rel="canonical" href="([^"]*)">', response.content.decode())
    return found and found[1]


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/", "/"),
        ("/companies/?utm_source=letter&gclid=1", "/companies/"),
        ("/companies/?utm_source=letter&sort=name", "/companies/"),
        ("/companies/?utm_source=letter&sort=newest&zone=hall", "/companies/?sort=newest&amp;zone=hall"),
        ("/companies/sample/?fbclid=1&page=2", "/companies/sample/"),
        ("/search/?utm_medium=x&q=one+two&kind=company&page=1", "/search/?q=one+two&amp;kind=company"),
        ("/search/?utm_medium=x", "/search/"),
        ("/tags/%E6%97%A0%E4%BA%BA%E6%9C%BA/?x=1", "/tags/%E6%97%A0%E4%BA%BA%E6%9C%BA/"),
        ("/nowhere/", None),
    ],
)
def test_canonical_link_has_what_the_page_needs_and_no_more(client, path, canonical):
    make.make_tag(name="无人机", slug="无人机").tagged.create(content_object=make.make_company(slug="sample"))
    assert canonical_link(client.get(path)) == (canonical and settings.SITE_URL + canonical)


def test_each_page_of_a_list_is_its_own_canonical_page(client):
    for number in range(51):
        make.make_company(name=f"Firm {number:02}")
    after = re.search(r'rel="next" href="([^"]+)"', client.get("/companies/").content.decode())[1]
    second = client.get(f"/companies/{after}&utm_source=letter")
    assert canonical_link(second) == f"{settings.SITE_URL}/companies/{after}"
    before = re.search(r'rel="prev" href="([^"]+)"', second.content.decode())[1]
    assert canonical_link(client.get(f"/companies/{before}")) == f"{settings.SITE_URL}/companies/"


def test_each_page_of_a_source_is_its_own_canonical_page(client):
    source = make.make_source(slug="paper", shape=[[3]] * 201)
    make.make_alias(make.make_company(), passages=[make.make_passage(source)])
    for path, page in [
        ("/sources/paper/", ""),
        ("/sources/paper/?page=1", ""),
        ("/sources/paper/?x&page=9", "?page=2"),
    ]:
        assert canonical_link(client.get(path)) == f"{settings.SITE_URL}/sources/paper/{page}"
