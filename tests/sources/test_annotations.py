"""Passages as Web Annotations: where they stand, what is told of them, and what is not."""

import json

import pytest

from sources.annotations import AROUND, CONTEXT, MEDIA_TYPE, annotations, bodies
from sources.models import Source
from tests import factories as make
from tests.vocabulary import problems

pytestmark = pytest.mark.django_db

TEXT = "First come some sample words that lead on to the passage, which ends here and goes on no further than to that."


def annotate(passage, *stated):
    (found,) = annotations([(passage, list(stated))])
    assert problems({"@context": CONTEXT} | found) == []
    return found


def selectors(**fields) -> list[dict]:
    source_fields = {name: fields.pop(name) for name in ("text", "rights") if name in fields}
    return annotate(make.make_passage(make.make_source(**source_fields), **fields))["target"]["selector"]


def test_every_passage_is_found_by_a_text_fragment():
    (fragment,) = selectors(opens="the well-known", closes="ends here")
    assert fragment == {
        "type": "FragmentSelector",
        "conformsTo": "https://wicg.github.io/scroll-to-text-fragment/",
        "value": ":~:text=the%20well%2Dknown,ends%20here",
    }


def test_passage_that_its_opening_tells_whole_is_quoted():
    _fragment, quote = selectors(opens="the passage")
    assert quote == {"type": "TextQuoteSelector", "exact": "the passage"}


def test_text_that_may_be_shown_gives_the_exact_words_and_what_is_around_them():
    _fragment, quote = selectors(opens="the passage", closes="ends here", text=TEXT, rights="full-text")
    assert quote["exact"] == "the passage, which ends here"
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT
    assert len(quote["prefix"]) == len(quote["suffix"]) == AROUND


def test_passage_at_the_edge_of_its_paragraph_has_nothing_on_that_side():
    _fragment, first = selectors(opens="First", closes="come", text=TEXT, rights="full-text")
    assert "prefix" not in first
    _fragment, last = selectors(opens="than", closes="that.", text=TEXT, rights="full-text")
    assert "suffix" not in last


@pytest.mark.parametrize("opens", ["the passage", "not in the text"])
def test_text_that_is_withheld_gives_nothing_around_the_opening(opens):
    _fragment, quote = selectors(opens=opens, text=TEXT)
    assert quote == {"type": "TextQuoteSelector", "exact": opens}
    assert len(selectors(opens=opens, closes="ends here", text=TEXT)) == 1


def test_passage_that_is_not_in_its_text_is_not_quoted():
    assert len(selectors(opens="not in the text", closes="ends here", text=TEXT, rights="full-text")) == 1
    assert len(selectors(opens="First", closes="come", paragraph=9, text=TEXT, rights="full-text")) == 1


def test_target_is_the_address_of_the_source_or_else_its_page():
    there = make.make_passage(make.make_source(url="https://press.example/paper", language="zh-Hans"))
    assert annotate(there)["target"]["source"] == {
        "id": "https://press.example/paper", "type": "Text", "language": "zh-Hans",
    }  # fmt: skip
    here = make.make_passage(make.make_source(slug="paper"), key="here")
    assert annotate(here)["target"]["source"]["id"] == "http://localhost/sources/paper/"
    assert annotate(here)["target"]["id"] == "http://localhost/sources/paper/#passage-here"
    assert annotate(here)["id"] == "http://localhost/sources/paper/annotations.json#passage-here"


def test_statement_reading_standing_note_and_speaker_travel_along():
    passage = make.make_passage(standing="planned", note="A doubt.", speaker="A. Voice")
    found = annotate(passage, *bodies("It will grow.", "/companies/one/", "Read so."))
    told = [(body["value"], body["purpose"], body.get("dcterms:isPartOf")) for body in found["body"]]
    page = {"id": "http://localhost/companies/one/"}
    assert told == [
        ("It will grow.", "describing", page), ("Read so.", "commenting", page),
        ("planned", "classifying", None), ("A doubt.", "commenting", None),
    ]  # fmt: skip
    assert found["target"]["creator"] == {"name": "A. Voice"}


def test_source_in_its_own_words_has_no_speaker():
    assert "creator" not in annotate(make.make_passage())["target"]


@pytest.fixture
def paper() -> Source:
    """A source with a passage that a published company rests on, and one that only a draft does."""
    source = make.make_source(slug="paper", title="A sample paper")
    open_, hidden = (make.make_passage(source, key=key) for key in ("open", "hidden"))
    company = make.make_company(name="Firm One", legal_name="Firm One Limited")
    make.make_statement(company, "legal_name", passages=[open_], reading="From the letterhead.")
    make.make_statement(make.make_company(name="Firm Two", legal_name="zqdraft", draft=True), passages=[open_, hidden])
    make.make_alias(make.make_company(draft=True), name="zqdraft", passages=[open_, hidden])
    return source


def test_source_gives_its_annotations_as_a_collection(client, paper):
    response = client.get("/sources/paper/annotations.json")
    assert response.headers["Content-Type"] == MEDIA_TYPE
    told = json.loads(response.content)
    assert problems(told) == []
    assert (told["type"], told["label"], told["total"]) == ("AnnotationCollection", "A sample paper", 1)
    (item,) = told["first"]["items"]
    assert item["target"]["id"].endswith("#passage-open")
    assert [body["value"] for body in item["body"]] == [
        "Legal name: Firm One Limited", "From the letterhead.", "reported",
    ]  # fmt: skip
    assert {body["dcterms:isPartOf"]["id"] for body in item["body"][:2]} == {"http://localhost/companies/firm-one/"}


def test_annotations_tell_nothing_that_only_drafts_say(client, paper):
    told = client.get("/sources/paper/annotations.json").content.decode()
    assert "zqdraft" not in told
    assert "hidden" not in told


def test_source_that_only_drafts_rest_on_has_no_annotations(client):
    source = make.make_source()
    make.make_alias(make.make_company(draft=True), passages=[make.make_passage(source)])
    assert client.get(f"{source.get_absolute_url()}annotations.json").status_code == 404


def test_annotations_are_only_read(client, paper):
    assert client.post("/sources/paper/annotations.json").status_code == 405


def test_source_page_leads_to_its_annotations(client, paper):
    page = client.get("/sources/paper/").content.decode()
    assert '<link rel="alternate" type="application/ld+json" href="/sources/paper/annotations.json"' in page
