"""The mirror of a source: facts by paragraph, what drafts say left out, and how much of the text is used."""

import pytest

from sources.mirror import Mirror, reflect
from sources.models import Passage, Source
from tests import factories as make

pytestmark = pytest.mark.django_db

SHAPE = [[3, 4, 5, 6, 7], [2, 2], [1, 1, 1]]


@pytest.fixture
def source() -> Source:
    return make.make_source(shape=SHAPE)


def passage(source: Source, paragraph: int, first: int | None, last: int | None, **fields) -> Passage:
    return make.make_passage(source, paragraph=paragraph, first_word=first, last_word=last, **fields)


def facts(mirror: Mirror) -> list[list[str]]:
    return [[fact.text for cite in paragraph.cites for fact in cite.facts] for paragraph in mirror.paragraphs]


def test_facts_stand_at_their_paragraph_in_the_order_of_the_text(source):
    company = make.make_company(name="Firm")
    make.make_alias(company, name="late", passages=[passage(source, 1, 4, 5)])
    make.make_alias(company, name="early", passages=[passage(source, 1, 1, 2)])
    make.make_figure(company, label="Count", value=3, passages=[passage(source, 3, 1, 1)])
    mirror = reflect(source)
    assert facts(mirror) == [["Also called “early”", "Also called “late”"], [], ["Count: 3"]]
    numbers = [(cite.number, cite.place) for paragraph in mirror.paragraphs for cite in paragraph.cites]
    assert numbers == [(1, 1), (2, 2), (3, 1)]
    assert mirror.facts == 3


def test_every_row_that_cites_is_a_fact(source):
    one = passage(source, 1, 1, 1)
    company = make.make_company(name="Firm", legal_name="Firm Ltd", body=f"In prose. [@{one.key}]")
    zone, person = make.make_zone(name="Area"), make.make_person(name="Anna")
    make.make_statement(company, "legal_name", passages=[one])
    make.make_statement(company, "founded", passages=[one])
    make.make_role(person, company, title="Head", passages=[one])
    make.make_presence(company, zone, passages=[one])
    make.make_product(company, name="Device", passages=[one])
    make.make_milestone(name="Event", passages=[one])
    make.tagged(zone, "tag")
    tag = zone.tagged.get().tag
    tag.description = f"Of the tag. [@{one.key}]"
    tag.save()
    (told, *_rest) = facts(reflect(source))
    assert set(told) == {
        "Legal name: Firm Ltd", "Founded: not stated", "Anna, Head, Firm", "Firm settled in Area", "Device", "Event",
        "Of the tag.",
    }  # fmt: skip


def test_prose_is_a_fact_where_its_page_states_nothing_else(source):
    one = passage(source, 1, 1, 1)
    company = make.make_company(body=f"Told in prose. [@{one.key}] And not cited.")
    assert facts(reflect(source))[0] == ["Told in prose."]
    make.make_alias(company, name="Other", passages=[one])
    assert facts(reflect(source))[0] == ["Also called “Other”"]


def test_facts_of_drafts_are_absent(source):
    shown, hidden = passage(source, 1, 1, 1), passage(source, 2, 1, 1)
    draft = make.make_company(draft=True, body=f"Hidden. [@{hidden.key}]")
    make.make_alias(draft, passages=[shown, hidden])
    make.make_alias(make.make_company(), name="shown", passages=[shown])
    make.make_milestone(draft=True, passages=[shown, hidden])
    # A role is public when both of its ends are.
    make.make_role(make.make_person(), draft, passages=[hidden])
    make.make_presence(draft, make.make_zone(), passages=[hidden])
    assert facts(reflect(source)) == [["Also called “shown”"], [], []]


def test_facts_of_another_source_are_absent(source):
    other = make.make_source()
    make.make_alias(make.make_company(), passages=[passage(source, 1, 1, 1), passage(other, 1, 1, 1)])
    assert reflect(other).facts == reflect(source).facts == 1


def test_words_under_overlapping_passages_are_counted_once(source):
    company = make.make_company()
    make.make_alias(company, passages=[passage(source, 1, 1, 3), passage(source, 1, 2, 4), passage(source, 2, 1, 2)])
    mirror = reflect(source)
    assert [(paragraph.words, paragraph.covered, paragraph.uncovered) for paragraph in mirror.paragraphs] == [
        (5, 4, 1), (2, 2, 0), (3, 0, 3),
    ]  # fmt: skip
    assert (mirror.words, mirror.covered, mirror.percent, mirror.longest) == (10, 6, 60, 5)


def test_share_is_rounded_down(source):
    source.shape = [[1, 1, 1]]
    make.make_alias(make.make_company(), passages=[passage(source, 1, 1, 2)])
    assert reflect(source).percent == 66


def test_bars_name_the_passages_that_cover_them(source):
    make.make_alias(make.make_company(), passages=[passage(source, 1, 1, 3), passage(source, 1, 3, 4)])
    drawing = reflect(source).paragraphs[0].drawing
    assert [bars.covered_by for bars in drawing.bars] == [(), (1,), (1, 2), (2,)]


def test_range_beyond_the_paragraph_covers_what_is_there(source):
    make.make_alias(make.make_company(), passages=[passage(source, 2, 2, 9)])
    assert reflect(source).paragraphs[1].covered == 1


def test_source_whose_text_was_never_at_hand_lists_its_facts_without_words():
    source = make.make_source()
    make.make_alias(make.make_company(), passages=[passage(source, 3, None, None)])
    mirror = reflect(source)
    assert [len(paragraph.cites) for paragraph in mirror.paragraphs] == [0, 0, 1]
    assert (mirror.words, mirror.percent, mirror.longest) == (0, 0, 0)


def test_source_is_public_when_something_published_rests_on_it(client, source):
    one = passage(source, 1, 1, 1)
    source.summary = f"Of itself. [@{one.key}]"
    source.save()
    assert not Source.objects.public().exists()
    company = make.make_company(draft=True)
    make.make_alias(company, passages=[one])
    assert not Source.objects.public().exists()
    assert client.get(source.get_absolute_url()).status_code == 404
    company.status = "published"
    company.save()
    assert list(Source.objects.public()) == [source]
    assert client.get(source.get_absolute_url()).status_code == 200


def test_own_summary_of_a_public_source_is_a_fact(source):
    one = passage(source, 1, 1, 1)
    source.summary = f"Of itself. [@{one.key}]"
    source.save()
    make.make_alias(make.make_company(), name="Other", passages=[passage(source, 2, 1, 1)])
    assert facts(reflect(source)) == [["Of itself."], ["Also called “Other”"], []]


def test_number_of_queries_does_not_depend_on_how_much_rests_on_it(source, django_assert_max_num_queries):
    area = make.make_zone()
    for number in range(12):
        zone = make.make_zone(part_of=area)
        one = passage(source, 1, 1 + number % 5, 5)
        make.make_statement(zone, "part_of", passages=[one])
        make.make_presence(make.make_company(), zone, passages=[one])
    with django_assert_max_num_queries(18):
        assert reflect(source).facts == 24
