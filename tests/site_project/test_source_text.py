"""A source's text: shown under its passages where that is allowed, and otherwise in no public answer at all."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User

from sources import texts
from sources.annotations import passage_id
from sources.models import PARAGRAPHS_A_PAGE, Source
from tests import factories as make
from tests.markup import Markup, told

from .reading import Page, crawl, words

pytestmark = pytest.mark.django_db

PAGE = "/sources/paper/"
ONLY_EDITORS = "Only editors see the text."
TEXT = """Amber brooks carry dusty eels, floating gently homeward past June; <kind> lamps & more.

Nobody opens parcels quietly.

Rain smooths tall umbrellas, vexing weavers."""


@pytest.fixture
def source() -> Source:
    """Quoted only, its text at hand; published facts rest on overlapping passages, a draft on one of its own."""
    source = make.make_source(slug="paper", url="https://press.example/paper", summary="Of brooks. [@whole]")
    places = [
        ("whole", 1, "Amber brooks", "gently homeward"),
        ("inner", 1, "dusty eels,", ""),
        ("across", 1, "homeward past", "<kind>"),
        ("twin", 1, "homeward past", "<kind>"),
        ("drafted", 2, "opens parcels", ""),
        ("last", 3, "Rain smooths", ""),
    ]
    passages = {
        key: make.make_passage(source, key=key, paragraph=paragraph, opens=opens, closes=closes)
        for key, paragraph, opens, closes in places
    }
    texts.store(source, TEXT)
    company = make.make_company(name="Firm One", body="Told of brooks. [@whole]")
    for key in ("inner", "across", "twin", "last"):
        make.make_alias(company, name=f"Name {key}", passages=[passages[key]])
    make.tagged(company, "sampling")
    make.make_alias(make.make_company(draft=True), name="Unseen", passages=[passages["drafted"], passages["inner"]])
    return source


@pytest.fixture
def free(source) -> Source:
    source.rights = Source.Rights.FULL_TEXT
    source.save()
    return source


def sign_in(client, *permissions: str) -> None:
    user = User.objects.create_user("lamplighter", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)


def withheld() -> set[str]:
    """Words of the text that no public passage quotes."""
    quoted = "Amber brooks gently homeward dusty eels past kind Rain smooths"
    return set(words(TEXT)) - set(words(quoted))


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return set(zip(found, found[1:], found[2:], strict=False))


def answers(client) -> dict[str, str]:
    """Every public answer, with its headers and what a missing page says, as text without tags between words."""
    found = {}
    others = ["/nowhere/", f"{PAGE}nowhere/", f"{PAGE}?page=2", f"{PAGE}annotations.json"]
    for path in [*crawl(client, files=True), *others]:
        response = client.get(path)
        content = response.getvalue().decode()
        plain = " ".join(Page(content).text.split())
        found[path] = f"{response.headers} {content} {plain}"
    assert PAGE in found
    return found


def test_text_that_may_only_be_quoted_is_in_no_public_answer(client, source):
    assert {"carry", "nobody", "parcels", "umbrellas"} <= withheld()
    quoted = [f"{passage.opens} {passage.closes}" for passage in source.passages.all()]
    secret = runs(TEXT) - set().union(*map(runs, quoted))
    assert len(secret) > 15
    for path, answer in answers(client).items():
        assert not secret & runs(answer), path
        assert not {"umbrellas", "floating", "parcels", "quietly"} & set(words(answer)), path


def test_the_test_above_would_notice_the_text(client, free):
    shown = answers(client)
    assert {PAGE, f"{PAGE}annotations.json"} <= {path for path, answer in shown.items() if "floating" in answer}
    assert withheld() <= set(words(shown[PAGE]))


def test_public_answer_does_not_even_load_a_text_that_may_only_be_quoted(client, source):
    assert client.get(PAGE).context["source"].get_deferred_fields() == {"text"}


def texts_of(html: str) -> list[str]:
    """The paragraphs' HTML without the passages' numerals."""
    return [re.sub(r'<a class="n.*?</a>', "", found) for found in re.findall(r'<p class="tx"[^>]*>(.*?)</p>', html)]


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def marked(html: str, place: int) -> str:
    """The pieces of a paragraph's passage, joined."""
    pieces = re.findall(r'<mark class="([^"]*)">(.*?)</mark>', html)
    return plain("".join(piece for classes, piece in pieces if f"c{place}" in classes.split()))


def test_free_text_is_shown_whole_with_overlapping_passages_marked(client, free):
    html = client.get(PAGE).content.decode()
    assert Markup(html).problems == []
    shown = texts_of(html)
    assert [plain(paragraph) for paragraph in shown] == TEXT.split("\n\n")
    places = re.findall(r'<li class="c(\d+)" id="passage-(\w+)"', html)
    assert places == [("1", "whole"), ("2", "inner"), ("3", "across"), ("4", "twin"), ("1", "last")]
    assert marked(shown[0], 1) == "Amber brooks carry dusty eels, floating gently homeward"
    assert marked(shown[0], 2) == "dusty eels,"
    assert marked(shown[0], 3) == marked(shown[0], 4) == "homeward past June; <kind>"
    assert marked(shown[2], 1) == "Rain smooths"


