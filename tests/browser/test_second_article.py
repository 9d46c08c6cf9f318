"""What a seed document can hold, an editor can enter: a second article, loaded and then typed, gives the same pages."""

import re
import tomllib
from importlib import import_module
from io import StringIO
from pathlib import Path

import django.apps
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect

from sources import texts
from sources.models import Source
from tests.second_article import comparing
from tests.second_article.entering import Editor

from .conftest import PASSWORD

pytestmark = pytest.mark.xdist_group("browser")

FOLDER = Path(__file__).resolve().parent.parent / "second_article"
DOCUMENT = FOLDER / "tidal-clockwork.toml"
TEXTS = {
    "clocks-that-run-on-the-tide": (FOLDER / "first.txt").read_text(encoding="utf-8"),
    "count-of-tide-clocks": (FOLDER / "second.txt").read_text(encoding="utf-8"),
}


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
    call_command("seed_article", stdout=StringIO())
    get_user_model().objects.create_superuser("editor", password=PASSWORD)
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
    others = ["home", "zones", "companies", "people", "milestones", "tags", "sources", "about"]
    assert len(loaded) == len([*others, *entries, *document["tag"], *document["source"]])

    empty()
    page = visit("/admin/login/")
    sign_in(page, "lamplighter")
    Editor(page, document).enter(TEXTS)
    typed = public_pages(visit)
    assert typed.keys() == loaded.keys()
    for address, lines in loaded.items():
        assert typed[address] == lines, address
