"""What a seed document can hold, an editor can enter: a second article, loaded and then typed, gives the same pages."""

import re
import tomllib
from importlib import import_module
from io import StringIO
from pathlib import Path

import django.apps
import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect

from sources import texts
from sources.models import Source
from tests.second_article import comparing
from tests.second_article.entering import Editor, select

from .conftest import PASSWORD, fill
from .test_pages import TAGS, check

pytestmark = pytest.mark.xdist_group("browser")

FOLDER = Path(__file__).resolve().parent.parent / "second_article"
DOCUMENT = FOLDER / "tidal-clockwork.toml"
TEXTS = {
    "clocks-that-run-on-the-tide": (FOLDER / "first.txt").read_text(encoding="utf-8"),
    "count-of-tide-clocks": (FOLDER / "second.txt").read_text(encoding="utf-8"),
}
MENTIONED = [
    "Mirrowick Basin, ¶ 2",
    "Quay Nine, ¶ 3, ¶ 8, ¶ 14, ¶ 19",
    "Tockwater, ¶ 4, ¶ 5, ¶ 21",
    "Ilva Sprocketmere, ¶ 5, ¶ 9, ¶ 21",
    "Undertow Gears, ¶ 10, ¶ 12, ¶ 14",
    "Perrin Saltwheel, ¶ 12",
    "Low Moon Clocks, ¶ 15, ¶ 16, ¶ 18",
    "Fenna Cogsworth-Tide, ¶ 16",
    "Quietest escapement, ¶ 18",
    "Odo Ninebell, ¶ 19, ¶ 20",
]
"""Read in the first text: each name, in full or another, with its paragraphs, in the order of first mention."""


def empty() -> None:
    """A database as after its first migration: without content, with the groups of editors."""
    call_command("flush", verbosity=0, interactive=False)
    import_module("site_project.migrations.0002_groups").make_groups(django.apps.apps, None)


@pytest.fixture
def emptied(site, monkeypatch):
    """The database without the bundled document, which it gets back for the tests that follow."""
    # Playwright's event loop lives in this thread, but nothing else runs in it while a test works on the database.
    # Beside a loop Django has a second connection, which nothing but the last line here closes.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    empty()
    yield
    empty()
    fill()
    connection.close()


def public_pages(visit) -> dict[str, list[str]]:
    """What a visitor who has never been here gets, page by page."""
    window = visit("/about/")

    def get(address: str) -> str:
        answer = window.request.get(address)
        assert answer.status == 200, f"{address} answers {answer.status}"
        return answer.text()

    return comparing.crawl(get)


def sign_in(page, name: str) -> None:
    """As a publisher who has just been given an account."""
    told = StringIO()
    call_command("create_editor", name, publisher=True, stdout=told)
    page.goto(re.search(r"http://[^/]+(/\S+)", told.getvalue())[1])
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What to edit")).to_be_visible()


def test_article_typed_into_the_admin_gives_the_pages_that_its_document_gives(visit, emptied):
    document = tomllib.loads(DOCUMENT.read_text(encoding="utf-8"))
    call_command("seed_article", str(DOCUMENT), stdout=StringIO())
    for slug, text in TEXTS.items():
        texts.store(Source.objects.get(slug=slug), text)
    loaded = public_pages(visit)
    entries = [entry for kind in ("zone", "company", "person", "milestone") for entry in document[kind]]
    others = ["home", "zones", "companies", "people", "milestones", "tags", "sources", "map", "about", "parts", "API"]
    assert len(loaded) == len([*others, *entries, *document["tag"], *document["source"]])

    empty()
    page = visit("/admin/login/")
    sign_in(page, "lamplighter")
    editor = Editor(page, document, TEXTS)
    editor.enter()
    editor.read("clocks-that-run-on-the-tide")
    assert editor.mentions() == MENTIONED
    editor.read("count-of-tide-clocks")
    assert editor.mentions() == ["Tockwater, ¶ 2", "Ilva Sprocketmere, ¶ 3", "Mirrowick Basin, ¶ 4", "Quay Nine, ¶ 5"]
    typed = public_pages(visit)
    assert typed.keys() == loaded.keys()
    for address, lines in loaded.items():
        assert typed[address] == lines, address


READ = "clocks-that-run-on-the-tide"
LAST = "#p25"
"""A paragraph of it that no passage is of: “At dusk the floats rise again, the wheels turn back, …”"""


@pytest.fixture
def loaded(emptied):
    """The article as its document gives it, with its texts at hand."""
    call_command("seed_article", str(DOCUMENT), stdout=StringIO())
    for slug, text in TEXTS.items():
        texts.store(Source.objects.get(slug=slug), text)


def read(visit, **window):
    """The page on which an editor reads the first text."""
    page = visit("/admin/login/", **window)
    sign_in(page, "lamplighter")
    page.goto("/admin/sources/source/")
    page.get_by_role("link", name="Read Clocks that run on the tide", exact=True).click()
    page.wait_for_url("**/passages/")
    return page


FADED = "() => Promise.allSettled(document.getAnimations().map(fade => fade.finished)).then(() => 0)"
"""Waits until the admin's links have faded from one colour to the other."""


def barriers(page) -> list[str]:
    """What axe finds in light and dark; without asking for style sheets again, which the content policy refuses."""
    found = []
    for scheme, rules in (("light", TAGS), ("dark", ["color-contrast"])):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(FADED)
        found += check(page, rules, preload=False)
    return found


def test_passage_is_selected_by_keyboard_and_its_text_stays_as_it_is(visit, loaded):
    page = read(visit, width=320)
    found = barriers(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    found += barriers(page)
    assert not found, "\n".join(found)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    text = page.locator(f"{LAST} .words")
    before = text.inner_text()
    text.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("xyz")
    page.keyboard.press("Delete")
    assert text.inner_text() == before
    for _word in range(6):
        page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator("#found q")).to_have_text("At dusk the floats rise again,")
    page.keyboard.press("Enter")
    expect(page.locator("#id_key")).to_be_focused()
    found = barriers(page)
    assert not found, "\n".join(found)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/passages/{LAST}$"))
    expect(page.locator(f"{LAST} mark")).to_have_text("At dusk the floats rise again,")


def test_words_that_cannot_be_told_from_others_are_said_to_be_too_few(visit, loaded):
    page = read(visit)
    line = TEXTS[READ].splitlines()[8]  # ¶ 5, since empty lines stand between
    assert line.count("in ") > 1
    at = line.index("in ")
    select(page, 5, at, at + 1)
    expect(page.locator("#found .problem")).to_contain_text("select more words")
    expect(page.locator("#id_opens")).to_have_value("")


def test_passage_is_typed_without_javascript(visit, loaded):
    page = read(visit, java_script_enabled=False)
    page.locator(f"{LAST} h2 a").click()
    form = page.locator(f"{LAST} #new")
    form.get_by_label("Opening words").fill("the")
    form.get_by_role("button", name="Show what it finds").click()
    expect(page.locator(f"{LAST} #found")).to_contain_text(
        "Not found: the passage stands 3 times here; use more words."
    )
    form.get_by_label("Opening words").fill("the floats")
    form.get_by_label("Closing words").fill("turn back")
    form.get_by_role("button", name="Show what it finds").click()
    words = "the floats rise again, the wheels turn back"
    expect(form.locator("#found")).to_contain_text(f"Found once in ¶ 25: “{words}”")
    form.get_by_role("button", name="Save passage").click()
    expect(page).to_have_url(re.compile(f"/passages/{LAST}$"))
    expect(page.locator(f"{LAST} mark")).to_have_text(f"{words},")
