"""What rests on a passage, what a text mentions, and what can be begun from it, with what all floors registered."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.models import Person
from sources import grounds, mentions, offers
from sources.mentions import Mention
from sources.models import Passage
from tests.factories import (
    make_alias,
    make_company,
    make_figure,
    make_milestone,
    make_passage,
    make_person,
    make_presence,
    make_product,
    make_role,
    make_statement,
    make_zone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return make_passage(key="p1")


def rest_all_on(passage) -> None:
    """One row of each sort."""
    company = make_company(name="Lantern Works", body="It is so.[@p1]")
    zone, person = make_zone(name="Quay", draft=True), make_person(name="Ada Ninebell")
    for row in (
        make_statement(company),
        make_alias(company, name="Lamps"),
        make_figure(zone, label="Berths"),
        make_product(company, name="Wick"),
        make_role(person, company, title="Keeper"),
        make_presence(company, zone),
        make_milestone(name="First light"),
    ):
        row.passages.add(passage)


def test_every_row_that_rests_on_a_passage_is_told_with_its_form_public_ones_first(passage, admin_client):
    rest_all_on(passage)
    found = grounds.of(Passage.objects.filter(pk=passage.pk))[passage.pk]
    assert [(ground.sort, ground.text, ground.public) for ground in found] == [
        ("role", "Ada Ninebell, Keeper, Lantern Works", True),
        ("milestone", "First light", True),
        ("entry", "Lantern Works", True),
        ("other name", "Lantern Works: Lamps", True),
        ("product", "Lantern Works: Wick", True),
        ("statement", "Lantern Works: summary", True),
        ("presence", "Lantern Works settled in Quay", False),
        ("figure", "Quay: Berths: 7", False),
    ]
    for ground in found:
        assert admin_client.get(ground.form).status_code == 200


def test_grounds_of_many_rows_cost_no_more_queries_than_those_of_one(passage):
    queries = []
    for _time in range(2):
        rest_all_on(passage)
        with CaptureQueriesContext(connection) as captured:
            assert grounds.of(Passage.objects.filter(source=passage.source))
        queries.append(len(captured))
    assert queries[0] == queries[1] <= 20


def test_names_of_entries_in_full_and_other_names_are_known():
    zone = make_zone(name="Hollow", full_name="North Park of the Hollow", draft=True)
    company = make_company(name="Tock", legal_name="Tock Limited")
    make_alias(company, name="嘀嗒")
    text = ["Of the North Park of the Hollow.", "Tock Limited, or 嘀嗒."]
    found = [(one.called, one.id, one.paragraphs) for one in mentions.find(text, mentions.known())]
    assert found == [("Hollow", zone.id, [1]), ("Tock", company.id, [2])]


@pytest.mark.parametrize(
    ("make", "sorts"),
    [
        (make_company, ["statement", "other name", "figure", "product", "role", "presence", "milestone"]),
        (make_zone, ["statement", "other name", "figure", "role", "presence", "milestone"]),
        (make_person, ["statement", "other name", "figure", "role", "milestone"]),
        (make_milestone, ["statement", "other name", "figure"]),
    ],
)
def test_rows_offered_are_those_that_the_kind_can_have_and_their_forms_know_entry_and_passage(
    make, sorts, passage, admin_client
):
    entry = make()
    offered = list(offers.rows(Mention(entry.kind, entry.id, entry.name), passage, lambda model: True))
    assert [offer.label for offer in offered] == sorts
    for offer in offered:
        html = admin_client.get(offer.url).content.decode()
        assert f'<option value="{entry.id}" selected>' in html
        assert f'<option value="{passage.pk}" selected>' in html


def test_draft_offered_of_each_kind_has_the_name_and_rests_on_the_passage(passage, admin_client):
    offered = list(offers.drafts("A & B", passage, lambda model: True))
    assert {offer.label for offer in offered} == {"company", "zone", "person", "milestone"}
    for offer in offered:
        form = admin_client.get(offer.url).context["adminform"].form
        assert form["name"].value() == "A & B"
        rests = {"passages": str(passage.pk)} if offer.label == "milestone" else {"body": "[@p1]"}
        for field, value in rests.items():
            assert value in form[field].value()
        assert parse_qs(urlsplit(offer.url).query).keys() == {"name", *rests}


def test_what_the_editor_may_not_add_is_not_offered(passage):
    entry = make_person()

    def may(model):
        return model is Person

    assert [offer.label for offer in offers.drafts("A", passage, may)] == ["person"]
    assert list(offers.rows(Mention("person", entry.id, "A"), passage, may)) == []
