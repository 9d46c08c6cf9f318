"""Entries as plain data: what is told, with what evidence, and what it costs."""

import json
from typing import get_args

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.models import Company
from entries import relations, representation
from entries.models import Entry
from sources.models import Passage
from sources.schemas import Standing
from tests import bulk, factories as make

pytestmark = pytest.mark.django_db
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture
def company() -> Company:
    """One with a statement of each sort, related to a zone, a person and a milestone."""
    source = make.make_source(slug="paper")
    plain = make.make_passage(source, key="plain", opens="plain words", closes="end", speaker="A. Voice")
    planned = make.make_passage(source, key="planned", standing="planned", note="A doubt.")
    company = make.make_company(
        slug="sample", name="Sample", legal_name="Sample Limited", founded="2001~", summary="It makes samples.",
        body="It began small. [@plain] It will grow. [@planned] So we say. [@editorial]",
    )  # fmt: skip
    make.make_statement(company, "founded", passages=[plain, planned], reading="Counted back.")
    make.make_alias(company, name="样本公司", language="zh-Hans", passages=[plain])
    make.make_figure(company, label="Machines", comparator=">", value="150.500000", as_of_worded="now")
    zone, person = make.make_zone(slug="area"), make.make_person(slug="anna")
    make.make_role(person, company, title="Head", founder=True, since="2001", passages=[plain])
    make.make_presence(company, zone, kind="research", passages=[planned])
    make.make_product(company, name="Sampler")
    make.make_milestone(slug="begins", date="2001-05", subjects=[company], passages=[plain])
    return make.tagged(company, "sampling")


def told(entry) -> dict:
    return json.loads(representation.json(representation.document(entry)))


def test_standings_are_those_of_the_model():
    assert list(get_args(Standing)) == Passage.Standing.values


def test_every_statement_carries_its_evidence(company):
    data = told(company)
    founded = next(fact for fact in data["facts"] if fact["field"] == "founded")
    assert founded["date"] == {"edtf": "2001~", "words": "about 2001", "worded": None}
    assert founded["evidence"]["standing"] == "planned"
    assert founded["evidence"]["reading"] == "Counted back."
    assert founded["evidence"]["passages"][0] == {
        "key": "plain", "source": "paper", "paragraph": 1, "opens": "plain words", "closes": "end",
        "speaker": "A. Voice", "standing": "reported", "note": None, "url": "http://localhost/sources/paper/#p1",
    }  # fmt: skip
    said = [(one["text"], one["evidence"]["standing"], one["evidence"]["editorial"]) for one in data["statements"]]
    assert said == [
        ("It began small.", "reported", False), ("It will grow.", "planned", False), ("So we say.", None, True),
    ]  # fmt: skip


def test_figure_is_a_number_with_its_comparator_and_moment(company):
    (figure,) = told(company)["figures"]
    assert (figure["comparator"], figure["value"]) == (">", 150.5)
    assert figure["as_of"] == {"edtf": None, "words": "date unknown", "worded": "now"}
    assert figure["evidence"] == {"standing": None, "editorial": False, "reading": None, "passages": []}


def test_document_tells_relations_from_both_ends(company):
    data = told(company)
    (role,) = data["roles"]
    assert role["person"]["url"] == "http://localhost/people/anna/"
    assert (role["title"], role["founder"], role["since"]["edtf"]) == ("Head", True, "2001")
    assert data["presences"][0]["relation"] == "research"
    assert [product["name"] for product in data["products"]] == ["Sampler"]
    assert data["milestones"][0]["date"]["words"] == "May 2001"
    person = Entry.objects.get(slug="anna")
    assert told(person)["roles"] == data["roles"]


def test_in_a_list_a_relation_stands_with_its_owner_alone(company):
    listed, person = representation.represent([company, Entry.objects.get(slug="anna")])
    assert [presence.relation for presence in listed.presences] == ["research"]
    assert listed.roles is None
    assert [role.title for role in person.roles] == ["Head"]


def test_milestone_tells_date_subjects_and_evidence(company):
    data = told(Entry.objects.get(slug="begins"))
    assert data["date"]["edtf"] == "2001-05"
    assert [subject["name"] for subject in data["subjects"]] == ["Sample"]
    assert data["evidence"]["passages"][0]["key"] == "plain"


def test_more_rows_than_are_shown_are_named(company, monkeypatch):
    monkeypatch.setattr(representation, "MOST_ROWS", 1)
    make.make_product(company)
    data = told(company)
    assert len(data["products"]) == 1
    assert data["more"] == ["products"]


def test_sources_that_disagree_are_told(company):
    one, other = (
        make.make_figure(company, label="Staff", value=value, passages=[make.make_passage()]) for value in (5, 9)
    )
    assert [set(group) for group in told(company)["disagreements"]] == [{str(one.id), str(other.id)}]


def test_unpublished_entry_has_no_document_and_is_left_out(company):
    hidden = make.make_company(draft=True)
    assert representation.document(hidden) is None
    assert [one.name for one in representation.represent([hidden, company])] == ["Sample"]


def test_address_of_its_own_and_negotiation_give_the_same(client, company):
    plain = client.get("/companies/sample/entry.json")
    asked = client.get("/companies/sample/", headers={"accept": "application/json"})
    assert plain.headers["Content-Type"] == asked.headers["Content-Type"] == "application/json"
    assert plain.json() == asked.json() == told(company)
    assert "Accept" in asked.headers["Vary"]


def test_browser_gets_the_page_which_names_its_json(client, company):
    response = client.get("/companies/sample/", headers={"accept": HTML})
    assert response.headers["Content-Type"].startswith("text/html")
    assert "Accept" in response.headers["Vary"]
    assert '<link rel="alternate" type="application/json" href="/companies/sample/entry.json">' in response.text


def test_page_and_json_have_tags_of_their_own(client, company):
    tags = [
        client.get("/companies/sample/", headers={"accept": accept}).headers["ETag"]
        for accept in (HTML, "application/json")
    ]
    assert tags[0] != tags[1]
    again = client.get("/companies/sample/", headers={"accept": "application/json", "if-none-match": tags[1]})
    assert (again.status_code, "Accept" in again.headers["Vary"]) == (304, True)


def test_draft_is_404_as_json(client):
    make.make_company(slug="hidden", draft=True)
    for path, accept in (("/companies/hidden/", "application/json"), ("/companies/hidden/entry.json", "*/*")):
        assert client.get(path, headers={"accept": accept}).status_code == 404


def costs(ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def every_cost() -> tuple[int, ...]:
    """Queries of a list of everything, and of one entry of each kind."""
    each = [costs(lambda model=model: representation.document(bulk.entry(model, 0))) for model in make.KINDS]
    return costs(lambda: representation.represent(Entry.objects.order_by("pk"))), *each


def test_queries_do_not_grow_with_entries():
    bulk.fill(0, 2)
    assert every_cost() == (49, 19, 18, 15, 15)
    bulk.fill(2, 80)
    assert every_cost() == (49, 19, 18, 15, 15)


def test_every_relation_is_told_of_its_owner():
    assert {relation.owner for relation in relations.every()} == {"", "company", "person"}
