"""Frames for other sites, and oEmbed, which tells of them."""

from datetime import timedelta
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests import factories as make
from tests.markup import Markup, told

pytestmark = pytest.mark.django_db

PAGES = ["/companies/firm/", "/zones/area/", "/people/anna/", "/milestones/begun/", "/companies/", "/milestones/",
         "/tags/sampling/", "/tags/样本/"]  # fmt: skip


@pytest.fixture(autouse=True)
def firm():
    passage = make.make_passage(standing="claim")
    firm = make.make_company(name="Firm One", slug="firm", summary="It makes samples.")
    make.make_statement(firm, "summary", passages=[passage])
    make.make_alias(firm)
    zone, person = make.make_zone(name="Area", slug="area"), make.make_person(name="Anna", slug="anna")
    for date in ("", "2001", "2001-05"):
        make.make_milestone(date=date, passages=[passage], subjects=[firm])
    make.make_milestone(name="It begins", slug="begun", date="1999", passages=[passage], subjects=[firm])
    for entry in (firm, zone, person):
        make.tagged(entry, "sampling", "样本")
    return firm


def oembed(client, path: str, **asked):
    return client.get("/oembed", {"url": f"http://localhost{quote(path)}"} | asked)


@pytest.mark.parametrize("path", PAGES)
def test_frame_of_a_page_stands_in_any_site_and_leads_to_the_page(client, path):
    response = client.get(f"/embed{path}")
    html = response.content.decode()
    assert response.status_code == 200
    assert Markup(html).problems == []
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<base target="_top">' in html
    assert f'<link rel="canonical" href="http://localhost{quote(path)}">' in html
    assert f'href="{quote(path)}" rel="noopener"' in html


@pytest.mark.parametrize("path", PAGES)
def test_unchanged_frame_is_answered_304_and_may_still_be_framed(client, path):
    tag = client.get(f"/embed{path}").headers["ETag"]
    response = client.get(f"/embed{path}", headers={"if-none-match": tag})
    assert response.status_code == 304
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers


def test_frame_of_an_entry_tells_its_summary_with_the_evidence(client):
    assert "It makes samples. claim 1" in told(client.get("/embed/companies/firm/"))
    assert "1999 claim 1" in told(client.get("/embed/milestones/begun/"))


def test_link_inside_a_frame_stays_in_it(client):
    html = client.get("/embed/milestones/").content.decode()
    assert 'class="seal" href="#n1" target="_self"' in html


def test_frame_of_a_list_shows_its_first_rows_alone(client):
    for number in range(20):
        make.make_company(name=f"Firm {number:02}")
    shown = told(client.get("/embed/companies/"))
    assert "Firm 11" in shown
    assert "Firm 12" not in shown
    assert "The whole list" in shown


def test_frame_of_an_empty_list_says_so(client):
    assert "Area" in told(client.get("/embed/zones/"))
    make.Zone.objects.all().delete()
    assert "Nothing is published here yet." in told(client.get("/embed/zones/"))


@pytest.mark.parametrize("path", PAGES)
def test_oembed_tells_the_frame_of_a_page(client, path):
    response = oembed(client, path)
    found = response.json()
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (found["version"], found["type"], found["provider_name"]) == ("1.0", "rich", "Hard Tech Atlas")
    assert f'src="http://localhost/embed{quote(path)}"' in found["html"]
    assert (found["width"], found["thumbnail_width"], found["thumbnail_height"]) == (600, 1200, 630)
    assert f'width="600" height="{found["height"]}"' in found["html"]
    assert client.get(found["thumbnail_url"].removeprefix("http://localhost")).status_code == 200
    xml = ElementTree.fromstring(oembed(client, path, format="xml").content)  # noqa: S314
    assert {child.tag: child.text for child in xml} == {name: str(value) for name, value in found.items()}


@pytest.mark.parametrize("path", PAGES)
def test_page_names_its_oembed(client, path):
    html = client.get(path).content.decode()
    address = quote(f"http://localhost{quote(path)}", safe="")
    assert f'type="application/json+oembed" href="http://localhost/oembed?format=json&amp;url={address}"' in html
    assert f'type="text/xml+oembed" href="http://localhost/oembed?format=xml&amp;url={address}"' in html


def test_oembed_keeps_within_the_room_that_is_asked_for(client):
    found = oembed(client, "/companies/firm/", maxwidth="320", maxheight="200").json()
    assert (found["width"], found["height"]) == (320, 200)
    assert "thumbnail_url" not in found
    assert oembed(client, "/companies/firm/", maxwidth="9" * 5000).json()["width"] == 600
    assert oembed(client, "/companies/firm/", maxwidth="0").json()["width"] == 600


def test_oembed_escapes_a_name(client, firm):
    firm.name = '"><script>alert(1)</script>\x0b'
    firm.save()
    html = oembed(client, "/companies/firm/").json()["html"]
    assert "<script" not in html
    assert "&quot;&gt;&lt;script&gt;" in html
    assert oembed(client, "/companies/firm/", format="xml").status_code == 200


@pytest.mark.parametrize(
    "url",
    ["", "nothing", "http://elsewhere.example/companies/firm/", "http://localhost/", "http://localhost/about/",
     "http://localhost/companies/nobody/", "http://localhost/embed/companies/firm/", "http://[", "/companies/firm/",
     "http://localhost/sources/", "http://localhost/admin/", "http://localhost/tags/nothing/"],
)  # fmt: skip
def test_oembed_of_what_has_no_frame_is_not_found(client, url):
    assert client.get("/oembed", {"url": url}).status_code == 404


def test_oembed_in_another_format_is_not_implemented(client):
    assert oembed(client, "/companies/firm/", format="yaml").status_code == 501


def test_what_is_not_public_has_neither_frame_nor_oembed_nor_card(client):
    make.make_company(slug="draft", draft=True)
    make.make_company(slug="coming", publish_at=timezone.now() + timedelta(hours=1))
    copied = make.make_company(slug="copied")
    make.make_company(slug="copy", draft=True, draft_of=copied)
    for slug in ("draft", "coming", "copy"):
        assert client.get(f"/embed/companies/{slug}/").status_code == 404
        assert client.get(f"/companies/{slug}/card-0.png").status_code == 404
        assert oembed(client, f"/companies/{slug}/").status_code == 404
