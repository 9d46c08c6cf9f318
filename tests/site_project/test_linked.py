"""Pages as linked data: what each one is, which passages it names, and nothing of drafts."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from sources.models import Passage
from tests import factories as make
from tests.linked import about, told
from tests.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain() -> Passage:
    return make.make_passage(make.make_source(slug="paper"), key="plain")


def test_standings_of_claims_are_explained_where_they_lead(client):
    ids = Markup(client.get("/about/").content.decode()).ids
    assert set(Passage.Standing.values) - {"reported"} <= set(ids)


def test_page_names_each_passage_that_it_rests_on_once(client, plain):
    make.make_passage(plain.source, key="said", speaker="A. Voice")
    company = make.make_company(legal_name="Firm One", body="It began small. [@plain] It says so. [@said]")
    make.make_statement(company, "legal_name", passages=[plain], reading="Read so.")
    page, *annotated = told(client, company.get_absolute_url())
    (work,) = page["citation"]
    targets = [one["target"]["id"] for one in annotated]
    assert [part["@id"] for part in work["hasPart"]] == targets
    assert [target.partition("#")[2] for target in targets] == ["passage-plain", "passage-said"]
    # Prose repeats what a field states, and is told only where nothing else rests on the passage.
    values = [[body["value"] for body in one["body"]] for one in annotated]
    assert values == [["Legal name: Firm One", "Read so.", "reported"], ["It says so.", "reported"]]


def test_page_that_rests_on_nothing_names_no_passage(client):
    assert "citation" not in told(client, make.make_company().get_absolute_url())


def test_source_is_a_work_with_the_passages_that_the_public_rests_on(client):
    source = make.make_source(
        slug="paper", title="A sample paper", publisher="Press One", authors="A. Writer, B. Writer",
        published="2001-03", language="zh-Hans", url="https://press.example/paper",
        archive_url="https://archive.example/paper",
    )  # fmt: skip
    company = make.make_company()
    make.make_alias(company, passages=[make.make_passage(source, key="open")])
    make.make_alias(make.make_company(draft=True), passages=[make.make_passage(source, key="hidden")])
    assert told(client, "/sources/paper/")["mainEntity"] == {
        "@type": "CreativeWork", "@id": "http://localhost/sources/paper/#source", "name": "A sample paper",
        "url": "https://press.example/paper", "publisher": {"name": "Press One"}, "inLanguage": "zh-Hans",
        "author": [{"name": "A. Writer"}, {"name": "B. Writer"}], "datePublished": "2001-03",
        "hasPart": [{"@id": "http://localhost/sources/paper/#passage-open"}],
        "subjectOf": {
            "@type": "Collection", "@id": "http://localhost/sources/paper/annotations.json",
            "url": "http://localhost/sources/paper/annotations.json",
            "encodingFormat": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        },
        "archivedAt": "https://archive.example/paper",
    }  # fmt: skip


def test_date_of_a_source_without_its_year_is_not_told(client, plain):
    plain.source.published = "XXXX-03-01"
    plain.source.save()
    make.make_alias(make.make_company(), passages=[plain])
    assert "datePublished" not in told(client, "/sources/paper/")["mainEntity"]


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [("/", "WebSite", "Hard Tech Atlas"), ("/about/", "AboutPage", "How evidence works"),
     ("/companies/", "CollectionPage", "Companies"), ("/tags/", "CollectionPage", "Tags"),
     ("/sources/", "CollectionPage", "Sources"), ("/milestones/", "CollectionPage", "Milestones")],
)  # fmt: skip
def test_page_is_told_by_its_kind_and_name(client, path, kind, name):
    found = told(client, path)
    assert (found["@type"], found["name"], found["url"]) == (kind, name, f"http://localhost{path}")


def test_list_tells_its_rows_and_how_many_there_are(client):
    for name in ("Firm One", "Firm Two"):
        make.make_company(name=name)
    make.make_company(name="Firm Three", draft=True)
    rows = told(client, "/companies/")["mainEntity"]
    assert rows["numberOfItems"] == 2
    assert rows["itemListElement"] == [
        {"@type": "ListItem", "url": "http://localhost/companies/firm-one/", "name": "Firm One"},
        {"@type": "ListItem", "url": "http://localhost/companies/firm-two/", "name": "Firm Two"},
    ]


def test_tag_tells_what_it_is_and_what_its_description_rests_on(client, plain):
    tag = make.make_tag(name="sampling", description="It is practised. [@plain]")
    make.make_company(name="Firm One").tags.add(tag)
    page, *annotated = told(client, tag.get_absolute_url())
    assert page["about"]["name"] == "sampling"
    assert annotated[0]["body"][0]["value"] == "It is practised."
    assert told(client, "/companies/firm-one/")["keywords"] == ["sampling"]


@pytest.mark.parametrize("harm", ["</script><script>x()</script>", "<!--<script>", "a & b", "line\u2028para\u2029"])
def test_no_text_breaks_out_of_its_data(client, harm):
    company = make.make_company(name=harm, slug="harm")
    html = client.get("/companies/harm/").content.decode()
    assert Markup(html).problems == []
    assert about(client, company)["name"] == harm
    data = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set(data) & set("<>&\u2028\u2029")


def test_editors_preview_of_what_is_not_public_tells_nothing(client):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    for hidden in ({"draft": True}, {"publish_at": timezone.now() + timedelta(hours=1)}):
        response = client.get(make.make_company(**hidden).get_absolute_url())
        assert response.status_code == 200
        assert Markup(response.content.decode()).data == []


def test_nothing_of_a_draft_stands_beside_what_is_public(client, plain):
    """Each relation to a draft; that those to something public are told is tested above."""
    drafts = {"name": "zqdraft", "draft": True, "publish_at": None}
    company, zone, person = make.make_company(), make.make_zone(part_of=make.make_zone(**drafts)), make.make_person()
    make.make_statement(zone, "part_of", passages=[plain])
    make.make_role(make.make_person(**drafts), company, passages=[plain], founder=True)
    make.make_role(person, make.make_company(**drafts), passages=[plain])
    make.make_presence(company, make.make_zone(**drafts), passages=[plain])
    make.make_presence(make.make_company(**drafts), zone, passages=[plain])
    parent = make.make_milestone(**drafts, date="1987", passages=[plain], subjects=[company])
    milestone = make.make_milestone(
        date="1989", derived_from=parent, passages=[plain], subjects=[company, make.make_person(**drafts)]
    )
    make.make_company(**drafts).tags.add("zqdraft")
    for entry in (company, zone, person, milestone):
        assert "zqdraft" not in str(told(client, entry.get_absolute_url()))
        assert "1987" not in str(told(client, entry.get_absolute_url()))
    for path in ("/", "/tags/", "/milestones/", "/sources/paper/"):
        assert "zqdraft" not in str(told(client, path))