def test_each_highlight_leads_to_its_facts_and_back(client, free):
    html = client.get(PAGE).content.decode()
    page = Page(html)
    for key in ("whole", "inner", "across", "twin", "last"):
        assert re.search(rf'id="text-{key}" href="#passage-{key}"', html)
        fact = html.partition(f'id="passage-{key}"')[2].partition("</li>")[0]
        assert f'href="#text-{key}"' in fact
        assert f'href="#passage-{key}"' in fact
    assert 'href="#p2"' in html
    assert "Nothing rests on this paragraph yet." in page.ids["p2"]


def test_bars_stand_where_there_is_no_text_and_only_there(client, source):
    html = client.get(PAGE).content.decode()
    assert '<svg class="ghost"' in html
    assert "the words themselves are not here" in html
    assert "in the text" not in html
    Source.objects.update(rights=Source.Rights.FULL_TEXT)
    html = client.get(PAGE).content.decode()
    assert '<svg class="ghost"' not in html
    assert "the words themselves are not here" not in html
    assert ONLY_EDITORS not in html


def test_free_text_does_not_tell_what_a_draft_cites(client, free):
    html = client.get(PAGE).content.decode()
    assert "drafted" not in html
    assert "Unseen" not in html
    assert "<mark" not in texts_of(html)[1]


def test_passage_that_a_changed_text_no_longer_has_is_listed_without_a_highlight(client, free):
    Source.objects.update(text=TEXT.replace("dusty", "muddy"))
    html = client.get(PAGE).content.decode()
    assert Markup(html).problems == []
    assert 'id="passage-inner"' in html
    assert "text-inner" not in html


def test_editor_of_sources_sees_a_withheld_text_that_is_marked_and_stored_nowhere(client, source):
    tag = client.get(PAGE).headers["ETag"]
    sign_in(client, "change_source")
    response = client.get(PAGE, headers={"if-none-match": tag})
    assert response.status_code == 200
    assert ONLY_EDITORS in told(response)
    assert "vexing weavers." in told(response)
    assert Markup(response.content.decode()).problems == []
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("permission", ["view_source", "change_company"])
def test_account_that_may_not_change_sources_sees_no_withheld_text(client, source, permission):
    sign_in(client, permission)
    response = client.get(PAGE)
    assert not {"umbrellas", "floating"} & set(words(response.content.decode()))
    assert ONLY_EDITORS not in told(response)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_made_up_session_sees_no_withheld_text(client, source):
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"
    assert "umbrellas" not in client.get(PAGE).content.decode()


def test_public_answers_do_not_vary_by_cookie(client, free):
    response = client.get(PAGE)
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "ETag" in response.headers


def test_change_of_rights_is_seen_at_once(client, source, django_capture_on_commit_callbacks):
    tag = client.get(PAGE).headers["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        source.rights = Source.Rights.FULL_TEXT
        source.save()
    response = client.get(PAGE, headers={"if-none-match": tag})
    assert response.status_code == 200
    assert "umbrellas" in response.content.decode()


@pytest.fixture
def long() -> Source:
    """A source of two pages and a bit, on whose last page something rests."""
    source = make.make_source(slug="paper", shape=[[3, 4]] * (2 * PARAGRAPHS_A_PAGE + 5))
    for key, paragraph in (("first", 1), ("end", PARAGRAPHS_A_PAGE), ("far", 2 * PARAGRAPHS_A_PAGE + 1)):
        passage = make.make_passage(source, key=key, paragraph=paragraph, first_word=1, last_word=1)
        make.make_alias(make.make_company(), passages=[passage])
    return source


def test_passage_leads_to_the_page_of_its_paragraph(client, long):
    for passage, query in zip(long.passages.order_by("paragraph"), ("", "", "?page=3"), strict=True):
        assert passage.get_absolute_url() == f"{PAGE}{query}#p{passage.paragraph}"
        html = client.get(passage.get_absolute_url()).content.decode()
        assert f'id="p{passage.paragraph}"' in html
        assert f'id="passage-{passage.key}"' in html
        assert passage_id(passage) == f"http://localhost{PAGE}{query}#passage-{passage.key}"
        assert Markup(html).problems == []


def test_pages_of_a_long_source_hold_each_paragraph_once_and_lead_on(client, long):
    found, path = [], PAGE
    while path:
        html = client.get(path).content.decode()
        found += [int(number) for number in re.findall(r'class="par" id="p(\d+)"', html)]
        onward = re.search(r'rel="next" href="([^"]+)"', html)
        path = onward and PAGE + onward[1]
    assert found == list(range(1, 2 * PARAGRAPHS_A_PAGE + 6))
    assert f"3 of {4 * PARAGRAPHS_A_PAGE + 10} words" in html
    assert "Paragraphs 401 to 405 of 405" in html


@pytest.mark.parametrize("page", ["nine", "0", "-1", "99"])
def test_page_that_is_not_there_is_one_that_is(client, long, page):
    assert client.get(f"{PAGE}?page={page}").status_code == 200


def test_source_of_one_page_has_no_pager(client, source):
    assert 'class="pager"' not in client.get(PAGE).content.decode()
