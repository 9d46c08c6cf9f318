"""What is found, in which order, and what it can be narrowed to."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.search.page import SearchPage
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_exact_name_comes_before_beginning_before_word_before_prose(find, bring_in):
    make.make_company(name="Of prose", summary="It makes a lantern.")
    make.make_company(name="The Lantern")
    make.make_company(name="Lantern Works")
    make.make_company(name="Lantern")
    bring_in()
    assert find("lantern") == ["Lantern", "Lantern Works", "The Lantern", "Of prose"]


def test_other_name_counts_as_a_name(find, bring_in):
    make.make_company(name="Of prose", summary="It makes a lantern.")
    make.make_alias(make.make_company(name="Firm"), name="Lantern")
    bring_in()
    assert find("lantern") == ["Firm", "Of prose"]


def test_all_words_must_be_found_wherever_they_stand(find, bring_in):
    company = make.make_company(name="Lantern")
    make.make_product(company, name="Harbour lamp")
    make.make_company(name="Harbour")
    bring_in()
    assert find("lantern harbour") == ["Lantern"]
    assert find("lantern castle") == []


def test_everything_an_entry_says_is_found(find, bring_in):
    company, zone = (
        make.make_company(name="Firm", summary="alpha", body="See *beta*[@none] now."),
        make.make_zone(name="Quay"),
    )
    company.legal_name, company.headquarters = "Gamma Limited", "Delta Tower"
    company.save()
    make.make_alias(company, name="Epsilon")
    make.make_figure(company, label="Zeta count", unit="etas")
    make.make_product(company, name="Theta", description="an iota")
    make.make_presence(company, zone)
    make.make_role(make.make_person(name="Ada"), company, title="kappa")
    make.tagged(company, "lambda rays")
    make.make_milestone(name="Mu", subjects=[company])
    bring_in()
    for word in ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "etas", "theta", "iota", "lambda", "quay"]:
        assert "Firm" in find(word), word
    assert find("kappa firm") == ["Ada"]
    assert find("mu firm") == ["Mu"]


@pytest.mark.parametrize(
    ("typed", "found"), [("创新", True), ("大疆", True), ("疆创", True), ("新创", False), ("大创", False)]
)
def test_han_words_are_found_inside_longer_ones(find, bring_in, typed, found):
    make.make_alias(make.make_company(name="Firm"), name="深圳大疆创新科技", language="zh-Hans")
    bring_in()
    assert find(typed) == (["Firm"] if found else [])


def test_phrase_is_found_in_its_order_alone(find, bring_in):
    make.make_company(name="One", summary="the harbour lantern shines")
    make.make_company(name="Two", summary="the lantern of a harbour")
    bring_in()
    assert find('"harbour lantern"') == ["One"]
    assert find("harbour lantern") == ["One", "Two"]


def test_accents_and_case_do_not_matter(find, bring_in):
    make.make_company(name="Señal Étoile")
    bring_in()
    assert find("SENAL") == find("señal") == find("etoile") == ["Señal Étoile"]


def test_source_is_found_by_title_and_summary_but_not_by_its_text(find, bring_in):
    source = make.make_source(title="Report on lanterns", summary="Of wicks.", text="kerosene", authors="Ada Bell")
    make.make_statement(make.make_company(name="Firm"), passages=[make.make_passage(source)])
    bring_in()
    assert find("lanterns") == find("wicks") == find("bell") == ["Report on lanterns"]
    assert find("kerosene") == []


def test_results_are_narrowed_by_kind_tag_year_and_source(find, bring_in):
    source = make.make_source(slug="gazette")
    passage = make.make_passage(source)
    company = make.tagged(make.make_company(name="Lantern firm"), "brass")
    make.make_statement(company, passages=[passage])
    make.make_milestone(name="Lantern lit", date="2018-01", passages=[passage])
    make.make_zone(name="Lantern quay")
    bring_in()
    assert len(find("lantern")) == 3
    assert find("lantern", kind="zone") == ["Lantern quay"]
    assert find("lantern", tag="brass") == ["Lantern firm"]
    assert find("lantern", year="2018") == ["Lantern lit"]
    assert find("lantern", source="gazette") == ["Lantern firm", "Lantern lit"]
    assert find("lantern", source="gazette", kind="company") == ["Lantern firm"]
    assert find("lantern", tag="nothing") == find("lantern", year="x' OR 1") == find("lantern", kind="no") == []


def test_zone_holds_what_is_in_its_parts(find, bring_in):
    whole = make.make_zone(name="Whole", slug="whole")
    part = make.make_zone(name="Lantern part", slug="part", part_of=whole)
    company = make.make_company(name="Lantern firm")
    make.make_presence(company, part)
    make.make_company(name="Lantern elsewhere")
    make.make_milestone(name="Lantern lit", subjects=[part])
    make.make_role(make.make_person(name="Lantern keeper"), whole)
    bring_in()
    assert sorted(find("lantern", zone="whole")) == ["Lantern firm", "Lantern keeper", "Lantern lit", "Lantern part"]
    assert sorted(find("lantern", zone="part")) == ["Lantern firm", "Lantern lit"]


def test_filters_offer_what_the_results_have(client, bring_in):
    make.tagged(make.make_company(name="Lantern one"), "brass")
    make.make_zone(name="Lantern two")
    bring_in()
    page = SearchPage(client.get("/search/", {"q": "lantern"}).wsgi_request.GET)
    offered = {facet.title: [(one.name, one.count.number, one.url) for one in facet.choices] for facet in page.facets()}
    assert offered == {
        "Kind": [("company", 1, "?q=lantern&kind=company"), ("zone", 1, "?q=lantern&kind=zone")],
        "Tag": [("brass", 1, "?q=lantern&tag=brass")],
    }


def test_words_are_marked_and_all_else_is_escaped(client, bring_in):
    make.make_company(name="<b>Lantern", summary="A & <script>lantern</script> of Étoile")
    bring_in()
    html = client.get("/search/", {"q": "lantern etoile"}).content.decode()
    assert "&lt;b&gt;<mark>Lantern</mark>" in html
    assert "A &amp; &lt;script&gt;<mark>lantern</mark>&lt;/script&gt; of <mark>Étoile</mark>" in html


def test_pages_follow_each_other_and_hold_each_result_once(find, bring_in):
    for number in range(45):
        make.make_company(name=f"Lantern {number:02}")
    bring_in()
    pages = [find("lantern", page=str(number)) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert sum(pages, []) == [f"Lantern {number:02}" for number in range(45)]
    assert find("lantern", page="99") == pages[2]
    assert find("lantern", page="0") == find("lantern", page="²") == pages[0]


def test_common_word_is_counted_no_further_than_the_bound(client, find, bring_in, monkeypatch):
    monkeypatch.setattr("entries.search.results.MOST", 3)
    for _ in range(5):
        make.make_company(name="Lantern")
    bring_in()
    html = client.get("/search/", {"q": "lantern"}).content.decode()
    assert "over 3 results" in html
    assert len(find("lantern")) == 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL measures a row by itself")
@pytest.mark.parametrize("typed", ["brass", "brass lanterns", "bra", '"brass lanterns"'])
def test_shorter_texts_come_first_where_a_word_is_too_common_to_measure(find, bring_in, monkeypatch, typed):
    make.make_company(name="A", summary="Brass lanterns, and again brass lanterns, and brass, as all the harbour says.")
    make.make_company(name="B", summary="Brass lanterns.")
    make.make_company(name="C", summary="Lanterns of brass lanterns, one of brass.")
    bring_in()
    monkeypatch.setattr("entries.search.dictionary.MANY", 3)
    with CaptureQueriesContext(connection) as asked:
        assert find(typed) == ["B", "C", "A"]
    assert "bm25" not in "".join(query["sql"] for query in asked)
    monkeypatch.setattr("entries.search.dictionary.MANY", 4)
    with CaptureQueriesContext(connection) as asked:
        assert set(find(typed)) == {"A", "B", "C"}
    assert "bm25" in "".join(query["sql"] for query in asked)


def test_rows_that_rank_alike_stand_by_name_then_by_row(client, bring_in):
    rows = [make.make_company(name=name, slug=f"s{n}") for n, name in enumerate("BABA")]
    for row in rows:
        row.summary = "of brass"
        row.save()
        bring_in(row)
    html = client.get("/search/", {"q": "brass"}).content.decode()
    assert re.findall(r'<h2><a href="/companies/(s\d)/">', html) == ["s1", "s3", "s0", "s2"]
