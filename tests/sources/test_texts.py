"""Texts: a source takes a text only where every passage stands in it; a cited passage stays."""

import pytest
from django.db.models import ProtectedError

from sources import locators
from sources.models import Passage, Source
from sources.texts import TextRefused, examine, store

pytestmark = pytest.mark.django_db

TEXT = "Alpha beta gamma delta.\n\n  Epsilon  zeta eta theta iota.\n甲乙丙丁 kappa.\n"


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="sample", title="Sample", publisher="Press")


@pytest.fixture
def passages(source: Source) -> list[Passage]:
    return [
        Passage.objects.create(source=source, key="first", paragraph=1, opens="beta gamma"),
        Passage.objects.create(source=source, key="second", paragraph=2, opens="Epsilon", closes="theta"),
        Passage.objects.create(source=source, key="third", paragraph=3, opens="乙", closes="丁"),
    ]


def saved(source: Source) -> list:
    """All that storing a text may change, as it stands in the database."""
    text = Source.objects.values_list("text", "text_digest", "shape").get(pk=source.pk)
    return [text, *source.passages.order_by("key").values_list("key", "first_word", "last_word", "digest")]


def test_right_text_is_stored_with_digest_shape_and_word_ranges(source, passages):
    examined = store(source, TEXT)
    assert [passage.key for passage in examined.located] == ["first", "second", "third"]
    normalised = "Alpha beta gamma delta.\nEpsilon zeta eta theta iota.\n甲乙丙丁 kappa."
    assert saved(source) == [
        (TEXT, locators.digest(normalised), [[5, 4, 5, 6], [7, 4, 3, 5, 5], [1, 1, 1, 1, 6]]),
        ("first", 2, 3, locators.digest("beta gamma")),
        ("second", 1, 4, locators.digest("Epsilon zeta eta theta")),
        ("third", 2, 4, locators.digest("乙丙丁")),
    ]
    assert sum(map(len, source.shape)) == 14


def test_text_that_differs_in_white_space_only_is_taken_again_with_the_same_digests(source, passages):
    store(source, TEXT)
    before = saved(source)
    other = TEXT.replace(" ", "\u00a0 ").replace("\n", "\r\n\r\n")
    store(source, other)
    assert saved(source) == [(other, *before[0][1:]), *before[1:]]


def test_text_with_a_word_changed_inside_a_passage_is_refused_by_the_passage_s_key(source, passages):
    store(source, TEXT)
    before = saved(source)
    with pytest.raises(TextRefused) as refused:
        store(source, TEXT.replace("zeta", "zita"))
    assert refused.value.problems == ["Passage second, ¶ 2: found, but words inside it have changed."]
    assert saved(source) == before


def test_text_with_a_word_changed_outside_every_passage_is_taken(source, passages):
    store(source, TEXT)
    changed = TEXT.replace("iota", "lambda")
    store(source, changed)
    assert saved(source)[0][0] == changed


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            TEXT.replace("beta", "Beta"),
            ["Passage first, ¶ 1: the opening words “beta gamma” are not in this paragraph."],
        ),
        (
            TEXT.replace("theta", "th"),
            ["Passage second, ¶ 2: the closing words “theta” do not follow the opening words."],
        ),
        (
            TEXT.replace("Alpha", "beta gamma"),
            ["Passage first, ¶ 1: the passage stands 2 times here; use more words."],
        ),
        (
            "Alpha beta gamma delta.",
            [
                "Passage second, ¶ 2: the text has only 1 paragraph.",
                "Passage third, ¶ 3: the text has only 1 paragraph.",
            ],
        ),
        (
            "\n",
            [
                "Passage first, ¶ 1: the text has only 0 paragraphs.",
                "Passage second, ¶ 2: the text has only 0 paragraphs.",
                "Passage third, ¶ 3: the text has only 0 paragraphs.",
            ],
        ),
    ],
)
def test_text_without_a_passage_is_refused_naming_each_one_and_saves_nothing(source, passages, text, problems):
    before = saved(source)
    with pytest.raises(TextRefused) as refused:
        store(source, text)
    assert refused.value.problems == problems
    assert saved(source) == before
    assert before[0] == ("", "", [])


def test_examine_saves_nothing_even_where_the_text_is_right(source, passages):
    before = saved(source)
    examined = examine(source.passages.all(), TEXT)
    assert (examined.problems, len(examined.located)) == ([], 3)
    assert saved(source) == before


def test_passages_of_other_sources_are_not_sought(source, passages):
    other = Source.objects.create(slug="other", title="Other", publisher="Press")
    assert store(other, "Nothing of it.").located == []
    assert saved(other)[0] == ("Nothing of it.", locators.digest("Nothing of it."), [[7, 2, 3]])


@pytest.fixture
def cited(source: Source, passages: list[Passage]) -> Passage:
    """The first passage, on which the source's own summary rests."""
    source.summary = "It says so.[@first]"
    source.save()
    return passages[0]


def test_cited_passage_cannot_be_deleted(cited, source):
    with pytest.raises(ProtectedError) as refused:
        cited.delete()
    assert refused.value.protected_objects == {source}
    assert Passage.objects.filter(pk=cited.pk).exists()


@pytest.mark.parametrize("chosen", [{"key": "first"}, {"key__in": ["first", "second"]}, {}])
def test_queryset_with_a_cited_passage_cannot_be_deleted_and_loses_none(cited, source, chosen):
    for queryset in (Passage.objects.filter(**chosen), source.passages.filter(**chosen)):
        with pytest.raises(ProtectedError):
            queryset.delete()
    assert source.passages.count() == 3


def test_uncited_passages_can_be_deleted(cited, passages):
    passages[1].delete()
    Passage.objects.filter(key="third").delete()
    assert list(Passage.objects.all()) == [cited]


def test_passage_can_be_deleted_once_it_is_no_longer_cited(cited, source):
    source.summary = ""
    source.save()
    cited.delete()
    assert not Passage.objects.filter(key="first").exists()


def test_source_with_passages_cannot_be_deleted(source, passages):
    with pytest.raises(ProtectedError):
        source.delete()
    assert Source.objects.filter(pk=source.pk).exists()
