"""Lists taken away: the same entries in the same order as on the page, with their evidence, and nothing unpublished."""

import csv
import io
import json
import re
from datetime import timedelta
from html import escape, unescape
from urllib.parse import quote

import pytest
from django.conf import settings
from django.utils import timezone

from entries import exports
from entries.models import Entry
from entries.search import index
from tests import factories as make

pytestmark = pytest.mark.django_db

CHOICES = ["", "?tag=brass", "?tag=brass&tag=glass&sort=newest", "?year=2000..2010&sort=date", "?tag=none-such"]


@pytest.fixture
def lamps():
    for number in range(6):
        company = make.make_company(name=f"Lamp {number}", founded=str(2010 - number), summary="It glows.")
        make.tagged(company, "brass", *["glass"] * (number % 2))
    index.update(Entry.objects.values_list("pk", flat=True))


def body(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(response).decode())))


@pytest.mark.parametrize("query", CHOICES)
@pytest.mark.parametrize("path", ["/companies/", "/tags/brass/"])
def test_page_csv_and_json_have_the_same_entries_in_the_same_order(client, lamps, path, query):
    html = client.get(f"{path}{query}").content.decode()
    shown = re.findall(r"<li class=\"k-.*?<h2><a[^>]*>(.*?)</a></h2>", html, re.DOTALL)
    told = json.loads(body(client.get(f"{path}list.json{query}")))
    assert [entry["name"] for entry in told["entries"]] == shown
    assert [row["name"] for row in table(client.get(f"{path}list.csv{query}"))] == shown
    accepted = client.get(f"{path}{query}", headers={"accept": "text/csv"})
    assert [row["name"] for row in table(accepted)] == shown
    assert accepted.headers["Vary"].startswith("Accept")


@pytest.mark.parametrize("query", ["?sort=newest", *CHOICES[2:4], "?tag=none-such&sort=name"])
@pytest.mark.parametrize("path", ["/companies/", "/tags/brass/"])
def test_feed_and_frame_have_the_same_entries_in_the_same_order_as_the_page(client, lamps, path, query):
    told = json.loads(body(client.get(f"{path}list.json{query}")))
    names = [entry["name"] for entry in told["entries"]]
    feed = client.get(f"{path}feed.atom{query}").content.decode()
    assert re.findall(r"<entry><title>(.*?)</title>", feed) == names
    assert f'href="{told["url"]}"'.replace("&", "&amp;") in feed
    frame = client.get(f"/embed{path}{query}").content.decode()
    assert re.findall(r"<li class=\"k-.*?<a href=\"/companies[^>]*>(.*?)</a>", frame, re.DOTALL) == names
    url = quote(f"{settings.SITE_URL}{path}{query}")
    assert escape(f"/embed{path}?") in client.get(f"/oembed?url={url}").json()["html"]


@pytest.mark.parametrize("query", CHOICES[:-1])
@pytest.mark.parametrize("path", ["/companies/", "/tags/brass/"])
def test_what_a_page_offers_to_take_away_is_what_it_shows(client, lamps, path, query):
    html = client.get(f"{path}{query}").content.decode()
    shown = re.findall(r"<li class=\"k-.*?<h2><a[^>]*>(.*?)</a></h2>", html, re.DOTALL)
    links = {
        name: unescape(url) for url, name in re.findall(r'href="([^"]+)" rel="nofollow" type="[^"]+">(\w+)<', html)
    }
    assert [row["name"] for row in table(client.get(links["CSV"]))] == shown
    assert [entry["name"] for entry in json.loads(body(client.get(links["JSON"])))["entries"]] == shown
    assert re.findall(r"<entry><title>(.*?)</title>", client.get(links["feed"]).content.decode()) == shown


def test_json_names_its_filters_and_its_list(client, lamps):
    response = client.get("/companies/list.json?tag=glass&tag=brass&sort=newest")
    told = json.loads(body(response))
    assert told["filters"] == {"tag": ["brass", "glass"]}
    assert told["sort"] == "newest"
    assert told["selected"] == "Tag: brass; Tag: glass; ordered by newest here"
    assert told["url"].endswith("/companies/?sort=newest&tag=brass&tag=glass")
    assert told["next"] is None
    assert f"companies-tag-brass-tag-glass-{timezone.now():%Y-%m-%d}.json" in response.headers["Content-Disposition"]


