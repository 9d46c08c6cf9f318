"""The bundled document against the list of what the article states: all of it shown, and nothing beyond it."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client, TestCase

from companies.models import Company, Milestone
from site_project.seeding import document, loader
from sources import prose
from sources.models import Passage, Source

from .reading import ARTICLE, FACTS, Page, crawl, runs, words

with_facts = pytest.mark.skipif(not FACTS.exists(), reason="the list of facts is not at hand")
SHOWN = "nrmf"
"""First letters of the ids of names, roles and relations, milestones (planned ones too) and figures."""


@dataclass(frozen=True)
class Stated:
    key: str
    paragraph: int
    opens: str
    closes: str
    standing: str


def listed() -> list[Stated]:
    """The rows of the list's first table."""
    rows = [re.split(r"\s*\|\s*", line)[1:] for line in FACTS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row) > 6 and re.fullmatch(r"[A-Z]\d+[a-z]?", row[0])]
    found = []
    for key, _statement, paragraph, place, _worded, standing, *_rest in rows:
        opens, _dots, closes = place.partition(" … ")
        found.append(Stated(key.lower(), int(paragraph), opens, closes, standing))
    return found


def cited_keys(seeded: document.Document) -> set[str]:
    """Keys of the passages that a record or a piece of prose cites."""
    keys = set()
    for record in seeded.records():
        keys |= set(getattr(record, "passages", ()))
        for field in record.prose:
            keys |= set(prose.keys(getattr(record, field)))
    return keys


@with_facts
def test_each_listed_passage_stands_in_the_document_and_is_cited():
    seeded = document.read(document.BUNDLED)
    passages, cited = {passage.key: passage for passage in seeded.passage}, cited_keys(seeded)
    facts = listed()
    assert len(facts) == len({fact.key for fact in facts}) == 42
    for fact in facts:
        passage = passages[fact.key]
        assert (passage.paragraph, passage.opens, passage.closes) == (fact.paragraph, fact.opens, fact.closes), fact.key
        assert fact.key in cited, fact.key
    assert passages.keys() == {fact.key for fact in facts}


@with_facts
def test_each_listed_standing_and_speaker_is_that_of_the_passage():
    passages = {passage.key: passage for passage in document.read(document.BUNDLED).passage}
    for fact in listed():
        passage, told = passages[fact.key], fact.standing
        if re.search("superlative|claim|characterisation|self-description", told):
            standing = "claim"
        else:
            standing = next((name for name in ("planned", "conditional", "opinion") if name in told), "reported")
        assert passage.standing == standing, fact.key
        speaker = re.search(r"quoted: ([\w ]+)", told)
        assert passage.speaker == (speaker[1] if speaker else ""), fact.key


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not at hand")
def test_no_record_repeats_twelve_words_of_the_article():
    article = set(runs(ARTICLE.read_text(encoding="utf-8")))
    assert article.isdisjoint(runs(document.BUNDLED.read_text(encoding="utf-8")))
    for record in document.read(document.BUNDLED).records():
        for value in record.model_dump().values():
            shown = value if isinstance(value, str) else " ".join(map(str, value)) if isinstance(value, list) else ""
            assert article.isdisjoint(runs(shown)), record


