"""Companies, zones, people and milestones as linked data: plain reports as properties, all else as claims."""

import pytest

from sources.models import Passage
from tests import factories as make
from tests.linked import about, claims, told
from tests.vocabulary import nodes

pytestmark = pytest.mark.django_db

STANDINGS = ["conditional", "planned", "opinion", "claim"]


@pytest.fixture
def plain() -> Passage:
    return make.make_passage(make.make_source(slug="paper"), key="plain")


def weak(standing: str) -> Passage:
    """A passage of this standing; “quoted” is a report in somebody else's words."""
    if standing == "quoted":
        return make.make_passage(speaker="A. Voice")
    return make.make_passage(standing=standing)


def test_company_is_an_organization_with_what_is_reported_of_it(client, plain):
    company = make.make_company(
        name="Firm One", summary="It makes samples.", legal_name="Firm One Limited", founded="2001-05",
        website="https://firm.example/",
    )  # fmt: skip
    for field in ("summary", "legal_name", "founded", "website"):
        make.make_statement(company, field, passages=[plain])
    make.make_alias(company, name="样本公司", language="zh-Hans", passages=[plain])
    make.make_product(company, name="Sampler", description="A tool.", passages=[plain])
    assert about(client, company) == {
        "@type": "Organization", "@id": "http://localhost/companies/firm-one/#company", "name": "Firm One",
        "url": "http://localhost/companies/firm-one/", "identifier": f"urn:uuid:{company.id}",
        "description": "It makes samples.", "legalName": "Firm One Limited", "foundingDate": "2001-05",
        "sameAs": "https://firm.example/", "alternateName": {"@value": "样本公司", "@language": "zh-Hans"},
        "@reverse": {"manufacturer": {"@type": "Product", "name": "Sampler", "description": "A tool."}},
    }  # fmt: skip


@pytest.mark.parametrize("standing", [*STANDINGS, "quoted"])
def test_what_is_no_plain_report_is_a_claim(client, standing):
    passage = weak(standing)
    company, zone, person = make.make_company(legal_name="Firm One Limited"), make.make_zone(), make.make_person()
    make.make_statement(company, "legal_name", passages=[passage])
    make.make_alias(company, name="Sampling", passages=[passage])
    make.make_product(company, name="Sampler", passages=[passage])
    make.make_role(person, company, founder=True, passages=[passage])
    make.make_presence(company, zone, passages=[passage])
    make.make_milestone(name="It grows", date="2001", subjects=[company], passages=[passage])
    node = about(client, company)
    assert set(node) == {"@type", "@id", "name", "url", "identifier", "subjectOf"}
    found = claims(node)
    assert [one["text"] for one in found][:3] == ["Legal name: Firm One Limited", "Also called “Sampling”", "Sampler"]
    assert len(found) == 6
    for one in found:
        assert one["appearance"] == [{"@id": f"http://localhost{passage.source.get_absolute_url()}#source"}]
        assert one["citation"] == [
            {"@id": f"http://localhost{passage.source.get_absolute_url()}#passage-{passage.key}"}
        ]
        assert one.get("author") == ([{"name": "A. Voice"}] if standing == "quoted" else None)
        standing_is = None if standing == "quoted" else f"http://localhost/about/#{standing}"
        assert one.get("additionalType") == standing_is


def test_statement_without_a_passage_or_of_our_own_is_not_told(client, plain):
    company = make.make_company(legal_name="Firm One Limited", headquarters="a hall", website="https://firm.example/")
    make.make_statement(company, "legal_name")
    make.make_statement(company, "headquarters", editorial=True)
    make.make_statement(company, "website", editorial=True, passages=[plain])
    make.make_alias(company)
    assert set(about(client, company)) == {"@type", "@id", "name", "url", "identifier"}


@pytest.mark.parametrize(
    ("founded", "date"), [("1984", "1984"), ("1984~", None), ("1984/..", None), ("XXXX-03-01", None)]
)
def test_date_is_told_only_as_precisely_as_it_is_known(client, plain, founded, date):
    company = make.make_company(founded=founded)
    make.make_statement(company, "founded", passages=[plain])
    node = about(client, company)
    assert node.get("foundingDate") == date
    assert len(claims(node)) == (0 if date else 1)


def test_figure_is_a_claim_with_its_scope_and_its_date(client, plain):
    company = make.make_company()
    make.make_figure(company, label="Share", value=80, unit="%", scope="of samples", as_of="2019", passages=[plain])
    (found,) = claims(about(client, company))
    assert (found["text"], found["description"], found["temporalCoverage"]) == ("Share: 80 %", "of samples", "2019")