def test_statements_in_a_table_carry_standing_reading_and_passages(client):
    gazette = make.make_source(slug="gazette")
    claim = make.make_passage(gazette, key="k1", paragraph=4, opens="they glow", closes="at night", standing="claim",
                              speaker="Ada")  # fmt: skip
    company = make.make_company(name="=Lamp", founded="2006", summary="It glows.")
    make.make_statement(company, field="founded", passages=[claim], reading="A year is meant.")
    make.make_statement(company, field="summary", editorial=True)
    make.make_figure(company, label="lamps", value=12, comparator=">", passages=[claim])
    make.make_alias(company, name="明灯", language="zh-Hans", passages=[claim])
    make.make_milestone(name="Lit", date="2018-01", subjects=[company], passages=[claim])
    index.update(Entry.objects.values_list("pk", flat=True))
    (row,) = table(client.get("/companies/list.csv"))
    assert row["name"] == "'=Lamp"
    assert (row["founded"], row["founded_standing"], row["founded_reading"]) == ("2006", "claim", "A year is meant.")
    assert row["founded_passages"] == "k1: gazette ¶4 “they glow … at night” (Ada)"
    assert row["summary_standing"] == "editorial"
    assert row["figures"] == "lamps: > 12 [claim: k1]"
    assert row["aliases"] == "明灯 [claim: k1]"
    assert row["list"] == "Companies; ordered by name"
    (lit,) = table(client.get("/milestones/list.csv"))
    assert (lit["date"], lit["subjects"], lit["standing"]) == ("2018-01", "'=Lamp", "claim")
    assert body(client.get("/milestones/list.csv?bom=1")).startswith("\ufeff".encode())


def test_longer_list_says_where_it_goes_on(client, lamps, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 4)
    first = client.get("/companies/list.csv?tag=brass")
    link = re.fullmatch(r"<(.+)>; rel=\"next\"", first.headers["Link"])[1]
    told = json.loads(body(client.get("/companies/list.json?tag=brass")))
    assert told["next"] == link.replace("list.csv", "list.json")
    rest = client.get(link)
    assert "Link" not in rest.headers
    names = [row["name"] for row in [*table(first), *table(rest)]]
    assert names == [f"Lamp {number}" for number in range(6)]


@pytest.mark.parametrize("hidden", ["draft", "future", "deleted"])
def test_what_is_not_public_is_in_nothing_that_is_taken_away(client, lamps, hidden):
    secret = make.make_company(name="Secret", summary="Hush.")
    make.tagged(secret, "brass", "whisper")
    make.make_milestone(name="Told", subjects=[secret, make.make_zone(name="Quay")])
    index.update(Entry.objects.values_list("pk", flat=True))
    if hidden == "deleted":
        secret.delete()
    else:
        moment = timezone.now() + timedelta(days=1) if hidden == "future" else secret.publish_at
        secret.status, secret.publish_at = ("published" if hidden == "future" else "draft"), moment
        secret.save()
    index.update(Entry.objects.values_list("pk", flat=True))
    for path in ("/companies/", "/milestones/", "/zones/", "/tags/brass/", "/companies/list.csv?tag=brass"):
        for ending in ("list.csv", "list.json"):
            told = body(client.get(f"{path.partition('list')[0]}{ending}?sort=newest")).decode()
            assert "Secret" not in told
            assert "whisper" not in told


def test_hostile_address_is_answered(client, lamps):
    assert client.get("/companies/list.csv?after=x").status_code == 404
    assert client.get("/companies/list.xml").status_code == 404
    assert body(client.get("/companies/list.json?tag=%00&zone[]=1&sort=x&year=9"))


def test_known_answer_is_not_sent_again(client, lamps):
    first = client.get("/companies/list.json")
    assert client.get("/companies/list.json", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    page, accepted = client.get("/companies/"), client.get("/companies/", headers={"accept": "application/json"})
    assert page.headers["ETag"] != accepted.headers["ETag"]
