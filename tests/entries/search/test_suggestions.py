"""Names that complete what is being typed."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggested(client):
    def suggested(q: str) -> list[str]:
        answer = client.get("/search/suggest", {"q": q})
        assert answer.headers["Content-Type"] == "application/json"
        assert "max-age=60" in answer.headers["Cache-Control"]
        return [one["name"] for one in answer.json()]

    return suggested


def test_names_that_begin_so_come_before_others(suggested, bring_in):
    make.make_company(name="The lantern")
    make.make_alias(make.make_company(name="Firm"), name="Lantern firm")
    make.make_zone(name="Lantern quay")
    make.make_company(name="Unlit", summary="lantern")
    bring_in()
    assert suggested("lan") == ["Lantern quay", "Firm", "The lantern"]
    assert suggested("lantern q") == ["Lantern quay"]


def test_suggestion_leads_to_its_page(client, bring_in):
    company = make.make_company(name="Lantern", slug="lantern")
    bring_in()
    found = client.get("/search/suggest", {"q": "lant"}).json()
    assert found == [{"name": "Lantern", "kind": "company", "url": company.get_absolute_url()}]


def test_han_sign_alone_is_enough(suggested, bring_in):
    make.make_company(name="大疆", slug="dajiang")
    bring_in()
    assert suggested("疆") == suggested("大") == ["大疆"]


def test_one_letter_and_nothing_suggest_nothing(suggested, bring_in):
    make.make_company(name="Lantern")
    bring_in()
    assert suggested("l") == suggested("") == suggested("-") == []


def test_no_more_than_eight_are_suggested(suggested, bring_in):
    for number in range(12):
        make.make_company(name=f"Lantern {number:02}")
    bring_in()
    assert suggested("lantern") == [f"Lantern {number:02}" for number in range(8)]
