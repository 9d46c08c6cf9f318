"""Twelve searches on the bundled content, with what comes first."""

from io import StringIO

import pytest
from django.core.management import call_command

from companies.models import Company
from entries.models import Alias
from tests.entries.search.conftest import bring_in, find  # noqa: F401
from tests.markup import Markup, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded(bring_in):  # noqa: F811
    call_command("seed_article", stdout=StringIO())
    # The source names it in English alone; this test brings the Chinese name.
    Alias.objects.create(entry_id=Company.objects.get(slug="dji").pk, name="大疆创新", language="zh-Hans")
    bring_in()


SEARCHES = {
    "hetao": (["Hetao"], ""),
    "Shenzhen Park": (["Shenzhen Park"], ""),
    "dajiang": (["DJI"], ""),
    "shutang": (["Shu Tang"], ""),
    "创新": (["DJI"], ""),
    "Shenzen": (["Shenzhen Park", "DJI", "Xili Lake"], "Searched for Shenzhen. Search instead for Shenzen"),
    "Hetoa": (["Hetao"], "Searched for Hetao. Search instead for Hetoa"),
    '"science and education city"': (["Xili Lake"], ""),
    "xili": (["Xili Lake"], ""),
    "wang tao": (["Wang Tao"], ""),
    "zhang xiaonan": (["Zhang Xiaonan"], ""),
    "zeppelin": ([], "Nothing that is published here has all of these words."),
}


@pytest.mark.parametrize(("typed", "expected"), SEARCHES.items(), ids=SEARCHES)
def test_search_of_the_bundled_content(client, seeded, find, typed, expected):  # noqa: F811
    first, remark = expected
    assert find(typed)[: max(1, len(first))] == first
    page = client.get("/search/", {"q": typed})
    assert remark in told(page)
    assert Markup(page.content.decode()).problems == []


def test_visitor_who_insists_gets_what_was_typed(seeded, find):  # noqa: F811
    assert find("Hetoa", exact="1") == []


def test_search_without_words_helps(client, seeded):
    assert "There is no letter or digit to search for." in told(client.get("/search/", {"q": "?!"}))
    assert "Names, accounts, figures" in told(client.get("/search/"))


def test_results_are_kept_out_of_other_search_engines(client, seeded):
    page = client.get("/search/", {"q": "hetao"})
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", ["/", "/companies/", "/companies/dji/", "/about/", "/nowhere/"])
def test_every_page_has_the_search(client, seeded, path):
    html = client.get(path).content.decode()
    assert '<form class="find" action="/search/" role="search"' in html