def test_founder_and_member_are_told_on_both_pages(client, plain):
    company, person = make.make_company(), make.make_person()
    make.make_role(person, company, founder=True, title="Founder", passages=[plain])
    make.make_role(person, company, title="Head", since="2001", until="2003~", passages=[plain])
    at = about(client, company)
    assert at["founder"]["@id"] == f"http://localhost{person.get_absolute_url()}#person"
    assert at["member"]["member"]["name"] == person.name
    assert {"roleName": "Head", "startDate": "2001"}.items() <= at["member"].items()
    assert "endDate" not in at["member"]
    of = about(client, person)
    assert of["@reverse"]["founder"]["@id"] == f"http://localhost{company.get_absolute_url()}#company"
    assert of["memberOf"]["memberOf"]["@type"] == "Organization"


def test_role_in_a_zone_is_a_claim_since_a_place_has_no_members(client, plain):
    zone, person = make.make_zone(name="Area One"), make.make_person(name="Anna Sample")
    make.make_role(person, zone, title="Keeper", founder=True, passages=[plain])
    for entry in (zone, person):
        (found,) = claims(about(client, entry))
        assert found["text"] == "Anna Sample, Keeper, Area One"


@pytest.mark.parametrize(
    ("kind", "until", "located"),
    [("settled", "", True), ("headquarters", "", True), ("settled", "2005", False), ("research", "", False),
     ("production", "", False), ("named", "", False)],
)  # fmt: skip
def test_only_who_sits_in_a_zone_is_located_there(client, plain, kind, until, located):
    company, zone = make.make_company(), make.make_zone()
    make.make_presence(company, zone, kind=kind, until=until, passages=[plain])
    for one, relations in ((company, about(client, company)), (zone, about(client, zone).get("@reverse", {}))):
        assert ("location" in relations) is located
        assert len(claims(about(client, one))) == (not located)


def test_zone_is_a_place_within_its_zone(client, plain):
    whole = make.make_zone(name="Area One")
    part = make.make_zone(part_of=whole, full_name="Corner One of Area One")
    make.make_statement(part, "part_of", passages=[plain])
    make.make_statement(part, "full_name", passages=[plain])
    node = about(client, part)
    assert node["containedInPlace"]["@id"] == "http://localhost/zones/area-one/#zone"
    assert node["alternateName"] == "Corner One of Area One"


def test_reported_milestone_is_an_event(client, plain):
    company = make.make_company(name="Firm One")
    milestone = make.make_milestone(name="It begins", date="2001-05-09", subjects=[company], passages=[plain])
    node = about(client, milestone)
    assert (node["@type"], node["startDate"], node["about"]["name"]) == ("Event", "2001-05-09", "Firm One")
    (event,) = [about(client, company)["subjectOf"]]
    assert (event["@type"], event["startDate"], event["@id"]) == ("Event", "2001-05-09", node["@id"])


@pytest.mark.parametrize("standing", [*STANDINGS, "quoted"])
def test_milestone_that_is_no_plain_report_is_no_event(client, standing):
    company = make.make_company()
    milestone = make.make_milestone(
        name="It will grow", summary="It grows.", date="2030", subjects=[company], passages=[weak(standing)]
    )
    make.make_statement(milestone, passages=[weak(standing)])
    node = about(client, milestone)
    assert (node["@type"], node["text"], node["temporalCoverage"]) == ("Claim", "It will grow", "2030")
    assert node["description"] == "It grows."
    for page in (milestone.get_absolute_url(), company.get_absolute_url()):
        for inner in nodes(told(client, page)):
            assert inner.get("@type") != "Event"
            assert "startDate" not in inner


def test_milestone_without_a_passage_is_no_event(client):
    assert about(client, make.make_milestone(date="2001"))["@type"] == "Claim"


def test_derived_date_is_not_told_as_a_fact_and_says_nothing_of_what_it_counts_from(client, plain):
    parent = make.make_milestone(date="2001", passages=[plain])
    derived = make.make_milestone(
        name="It moves", date="2003", derived_from=parent, reading="Two years on.", passages=[plain]
    )
    page, *annotated = told(client, derived.get_absolute_url())
    assert page["mainEntity"]["@type"] == "Event"
    assert "startDate" not in page["mainEntity"]
    assert "Two years on." in [body["value"] for body in annotated[0]["body"]]
    page, *annotated = told(client, parent.get_absolute_url())
    assert "subjectOf" not in page["mainEntity"]
    assert "It moves" in [body["value"] for body in annotated[0]["body"]]
