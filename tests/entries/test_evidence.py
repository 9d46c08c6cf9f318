"""What of an entry rests on nothing: each way of stating something, with a passage, without, and said by us."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.models import Company, Milestone, Person
from entries import evidence, kinds
from sources import prose
from tests import bulk, factories as make
from zones.models import Zone

pytestmark = pytest.mark.django_db


def missing(entry) -> list[tuple[str, str]]:
    read = evidence.for_evidence(type(entry).objects.all()).get(pk=entry.id)
    return [(str(one), one.anchor) for one in evidence.missing_evidence(read)]


@pytest.mark.parametrize("model", [Company, Zone, Person])
def test_entry_that_states_nothing_misses_nothing(model):
    assert missing(make.make_entry(model)) == []


def test_every_way_of_stating_something_is_looked_at():
    company = make.make_company(summary="It makes lamps.", founded="1999~", body="It began small. So it is said.[@nil]")
    zone = make.make_zone()
    for row in (
        make.make_statement(company, "headquarters"), make.make_alias(company, name="LW"),
        make.make_figure(company, label="Lamps", value=12), make.make_product(company, name="Lamp"),
        make.make_presence(company, zone),
    ):  # fmt: skip
        assert not row.passages.exists()
    assert missing(company) == [
        ("Summary: It makes lamps.", "id_summary"),
        ("Founded: about 1999", "id_founded"),
        ("Headquarters: not stated", "statements-0"),
        ("Other name: LW", "aliases-0"),
        ("Figure: Lamps: 12", "figures-0"),
        ("Product: Lamp", "products-0"),
        (f"Presence: {company} settled in {zone}", "presences-0"),
    ]


def test_role_is_stated_by_its_person_and_not_by_its_organisation():
    person, company = make.make_person(), make.make_company()
    make.make_role(person, company, title="Keeper")
    assert missing(person) == [(f"Role: {person}, Keeper, {company}", "roles-0")]
    assert missing(company) == []


def test_milestone_states_itself():
    assert missing(make.make_milestone(name="A day")) == [("What happened, and when", "id_passages")]
    assert missing(make.make_milestone(passages=[make.make_passage()])) == []
    assert missing(make.make_milestone(editorial=True)) == []


def test_row_with_a_passage_or_said_by_us_misses_nothing():
    company = make.make_company(summary="It makes lamps.", legal_name="Lamp Works")
    make.make_statement(company, "summary", passages=[make.make_passage()])
    make.make_statement(company, "legal_name", editorial=True)
    make.make_figure(company, passages=[make.make_passage()])
    assert missing(company) == []


def test_row_is_named_by_its_place_in_the_form():
    company = make.make_company()
    make.make_figure(company, label="First", position=1, editorial=True)
    make.make_figure(company, label="Second", position=2)
    assert missing(company) == [("Figure: Second: 7", "figures-1")]


@pytest.mark.parametrize(
    ("text", "uncited"),
    [
        ("", []),
        ("One.[@a] Two.[@b][@c]", []),
        ("One.[@a] Two.", ["Two."]),
        ("One.[@editorial]", []),
        ("One.[@editorial] Two.\n\nThree.[@a]", ["Two."]),
        ("It has two sides:\n\n- one[@a]\n- two", ["two"]),
        ("它有两面：\n\n- 一[@a]", []),
        ("One[@a].", []),
        ("> Said.", ["Said."]),
    ],
)
def test_statement_of_prose_needs_a_citation_or_the_mark_that_it_is_ours(text, uncited):
    assert prose.uncited(text) == uncited


def test_mark_that_a_statement_is_ours_is_no_key():
    assert prose.keys("One.[@editorial] Two.[@a]") == ["a"]
    assert [stated.editorial for stated in prose.statements("One.[@editorial] Two.[@a]")] == [True, False]


def test_prose_without_evidence_is_named_by_its_words():
    assert missing(make.make_company(body="It began small.")) == [("Account: It began small.", "id_body")]


def test_many_entries_cost_as_many_queries_as_two():
    def cost(model):
        with CaptureQueriesContext(connection) as queries:
            for entry in evidence.for_evidence(model.objects.all()):
                evidence.missing_evidence(entry)
        return len(queries)

    bulk.fill(0, 2)
    costs = {model: cost(model) for model in kinds.every()}
    bulk.fill(2, 20)
    assert {model: cost(model) for model in kinds.every()} == costs
    assert costs[Milestone] == 8