class SeededPages(TestCase):
    """The public pages after the bundled document was loaded."""

    @classmethod
    def setUpTestData(cls):
        loader.load(document.read(document.BUNDLED), "facts")
        cls.pages = crawl(Client())
        cls.html = {address: page.html for address, page in cls.pages.items()}

    def page(self, row) -> Page:
        return self.pages[row.get_absolute_url()]

    def part(self, row, text: str) -> str:
        """The smallest row of the page's lists that holds the text, as plain text."""
        html = self.html[row.get_absolute_url()]
        pieces = re.split(r'(?=<div class="sm">|<div><dt|<dt |<li\b|<section\b|<div class="k-)', html)
        found = [shown for piece in pieces if text in (shown := Page(piece).text)]
        assert found, f"{row} does not show “{text}”"
        return min(found, key=len)

    @with_facts
    def test_each_fact_stands_on_the_page_of_its_source_with_what_rests_on_it(self):
        html = self.html[Source.objects.get().get_absolute_url()]
        parts = dict(re.findall(r'<li class="c\d+" id="passage-([^"]+)">(.*?)</li>', html, re.S))
        for fact in listed():
            if fact.key[0] in SHOWN:
                assert re.search(r"<b>.*?\w.*?</b>", parts[fact.key], re.S), fact.key
                assert Page(re.search(r"<b>(.*?)</b>", parts[fact.key], re.S)[1]).text, fact.key
        assert parts.keys() == {passage.key for passage in Passage.objects.all()}

    def test_every_link_of_a_note_leads_to_a_paragraph_of_the_source(self):
        source = self.pages[Source.objects.get().get_absolute_url()]
        for address, page in self.pages.items():
            for link in page.links:
                if "/sources/" in link and "#" in link:
                    assert link.partition("#")[2] in source.ids, (address, link)

    def test_dji_shows_its_founder_and_both_titles_of_zhang_xiaonan(self):
        dji = Company.objects.get(slug="dji")
        people = self.page(dji).ids["people"]
        assert re.search(r"Wang Tao .*Founder", people)
        zhang = people[people.index("Zhang Xiaonan") :]
        assert "Senior director of corporate strategy" in zhang
        assert "Head of public relations" in zhang
        for title in ("Founder", "Senior director of corporate strategy", "Head of public relations"):
            row = self.html["/companies/dji/"].partition(f'<span class="t">{title}</span>')[2][:60]
            assert re.match(r'<details class="note">|<a class="seal"', row), title

    def test_dji_shows_the_warehouse_of_2006_and_no_year_of_founding(self):
        dji = Company.objects.get(slug="dji")
        milestones = self.page(dji).ids["milestones"]
        assert re.search(r"2006 A warehouse, and flight control", milestones)
        assert "not stated to be the year in which DJI was founded" in milestones
        founded = self.part(dji, "Founded")
        assert "not stated" in founded
        assert "said by us" in founded

    def test_dji_shows_its_share_with_scope_and_without_a_date(self):
        share = self.part(Company.objects.get(slug="dji"), "Share of the global market")
        assert share.startswith("80 %")
        assert "Scope: the global market share, as worded." in share
        assert "As of “now”; no date is stated." in share
        assert not re.search(r"\b(19|20)\d\d\b", share)
        assert "CNR Shenzhen ¶ 13" in share.replace("\u202f", " ")
        warehouse = self.part(Company.objects.get(slug="dji"), "Floor of the warehouse")
        assert warehouse.startswith("<20 m²")
        assert "As of 2006." in warehouse

    def test_shu_tang_settles_in_january_2018(self):
        shu_tang = Company.objects.get(slug="shu-tang")
        page = self.page(shu_tang)
        assert "settled in Hetao, since January 2018" in page.ids["zones"]
        assert "January 2018 , worded “In January 2018”" in page.ids["milestone-settling-in-hetao"]
        assert "Rui Tang" in page.ids["products"]
        assert self.part(shu_tang, "Time in development").startswith("9 years")
        assert "not stated" in self.part(shu_tang, "Founded")

    def test_2019_is_marked_as_derived_with_its_rule_and_its_parent(self):
        assert Milestone.objects.get(slug="rui-tang-launched").date == "2019"
        own = self.pages["/milestones/rui-tang-launched/"]
        date = re.search(r"Date 2019 .*?Worded “The next year”\..*", own.text)[0]
        assert date.startswith("Date 2019 derived")
        assert "Counted from He Yaowei’s team settles in Hetao , January 2018" in date
        assert "Derived: the year after the settling in Hetao" in date
        assert "/milestones/settling-in-hetao/" in own.links
        event = self.page(Company.objects.get(slug="shu-tang")).ids["milestone-rui-tang-launched"]
        assert event.startswith("The Rui Tang watch is launched derived")

    def test_planned_and_conditional_milestones_are_marked_wherever_they_stand(self):
        marks = {"new-products": "planned", "certification-application": "planned", "three-years-ahead": "conditional"}
        for slug, mark in marks.items():
            milestone = Milestone.objects.get(slug=slug)
            assert not milestone.date
            shown = [page.ids[f"milestone-{slug}"] for page in self.pages.values() if f"milestone-{slug}" in page.ids]
            assert len(shown) == 3, "the timeline, the company, the founder"
            for event in shown:
                assert event.startswith(f"{milestone.name} {mark} quoted"), event
            assert re.search(rf"Date date unknown {mark} quoted", self.page(milestone).text)
        assert set(marks) == {milestone.slug for milestone in Milestone.objects.all() if milestone.ahead}
        planned = self.pages["/milestones/"].ids["planned"]
        assert all(Milestone.objects.get(slug=slug).name in planned for slug in marks)

    def test_superlatives_are_marked_as_claims(self):
        event = self.pages["/companies/dji/"].ids["milestone-civilian-drone-industry"]
        assert event.startswith("A civilian drone industry is created claim")

    def test_hetao_has_shenzhen_park_as_a_part_and_no_count_of_its_own(self):
        hetao = self.pages["/zones/hetao/"]
        assert "Shenzhen Park" in hetao.ids["parts"]
        assert "Figures, as stated" not in hetao.text
        assert "Hetao Cooperation Zone" in hetao.text
        assert "Shu Tang settled in Hetao" in hetao.ids["companies"]

    def test_shenzhen_park_counts_more_than_150_projects_with_a_note(self):
        park = self.pages["/zones/shenzhen-park/"]
        figure = re.search(r">150 projects .*?no date is stated\.", park.text)[0]
        assert "The Shenzhen Park alone, not all of Hetao" in figure
        assert re.search(r"Part of Hetao", park.text)
        html = self.html["/zones/shenzhen-park/"].partition("Research and industrialisation projects</span>")[2][:400]
        assert re.match(r'<details class="note">|<a class="seal"', html)

    def test_xili_lake_does_not_claim_sky_city(self):
        lake = self.pages["/zones/xili-lake/"]
        said = re.sub(r"It does not place Sky City (in the zone|there)\.", "", lake.text)
        assert "Sky City" in lake.text
        assert "Sky City" not in said
        assert "DJI is named among the companies of Xili Lake" in lake.ids["companies"]
        assert "headquarters in" not in lake.text
        assert "“Sky City”, the global headquarters" in self.pages["/companies/dji/"].text

    def test_no_page_says_that_a_company_was_founded_in_a_year(self):
        assert not Company.objects.exclude(founded="").exists()
        for address, page in self.pages.items():
            text = re.sub(r"Edited \d+ \w+ \d{4}", ".", page.text)
            for found in re.finditer(r"[^.;]*\b(?:founded|founding|established|set up)\b[^.;]*", text, re.I):
                if re.search(r"\b(?:19|20)\d\d\b", found[0]):
                    assert re.search(r"\b(?:not?|named?)\b", found[0], re.I), (address, found[0])

    def test_source_is_dated_without_a_year_everywhere(self):
        shown = "1 March, year not stated"
        assert shown in self.page(Source.objects.get()).text
        assert shown in self.pages["/sources/"].text
        for address, page in self.pages.items():
            dates = re.findall("1 March(.{0,17})", page.text)
            assert all(re.match(", year not stated|, without a year", rest) for rest in dates), (address, dates)

    def test_names_of_the_article_stand_on_their_pages(self):
        for address, name in [
            ("/companies/dji/", "Shenzhen Dajiang Innovation Technology Co., Ltd."), ("/companies/dji/", "Dajiang"),
            ("/companies/shu-tang/", "Shu Tang Information Technology (Shenzhen) Co., Ltd."),
            ("/companies/shu-tang/", "Shutang"), ("/zones/hetao/", "Hetao Cooperation Zone"),
            ("/zones/hetao/", "Hetao Shenzhen-Hong Kong Science and Technology Innovation Cooperation Zone"),
            ("/zones/xili-lake/", "Xili Lake International Science and Education City"),
            ("/zones/xili-lake/", "Shenzhen Xilihu International Science and Education City"),
            ("/people/he-yaowei/", "Hong Kong"), ("/people/wang-tao/", "Founder"),
            ("/people/zhang-xiaonan/", "Senior director of corporate strategy"),
            ("/people/zhang-xiaonan/", "Head of public relations"),
            ("/companies/shu-tang/", "Guangdong-Hong Kong-Macao Greater Bay Area"),
        ]:  # fmt: skip
            assert name in self.pages[address].text, (address, name)

    def test_reporter_and_places_are_no_entries(self):
        entries = [address for address in self.pages if re.match(r"/(people|companies|zones|milestones)/.", address)]
        assert len(entries) == 3 + 2 + 3 + 10
        assert not any(words(address)[-1] in ("yan", "shenzhen", "dongguan", "guangdong") for address in entries)
