"""The page on which an editor reads a source and makes passages, and the one on which a passage is used."""

import json

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sources import reading, texts
from sources.admin_forms import propose_key
from sources.models import Passage
from tests.factories import make_alias, make_company, make_passage, make_source, make_statement
from tests.markup import Markup
from tests.site_project.forms import errors, fill

pytestmark = pytest.mark.django_db

TEXT = "Alpha beta gamma delta alpha.\nTock Works made a clock & sold it.\n甲乙丙丁\n"


@pytest.fixture
def source():
    source = make_source(slug="tales-of-clocks", title="Tales of clocks")
    texts.store(source, TEXT)
    return source


@pytest.fixture
def editor(client):
    """May see sources and make passages, and nothing else."""
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_source", "view_passage", "add_passage"]))
    client.force_login(user)
    return client


def add(source, **fields):
    passage = make_passage(source, **fields)
    texts.store(source, source.text)
    return passage


def page(source):
    return reverse("admin:sources_source_passages", args=[source.pk])


def ask(client, source, **query):
    answer = client.get(reverse("admin:sources_source_shortest", args=[source.pk]), query)
    return answer.status_code, json.loads(answer.content)


def test_paragraph_is_cut_where_passages_begin_and_end_and_counts_words_that_carry_something(source):
    used = add(source, key="used", opens="beta gamma")
    add(source, key="over", opens="gamma delta")
    make_statement(make_company(draft=True), passages=[used])
    read = reading.read(source)
    cut = [(piece.text, piece.depth, piece.carries, piece.begins, piece.space) for piece in read.paragraphs[0].pieces]
    assert cut == [
        ("Alpha", 0, False, (), " "),
        ("beta", 1, True, ("used",), " "),
        ("gamma", 2, True, ("over",), " "),
        ("delta", 1, False, (), " "),
        ("alpha.", 0, False, (), ""),
    ]
    assert (read.paragraphs[0].covered, read.covered, read.words, read.percent) == (2, 2, 17, 11)


def test_pieces_put_together_are_the_paragraph(source):
    add(source, key="han", paragraph=3, opens="乙丙")
    read = reading.read(source)
    assert ["".join(piece.text + piece.space for piece in one.pieces) for one in read.paragraphs] == TEXT.splitlines()


def test_page_shows_passages_what_rests_on_them_and_known_names(source, admin_client):
    passage = add(source, key="made", paragraph=2, opens="Tock Works", closes="clock", speaker="The clerk")
    company = make_company(name="Tock Works")
    make_alias(company, name="Tickers", passages=[passage])
    answer = admin_client.get(page(source))
    html = answer.content.decode()
    assert Markup(html).problems == []
    assert '<mark class="d1" data-begins="made">Tock Works made a clock</mark> &amp; sold it.</div>' in html
    assert f'<a href="{company.admin_url}">Tock Works: Tickers</a>' in html
    assert f'<a href="{company.admin_url}">Tock Works</a>, <a href="#p2">¶ 2</a>' in html
    assert reverse("admin:sources_passage_use", args=[passage.pk]) in html


def test_page_costs_the_same_number_of_queries_however_much_rests_on_the_source(source, admin_client):
    queries = []
    for number in range(2):
        for _time in range(1 + 3 * number):
            passage = add(source, paragraph=2, opens="Tock")
            make_statement(make_company(name="Tock Works"), passages=[passage])
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(page(source))
        queries.append(len(captured))
    assert queries[0] == queries[1]


def test_selected_words_become_the_fewest_that_find_them(source, editor):
    assert ask(editor, source, paragraph=2, first=1, last=5) == (
        200,
        {"opens": "Tock", "closes": "clock", "words": "Tock Works made a clock", "within": []},
    )


def test_selected_words_inside_a_passage_lead_to_it_with_them_as_a_name(source, editor):
    passage = add(source, key="made", paragraph=2, opens="Tock", closes="clock")
    _status, proposal = ask(editor, source, paragraph=2, first=1, last=2)
    use = reverse("admin:sources_passage_use", args=[passage.pk])
    assert proposal["within"] == [{"key": "made", "url": f"{use}?name=Tock+Works"}]
    assert ask(editor, source, paragraph=2, first=5, last=6)[1]["within"] == []


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ({"paragraph": 1, "first": 5, "last": 6}, "the paragraph has only 5 words"),
        ({"paragraph": 4, "first": 1, "last": 1}, "the text has no such paragraph"),
    ],
)
def test_selection_that_is_not_there_is_answered_with_the_reason(source, editor, place, problem):
    assert ask(editor, source, **place) == (200, {"problem": problem})


def test_words_that_stand_twice_are_answered_with_what_to_do(editor):
    source = make_source()
    texts.store(source, "a dog and a dog")
    assert "select more words" in ask(editor, source, paragraph=1, first=1, last=2)[1]["problem"]


@pytest.mark.parametrize(
    "place", [{}, {"paragraph": 1, "first": 0, "last": 1}, {"paragraph": "x", "first": 1, "last": 1}]
)
def test_malformed_selection_is_a_bad_request(source, editor, place):
    status, proposal = ask(editor, source, **place)
    assert (status, list(proposal)) == (400, ["problem"])


