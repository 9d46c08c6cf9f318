"""A source's new text in its form: what would lose its ground is shown, and passages are corrected along with it."""

from html import unescape

import pytest
from django.urls import reverse

from sources import locators, texts
from sources.models import Passage, Source
from tests.factories import make_alias, make_company, make_passage, make_source
from tests.markup import Markup
from tests.site_project.forms import errors, fill

pytestmark = pytest.mark.django_db

TEXT = "Alpha beta gamma delta.\nEpsilon zeta eta theta."


@pytest.fixture
def source():
    source = make_source()
    first = make_passage(source, key="first", paragraph=1, opens="beta gamma")
    make_passage(source, key="second", paragraph=2, opens="Epsilon", closes="eta")
    texts.store(source, TEXT)
    make_alias(make_company(name="Zed Works", draft=True), name="Zeds", passages=[first])
    make_alias(make_company(name="Yon Works"), name="Yons", passages=[first])
    return source


def address(source):
    return reverse("admin:sources_source_change", args=[source.pk])


def send(client, source, text, answer=None, **values):
    """Send a new text by the form as it stands, or as an answer showed it."""
    return client.post(address(source), fill(answer or client.get(address(source)), text=text, **values))


def stored(source):
    return Source.objects.get(pk=source.pk).text


def test_text_that_loses_a_passage_shows_what_rests_on_it_public_first_with_links(source, admin_client):
    answer = send(admin_client, source, TEXT.replace("beta", "Beta"))
    html = answer.content.decode()
    assert Markup(html).problems == []
    (loss,) = answer.context["adminform"].form.losses
    assert [ground.text for ground in loss.grounds] == ["Yon Works: Yons", "Zed Works: Zeds"]
    assert [ground.public for ground in loss.grounds] == [True, False]
    for ground in loss.grounds:
        assert f'<a href="{ground.form}">{ground.text}</a>' in html
    assert "Passage first, ¶ 1: the opening words “beta gamma” are not" in unescape(" ".join(errors(answer)))
    assert stored(source) == TEXT


def test_passage_corrected_along_with_the_text_is_found_in_it_and_both_are_saved(source, admin_client):
    text = TEXT.replace("beta gamma", "Beta and gamma")
    refused = send(admin_client, source, text)
    mended = {"lost-first-opens": "Beta and gamma", "lost-first-stands": "on"}
    assert send(admin_client, source, text, refused, **mended).status_code == 302
    assert stored(source) == text
    passage = Passage.objects.get(key="first")
    assert (passage.opens, passage.first_word, passage.last_word) == ("Beta and gamma", 2, 4)
    assert passage.digest == locators.digest("Beta and gamma")
    assert Passage.objects.get(key="second").opens == "Epsilon"


@pytest.mark.parametrize(
    "mended",
    [
        {"lost-first-opens": "Beta and gamma"},  # nobody says that the facts stand
        {"lost-first-opens": "nowhere", "lost-first-stands": "on"},
        {"lost-first-opens": "Beta and gamma", "lost-first-paragraph": "2", "lost-first-stands": "on"},
    ],
)
def test_text_stays_refused_until_each_lost_passage_is_found_and_vouched_for(source, admin_client, mended):
    text = TEXT.replace("beta gamma", "Beta and gamma")
    refused = send(admin_client, source, text)
    assert send(admin_client, source, text, refused, **mended).status_code == 200
    assert stored(source) == TEXT
    assert Passage.objects.get(key="first").opens == "beta gamma"


def test_one_correction_of_two_saves_neither(source, admin_client):
    text = "Nothing of it.\nBeta gamma."
    refused = send(admin_client, source, text)
    mended = {"lost-first-opens": "Beta gamma", "lost-first-paragraph": "2", "lost-first-stands": "on"}
    answer = send(admin_client, source, text, refused, **mended)
    assert "Passage second" in " ".join(errors(answer))
    assert "Passage first" not in " ".join(errors(answer))
    assert Passage.objects.get(key="first").opens == "beta gamma"


