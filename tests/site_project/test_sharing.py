"""What the head of each page tells those who show a link to it, and what robots and browsers are told of the site."""

import json
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
PATHS = ["/", "/about/", "/companies/", "/zones/", "/people/", "/milestones/", "/tags/", "/sources/", "/search/",
         "/companies/firm/", "/milestones/begun/", "/tags/sampling/", "/sources/paper/"]  # fmt: skip


class Head(HTMLParser):
    """``told`` has each meta element by its property or name, ``links`` the attributes of each link element."""

    def __init__(self, html: str):
        super().__init__()
        self.told: dict[str, list[str]] = {}
        self.links: list[dict] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta":
            for name in filter(None, (given.get("property"), given.get("name"))):
                self.told.setdefault(name, []).append(given["content"])
        if tag == "link":
            self.links.append(given)


@pytest.fixture(autouse=True)
def firm():
    firm = make.make_company(name="Firm “One”", slug="firm", summary='It makes "samples".')
    make.make_alias(firm, passages=[make.make_passage(make.make_source(slug="paper"))])
    make.make_milestone(slug="begun", subjects=[firm], date="2001")
    return make.tagged(firm, "sampling", "metal")


def head(client, path: str) -> Head:
    return Head(client.get(path).content.decode())


@pytest.mark.parametrize("path", PATHS)
def test_page_tells_how_a_link_to_it_is_shown(client, path):
    found = head(client, path).told
    for name in ("title", "type", "url", "site_name", "description", "image", "image:alt"):
        [value] = found[f"og:{name}"]
        assert value
    assert found["og:url"] == [f"http://localhost{path}"]
    assert found["og:description"] == found["description"]
    assert found["twitter:card"] == ["summary_large_image"]
    assert (found["og:image:width"], found["og:image:height"]) == (["1200"], ["630"])
    answer = client.get(found["og:image"][0].removeprefix("http://localhost"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")


def test_entry_is_told_as_an_article_with_its_own_card(client, firm):
    found = head(client, firm.get_absolute_url()).told
    assert (found["og:title"], found["og:type"]) == ([firm.name], ["article"])
    assert found["og:description"] == [firm.summary]
    assert found["og:image"][0].startswith("http://localhost/companies/firm/card-")
    assert found["article:published_time"] == [firm.publish_at.isoformat(timespec="microseconds")]
    assert sorted(found["article:tag"]) == ["metal", "sampling"]


def test_list_and_home_are_told_under_their_own_names(client):
    assert head(client, "/").told["og:title"] == ["Hard Tech Atlas"]
    assert head(client, "/companies/").told["og:title"] == ["Companies"]
    assert head(client, "/tags/sampling/").told["og:title"] == ["Sampling"]


def test_draft_seen_by_an_editor_tells_nothing_to_share(admin_client):
    draft = make.make_company(draft=True, name="Hidden")
    found = head(admin_client, draft.get_absolute_url())
    assert not [name for name in found.told if name.startswith(("og:", "twitter:")) and name != "og:description"]
    assert not [link for link in found.links if "oembed" in link.get("type", "")]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_names_feeds_that_are_there(client, path):
    feeds = [link for link in head(client, path).links if link.get("type") == "application/atom+xml"]
    assert feeds[-1]["href"] == "/feed.atom"
    for feed in feeds:
        assert (feed["rel"], client.get(feed["href"]).status_code) == ("alternate", 200)
        assert feed["title"]


@pytest.mark.parametrize(
    ("path", "feed"),
    [("/companies/", "/companies/feed.atom"), ("/milestones/", "/milestones/feed.atom"),
     ("/tags/sampling/", "/tags/sampling/feed.atom"), ("/companies/firm/", "/companies/firm/milestones.atom")],
)  # fmt: skip
def test_page_names_its_own_feed_first(client, path, feed):
    assert next(link["href"] for link in head(client, path).links if "atom" in link.get("type", "")) == feed


def test_robots_may_read_all_but_admin_and_searches(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().split("\n") == [
        "User-agent: *", "Disallow: /admin/", "Disallow: /search/", "", "Sitemap: http://localhost/sitemap.xml", "",
    ]  # fmt: skip


def test_browser_is_told_how_to_search_and_complete(client, firm):
    [link] = [link for link in head(client, "/").links if link["rel"] == "search"]
    response = client.get(link["href"])
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    tree = ElementTree.fromstring(response.content)  # noqa: S314
    assert 0 < len(tree.find(f"{OPENSEARCH}ShortName").text) <= 16
    urls = {url.get("type"): url.get("template") for url in tree.findall(f"{OPENSEARCH}Url")}
    assert urls["text/html"] == f"http://localhost{reverse('search')}?q={{searchTerms}}"
    for url in urls.values():
        address = url.removeprefix("http://localhost").replace("{searchTerms}", "firm")
        assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_names_are_completed_in_the_form_that_browsers_ask_for(client):
    firm = make.make_company(name="Lantern Works")
    response = client.get("/search/complete?q=lant")
    assert response.headers["Content-Type"] == "application/x-suggestions+json"
    url = f"http://localhost{firm.get_absolute_url()}"
    assert json.loads(response.content) == ["lant", ["Lantern Works"], ["company"], [url]]