def test_passage_typed_on_the_page_is_saved_and_leads_back_to_its_paragraph(source, editor):
    form = fill(editor.get(page(source), {"paragraph": "2"}), opens="Tock", closes="clock", standing="claim")
    answer = editor.post(page(source), form | {"_save": ""})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{page(source)}#p2")
    passage = Passage.objects.get()
    assert (passage.key, passage.source, passage.paragraph, passage.standing) == ("toc-1", source, 2, "claim")
    assert (passage.first_word, passage.last_word) == (1, 5)
    assert "Tock" in str(editor.get(page(source)).content)


def test_passage_saved_to_be_used_leads_on_with_its_words_as_a_name(source, editor):
    form = fill(editor.get(page(source)), paragraph="2", opens="Tock Works")
    answer = editor.post(page(source), form | {"_use": ""})
    use = reverse("admin:sources_passage_use", args=[Passage.objects.get().pk])
    assert answer.headers["Location"] == f"{use}?name=Tock+Works"
    assert editor.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"opens": "Tock", "closes": "clock"}, "Found once in ¶ 2: “Tock Works made a clock”"),
        ({"opens": "Tick"}, "Not found: the opening words “Tick” are not in this paragraph."),
        ({"opens": "o"}, "Not found: the passage stands 4 times here; use more words."),
        ({"opens": "Tock", "key": ""}, "Found once in ¶ 2: “Tock”"),
    ],
)
def test_button_shows_what_typed_words_find_and_saves_nothing(source, editor, typed, told):
    form = fill(editor.get(page(source)), paragraph="2")
    answer = editor.post(page(source), form | typed | {"_find": ""})
    assert answer.status_code == 200
    assert answer.context["found"] == told
    assert not Passage.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"opens": "Tick"}, {"opens": "Tock", "key": "taken"}, {"paragraph": "9", "opens": "Tock"}]
)
def test_passage_that_cannot_be_is_refused_on_the_page(source, editor, typed):
    add(source, key="taken", opens="beta")
    form = fill(editor.get(page(source)), paragraph="2")
    answer = editor.post(page(source), form | typed | {"_save": ""})
    assert answer.status_code == 200
    assert errors(answer)
    assert Passage.objects.count() == 1


def test_who_may_not_add_passages_reads_without_the_form_and_is_refused(source, editor):
    User.objects.get().user_permissions.remove(Permission.objects.get(codename="add_passage"))
    assert 'id="new"' not in editor.get(page(source)).content.decode()
    assert editor.post(page(source), {"paragraph": 1, "opens": "Alpha", "key": "a"}).status_code == 403
    place = {"paragraph": 1, "first": 1, "last": 1}
    assert editor.get(reverse("admin:sources_source_shortest", args=[source.pk]), place).status_code == 403


def test_who_may_not_see_sources_is_refused_and_a_stranger_is_asked_to_sign_in(source, editor):
    User.objects.get().user_permissions.remove(Permission.objects.get(codename="view_source"))
    assert editor.get(page(source)).status_code == 403
    editor.logout()
    assert editor.get(page(source)).headers["Location"].startswith("/admin/login/")


def test_source_without_a_text_says_so_and_lists_its_passages(editor):
    passage = make_passage(key="alone", paragraph=2)
    html = editor.get(page(passage.source)).content.decode()
    assert "is not at hand" in html
    assert "<b>alone</b>" in html


def test_key_proposed_goes_on_from_the_highest_of_the_same_initials(source):
    for key in ("toc-2", "toc-11", "toc-x", "tocs-40", "toc-12-b"):
        make_passage(key=key)
    assert propose_key(source) == "toc-12"


def test_source_form_and_list_lead_to_the_page(source, admin_client):
    for name, args in (("change", [source.pk]), ("changelist", [])):
        assert page(source) in admin_client.get(reverse(f"admin:sources_source_{name}", args=args)).content.decode()


def test_use_page_offers_rows_of_what_the_paragraph_names_and_drafts(source, admin_client):
    passage = add(source, key="made", paragraph=2, opens="Tock", closes="clock")
    company = make_company(name="Tock Works")
    make_company(name="Alpha")  # named in another paragraph
    html = admin_client.get(reverse("admin:sources_passage_use", args=[passage.pk]), {"name": "Tick"}).content.decode()
    assert Markup(html).problems == []
    assert f"/admin/entries/figure/add/?entry={company.pk}&amp;passages={passage.pk}" in html
    assert f'<a href="{company.admin_url}">Tock Works</a>' in html
    assert "/admin/zones/zone/add/?name=Tick&amp;body=%5B%40made%5D" in html
    assert html.count("/admin/entries/figure/add/?entry=") == 1


def test_use_page_offers_an_editor_only_what_they_may_add(source, editor):
    passage = add(source, key="made", paragraph=2, opens="Tock")
    make_company(name="Tock Works")
    html = editor.get(reverse("admin:sources_passage_use", args=[passage.pk])).content.decode()
    assert "Tock Works" in html
    assert "/add/?" not in html
