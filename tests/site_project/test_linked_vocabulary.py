"""The linked data of every page against schema.org and the Web Annotation Data Model."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from sources.models import Source
from tests.markup import Markup
from tests.site_project.reading import crawl
from tests.vocabulary import ANNOTATIONS, SCHEMA, nodes, problems

pytestmark = pytest.mark.django_db


def test_every_page_of_the_seeded_site_tells_itself_in_known_terms(client):
    call_command("seed_article", stdout=StringIO())
    kinds = set()
    for address, page in crawl(client).items():
        (told,) = Markup(page.html).data
        assert problems(told) == [], address
        kinds |= {node.get("@type", node.get("type")) for node in nodes(told)}
    assert {
        "WebSite", "AboutPage", "CollectionPage", "ItemPage", "WebPage", "ItemList", "Organization", "Place", "Person",
        "Event", "Claim", "Product", "OrganizationRole", "CreativeWork", "DefinedTerm", "Annotation",
    } <= kinds  # fmt: skip
    for source in Source.objects.public():
        told = json.loads(client.get(f"{source.get_absolute_url()}annotations.json").content)
        assert problems(told) == []


def test_page_of_an_error_tells_nothing(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert Markup(response.content.decode()).data == []


SITE = {"@context": SCHEMA, "@type": "WebSite"}
ANNOTATED = {"@context": ANNOTATIONS, "type": "Annotation", "id": "https://a.example/", "motivation": "describing"}


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"@context": "https://elsewhere.example"}, "no context of ours"),
        (SITE | {"@type": "Webseite"}, "no type Webseite"),
        (SITE | {"nmae": "x"}, "no property nmae"),
        (SITE | {"startDate": "2001"}, "startDate does not belong to"),
        (SITE | {"datePublished": "XXXX-03-01"}, "datePublished is 'XXXX-03-01'"),
        (SITE | {"dateModified": "about 2001"}, "dateModified is"),
        (SITE | {"author": "A. Writer"}, "author is 'A. Writer'"),
        (SITE | {"author": {"@type": "Place"}}, "author takes no Place"),
        (SITE | {"author": {"startDate": "2001"}}, "startDate does not belong to"),
        (SITE | {"about": {"@type": "Thing", "nmae": "x"}}, "no property nmae"),
        (SITE | {"about": [{"@id": "nowhere"}]}, "about leads to nowhere"),
        (SITE | {"@reverse": {"founder": {"@type": "Organization"}}}, "founder leads to no"),
        (SITE | {"about": {"@type": "Person", "@reverse": {"founder": {"@type": "Person"}}}}, "takes no Person"),
        (SITE | {"about": {"@type": "Role", "member": {"@type": "Person"}}}, "member does not belong to"),
        ([SITE, SITE | {"nmae": "x"}], "no property nmae"),
        (ANNOTATED, "Annotation lacks target"),
        (ANNOTATED | {"target": {"type": "SpecificResource"}}, "SpecificResource lacks source"),
        (ANNOTATED | {"target": {"type": "Place"}}, "no type Place"),
        (ANNOTATED | {"target": {}, "mood": "x"}, "Annotation has mood"),
        (ANNOTATED | {"target": {}, "motivation": "praising"}, "praising is no motivation"),
        (ANNOTATED | {"target": {"id": "nowhere"}}, "nowhere is no address"),
    ],
)  # fmt: skip
def test_planted_mistake_is_named(told, problem):
    assert [problem in found for found in problems(told)] == [True]


@pytest.mark.parametrize(
    "told",
    [
        SITE | {"name": {"@value": "网", "@language": "zh-Hans"}, "author": {"name": "A. Writer"}},
        SITE | {"about": {"@type": "Organization", "member": {"@type": "OrganizationRole", "member": {"name": "x"}}}},
        SITE | {"about": {"@type": "Person", "@reverse": {"founder": {"@type": "Corporation"}}}},
        ANNOTATED | {"target": {"type": "SpecificResource", "source": {"type": "Text", "id": "https://a.example/"}}},
    ],
)
def test_what_the_vocabularies_allow_is_not_named(told):
    assert problems(told) == []
