"""What stands beside a statement: its standing, whom it quotes, its notes, and where sources disagree."""

import re

import pytest

from tests import factories as make
from tests.markup import Markup, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return make.make_company(name="Firm One")


def page_of(client, entry) -> str:
    response = client.get(entry.get_absolute_url())
    assert Markup(response.content.decode()).problems == []
    return told(response)


def said(speaker: str, **fields):
    return make.make_passage(speaker=speaker, **fields)


def test_quotation_names_the_one_voice_that_all_of_it_is_of(client, company):
    make.make_alias(company, name="Said", passages=[said("A. Voice"), said("A. Voice", standing="planned")])
    assert re.search(r"Said planned quoted: A\. Voice 1 ", page_of(client, company))


def test_quotation_of_two_voices_names_neither(client, company):
    make.make_alias(company, name="Said", passages=[said("A. Voice"), said("B. Voice")])
    assert re.search(r"Said quoted 1 ", page_of(client, company))


def test_statement_that_a_report_bears_out_too_is_not_marked_as_quoted(client, company):
    make.make_alias(company, name="Said", passages=[said("A. Voice"), make.make_passage()])
    assert re.search(r"Said 1 ", page_of(client, company))


def test_statement_stands_with_its_reading_and_its_mark_on_every_kind_of_row(client):
    """Names, fields, figures, roles, presences, products, milestones; prose has readings of no statement."""
    firm, area, anna = make.make_company(name="Firm", legal_name="Firm Ltd"), make.make_zone(), make.make_person()
    voice = said("A. Voice", standing="claim")
    given = {"passages": [voice], "reading": "Read so."}
    rows = {
        "Firm Ltd": make.make_statement(firm, "legal_name", **given),
        "Other": make.make_alias(firm, name="Other", **given),
        "Count": make.make_figure(firm, label="Count", **given),
        "Device": make.make_product(firm, name="Device", **given),
        "Head": make.make_role(anna, firm, title="Head", **given),
        "settled in": make.make_presence(firm, area, **given),
        "Event": make.make_milestone(name="Event", subjects=[firm], **given),
    }
    firm.body = f"In prose. [@{voice.key}]"
    firm.save()
    page = page_of(client, firm)
    assert page.count("Read so.") == len(rows)
    for name in [*rows, "In prose."]:
        assert re.search(rf"{name}[^.]*? claim quoted: A\. Voice \d", page), name
    assert re.search(r"Event claim quoted: A\. Voice 1", told(client.get("/milestones/")))
    assert "Read so." in told(client.get("/milestones/"))


def test_home_marks_what_its_milestones_are(client, company):
    passages = [said("A. Voice", standing="claim")]
    make.make_milestone(name="Event", date="2001", subjects=[company], passages=passages)
    make.make_milestone(name="Ours", date="2002", subjects=[company], editorial=True)
    page = told(client.get("/"))
    assert "Event claim quoted: A. Voice" in page
    assert "Ours said by us" in page


def test_note_leads_to_its_words_in_the_source_by_a_text_fragment(client, company):
    source = make.make_source(url="https://press.example/paper")
    passage = make.make_passage(source, opens="well-made words", closes="at last", first_word=1, last_word=9)
    make.make_alias(company, passages=[passage])
    address = "https://press.example/paper#:~:text=well%2Dmade%20words,at%20last"
    link = f'<a href="{address}" rel="noopener">in the source</a>'
    assert client.get(company.get_absolute_url()).content.decode().count(link) == 2, "beside the line, and in the list"
    assert (
        f'href="{address}" rel="noopener">in the source</a>' in client.get(source.get_absolute_url()).content.decode()
    )


def test_note_of_a_source_without_an_address_leads_nowhere_else(client, company):
    make.make_alias(company, passages=[make.make_passage()])
    assert "in the source" not in page_of(client, company)


def test_list_of_notes_leads_back_to_each_use(client, company):
    passage = make.make_passage()
    for name in ("One", "Two"):
        make.make_alias(company, name=name, passages=[passage])
    html = client.get(company.get_absolute_url()).content.decode()
    for use, letter in enumerate("ab", 1):
        assert html.count(f'id="n1-{use}"') == 1
        assert f'<a href="#n1-{use}" aria-label="{letter}: Back to use {use} of note 1">{letter}</a>' in html


def test_use_past_the_letters_has_its_number(client, company):
    passage = make.make_passage()
    for number in range(27):
        make.make_alias(company, name=f"Name {number}", passages=[passage])
    page = page_of(client, company)
    assert "↩ a b c" in page
    assert "y z 27" in page


def test_figures_on_which_sources_disagree_stand_in_one_row_each_with_its_evidence(client, company):
    one, other = make.make_source(publisher="Press One"), make.make_source(publisher="Press Two")
    make.make_figure(company, label="Share", value=80, unit="%", passages=[make.make_passage(one)], position=1)
    make.make_figure(company, label="Halls", value=3, passages=[make.make_passage(one)], position=2)
    make.make_figure(
        company, label="share", value=70, unit="%", passages=[make.make_passage(other)], position=3, reading="Read so."
    )
    page = page_of(client, company)
    row = re.search(
        r"Share The sources disagree\. 80 % Press One 1 .*? 70 % Press Two 2 .*? Read so\. 3 Halls 3 ", page
    )
    assert row, page
    assert page.count("The sources disagree.") == 1


def test_figures_that_agree_are_not_said_to_disagree(client, company):
    make.make_figure(company, label="Share", value=150, comparator=">", passages=[make.make_passage()])
    make.make_figure(company, label="Share", value=160, passages=[make.make_passage()])
    assert "disagree" not in page_of(client, company)