def test_words_changed_inside_a_passage_are_taken_once_an_editor_vouches_for_them(source, admin_client):
    text = TEXT.replace("zeta", "zita")
    refused = send(admin_client, source, text)
    assert send(admin_client, source, text, refused).status_code == 200
    assert send(admin_client, source, text, refused, **{"lost-second-stands": "on"}).status_code == 302
    assert Passage.objects.get(key="second").digest == locators.digest("Epsilon zita eta")


def test_passage_that_moved_to_another_paragraph_is_proposed_there(source, admin_client):
    text = f"A new beginning.\n{TEXT}"
    refused = send(admin_client, source, text)
    assert refused.content.decode().count(" checked>") == 2  # they are the same words
    vouched = {"lost-first-stands": "on", "lost-second-stands": "on"}
    assert send(admin_client, source, text, refused, **vouched).status_code == 302
    assert list(Passage.objects.order_by("key").values_list("paragraph", flat=True)) == [2, 3]


def test_passage_that_stands_in_several_other_paragraphs_is_proposed_in_none(source):
    passage = Passage.objects.get(key="first")
    assert texts.elsewhere(passage, "new\nbeta gamma") == 2
    assert texts.elsewhere(passage, "new\nbeta gamma\nbeta gamma") is None
    passage.opens, passage.closes = "Alpha", "delta."
    assert texts.elsewhere(passage, "new\nAlpha beta delta.") is None


def test_text_may_be_removed_which_is_said_and_passages_keep_what_was_found(source, admin_client):
    before = list(source.passages.values_list("key", "first_word", "last_word", "digest"))
    answer = admin_client.post(address(source), fill(admin_client.get(address(source)), text=""), follow=True)
    assert "The text is gone." in answer.content.decode()
    assert stored(source) == ""
    assert list(source.passages.values_list("key", "first_word", "last_word", "digest")) == before
    assert send(admin_client, source, TEXT.replace("zeta", "zita")).status_code == 200
    assert send(admin_client, source, TEXT).status_code == 302


def passage_form(passage):
    return reverse("admin:sources_passage_change", args=[passage.pk])


def test_passage_form_shows_what_it_finds_and_what_rests_on_it(source, admin_client):
    html = unescape(admin_client.get(passage_form(Passage.objects.get(key="first"))).content.decode())
    assert "Found once in ¶ 1: “beta gamma”" in html
    assert html.index("Yon Works: Yons") < html.index("Zed Works: Zeds")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"opens": "nowhere"}, "Not found: the opening words “nowhere” are not in this paragraph."),
        ({"opens": "Alpha", "key": ""}, "Found once in ¶ 1: “Alpha”"),
    ],
)
def test_passage_form_that_is_refused_shows_what_the_typed_words_find(source, admin_client, typed, told):
    add = reverse("admin:sources_passage_add")
    form = fill(admin_client.get(add), source=str(source.pk), paragraph="1", key="third")
    assert told in unescape(admin_client.post(add, form | typed).content.decode())


def test_passage_in_use_moves_only_to_words_that_are_found(source, admin_client):
    page = passage_form(Passage.objects.get(key="first"))
    assert admin_client.post(page, fill(admin_client.get(page), opens="nowhere")).status_code == 200
    assert admin_client.post(page, fill(admin_client.get(page), opens="gamma delta")).status_code == 302
    assert Passage.objects.get(key="first").digest == locators.digest("gamma delta")


def test_passage_in_use_does_not_move_where_its_source_has_no_text(source, admin_client):
    Source.objects.update(text="")
    for key, status in (("first", 200), ("second", 302)):  # nothing rests on the second
        page = passage_form(Passage.objects.get(key=key))
        assert admin_client.post(page, fill(admin_client.get(page), opens="other words")).status_code == status
        assert admin_client.post(page, fill(admin_client.get(page), note="Seen.")).status_code == 302
    assert Passage.objects.get(key="first").opens == "beta gamma"
