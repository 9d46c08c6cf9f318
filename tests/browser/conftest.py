"""A real browser on the seeded site: the system's Chromium, driven by Playwright.

The browser and the site live as long as this folder's tests run, and these run on one worker, one after another
(the mark ``xdist_group`` in each file), so that the seed is loaded once. Only the editor's test writes, and it takes
away again what it wrote.
"""

import os
import shutil
from io import BytesIO, StringIO
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from sources import texts
from tests import factories as make

from .hard_to_set import hard_to_set

PASSWORD = "lanterns-in-the-harbour"
PATIENCE = 60_000
"""Milliseconds after which what was waited for is taken not to come; on a busy machine pages take many seconds."""
NOWHERE = "/nowhere/"
GONE = "/zones/lantern-quarter/"
STATUS = {NOWHERE: 404, GONE: 410}


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("there is no Chromium and no Chrome here")
    return found


@pytest.fixture(scope="package")
def db(chromium, django_db_setup, django_db_blocker):
    """In place of the plugin's: one database for all tests here, with the bundled seed document, an editor, and an
    artificial source whose text may be shown."""
    with django_db_blocker.unblock():
        name = str(connection.settings_dict["NAME"])
        assert "memory" in name or "test_" in name, f"{name} is not a test's database, and would be emptied"
        fill()
        yield
        call_command("flush", verbosity=0, interactive=False)


def fill() -> None:
    """What every test here finds in the database."""
    call_command("seed_article", stdout=StringIO())
    get_user_model().objects.create_superuser("editor", password=PASSWORD)
    told_in_full()
    pictured()
    make.make_zone(slug="lantern-wharf", name="Lantern Wharf", latitude=12.5, longitude=-30.25)
    hard_to_set()
    make.make_zone(slug="lantern-quarter", name="Lantern Quarter").delete()


def told_in_full() -> None:
    """A source with its text, in which passages stand alone, inside each other, across each other and twice."""
    source = make.make_source(slug="told-in-full", rights="full-text", url="https://press.example/told")
    places = [
        ("Lanterns line", "harbour wall."),
        ("the long harbour", ""),
        ("harbour wall.", "A keeper"),
        ("Boats", ""),
    ]
    passages = [make.make_passage(source, opens=opens, closes=closes) for opens, closes in [*places, places[1]]]
    texts.store(source, "Lanterns line the long harbour wall. A keeper counts them. Boats pass.\nNobody else does.")
    for passage in passages:
        make.make_statement(make.make_milestone(name=f"Lantern {passage.key}"), passages=[passage])


def pictured() -> None:
    """A zone with a picture, higher than wide, that is grey but for a red square in its focus, near a corner."""
    place, sent = (0.9, 0.15), BytesIO()
    picture = Image.new("RGB", (900, 1200), "#777777")
    ImageDraw.Draw(picture).regular_polygon((900 * place[0], 1200 * place[1], 30), 4, fill="#ff0000")
    picture.save(sent, "PNG")
    make.make_zone(
        slug="lantern-pier", name="Lantern Pier", image=SimpleUploadedFile("pier.png", sent.getvalue()),
        image_alt="A red square.", image_credit="A. Painter", focal_x=place[0], focal_y=place[1],
    )  # fmt: skip


@pytest.fixture(scope="package")
def site(db):
    """The address of a server that shows it."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture(scope="package")
def playwright(site):
    """In place of the plugin's, which would last to the end of the run.

    Playwright keeps an event loop in this thread, and while it does Django refuses to work on the database from here.
    So the site is made before it and ends after it, and tests write through the browser alone.
    """
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(playwright, chromium):
    browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def browser_context_args(site):
    """What each window starts with. Without transitions, what a test sees is what will stay."""
    return {"base_url": site, "reduced_motion": "reduce"}


@pytest.fixture
def visit(new_context, site):
    """Opens a page in a window of its own; what goes wrong in it, to the test's end, fails the test."""
    troubles: list[str] = []

    def visit(path: str, width: int = 1280, **window) -> Page:
        page = new_context(viewport={"width": width, "height": 800}, **window).new_page()
        page.set_default_timeout(PATIENCE)
        watch(page, site, troubles)
        assert page.goto(path).status == STATUS.get(path, 200)
        return page

    yield visit
    assert not troubles, "\n".join(troubles)


def watch(page: Page, site: str, troubles: list[str]) -> None:
    """Note console messages (refusals by the content policy are among them), errors, and requests gone wrong or out.

    The status of a page itself is not among it: ``visit`` checks that.
    """

    def on_console(message):
        if not message.text.startswith("Failed to load resource"):  # told by on_response, with its address
            troubles.append(f"{page.url} says: {message.text}")

    def on_request(request):
        if urlsplit(request.url).netloc != urlsplit(site).netloc:
            troubles.append(f"{page.url} asks elsewhere: {request.url}")

    def on_response(response):
        if response.status >= 400 and not response.request.is_navigation_request():
            troubles.append(f"{page.url} asks for {response.url}: {response.status}")

    def on_failure(request):
        if request.failure != "net::ERR_ABORTED":  # that is what a page still asked for when it was left
            troubles.append(f"{request.url} fails: {request.failure}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("pageerror", lambda error: troubles.append(f"{page.url} breaks: {error}"))
    page.on("requestfailed", on_failure)
