"""Share cards: drawn once, of what is public alone, under an address that never shows anything else."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files import locks
from django.core.management import call_command
from PIL import Image, ImageChops

from entries.cards import card as cards, drawing, lettering
from entries.cards.card import Card, address, folder, site_address
from tests import factories as make

TOKENS = Path(__file__).parents[3] / "site_project/static/site/css/tokens.css"
NAMES = ["DJI", "Tidal Clockwork", "The first " + "cooperation of two cities " * 7, "W" * 200]
if any("CJK" in path for path in lettering.system_fonts()):
    NAMES.append("样本公司")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def a_card(*names, kind="company", summary="") -> Card:
    return Card(kind, "e4b5" * 8, names or ("Sample",), kind.capitalize(), summary, "C E4·B5")


def opened(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", ["zone", "company", "person", "milestone", "a kind to come"])
@pytest.mark.parametrize("name", NAMES)
def test_card_of_any_name_is_a_small_png_of_its_size(kind, name):
    png = a_card(name, kind=kind, summary="One of many. " * 30).draw()
    picture = opened(png)
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(png) < 80_000


@pytest.mark.parametrize("name", NAMES)
def test_lettering_stays_inside_the_neat_line(name):
    with_name, without = (
        opened(a_card(shown, summary="One of many. " * 30).draw()).convert("L") for shown in (name, "\ue000")
    )
    left, top, right, bottom = ImageChops.difference(with_name, without).point(lambda v: 255 * (v > 90)).getbbox()
    assert (left, top) >= (drawing.LEFT - 12, 90)
    assert right <= 1200 - drawing.FRAME
    assert bottom <= drawing.STRIP


def test_name_that_cannot_be_drawn_gives_way_to_one_that_can(monkeypatch):
    monkeypatch.setattr(lettering, "system_fonts", lambda: ())
    assert a_card("样本公司", "Sample Works").draw() == a_card("Sample Works").draw()
    assert a_card("样本公司").draw() != a_card("Sample Works").draw()


def test_no_box_is_drawn_for_what_no_font_has(monkeypatch):
    monkeypatch.setattr(lettering, "system_fonts", lambda: ())
    nothing = drawing.draw(
        "company", "e4b5" * 8, name="", label="Company", summary="", site="Hard Tech Atlas", reference="C E4·B5"
    )
    assert a_card("样本公司", "\U0001f600", summary="\ue000 in it").draw() == nothing


def test_key_changes_with_all_that_is_shown_and_with_nothing_else(monkeypatch):
    keys = {a_card().key, a_card("Other").key, a_card("Sample", "Other").key, a_card(kind="zone").key}
    keys |= {a_card(summary="One.").key}
    monkeypatch.setattr(cards, "DESIGN", cards.DESIGN + 1)
    keys |= {a_card().key}
    monkeypatch.undo()
    assert len(keys) == 6
    assert a_card().key == a_card().key


def test_colours_are_those_of_the_style_sheet():
    for colour in (drawing.PAPER, drawing.INK, drawing.SOFT, drawing.RULE, *drawing.HUES.values()):
        assert f"light-dark({colour}," in TOKENS.read_text("utf-8")


@pytest.mark.django_db
def test_card_of_a_published_entry_is_kept_for_ever(client):
    company = make.make_company(slug="sample")
    answer = client.get(address(company))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies
    assert opened(answer.content).size == (1200, 630)


@pytest.mark.django_db
def test_card_of_before_leads_to_that_of_now(client):
    company = make.make_company(slug="sample")
    old = address(company)
    client.get(old)
    company.summary = "Changed."
    company.save()
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (302, address(company))


@pytest.mark.django_db
def test_site_has_a_card(client):
    assert client.get(site_address()).status_code == 200
    assert client.get("/card-0.png").headers["Location"] == site_address()


def test_card_asked_for_at_once_by_many_is_drawn_once(monkeypatch):
    drawn = []
    original = drawing.draw
    monkeypatch.setattr(drawing, "draw", lambda *args, **shown: drawn.append(1) or original(*args, **shown))
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda _number: a_card().png(), range(6)))
    assert len(drawn) == 1
    assert len(set(found)) == 1
    assert sorted(file.name for file in folder().iterdir()) == [f"{a_card().key}.png", "lock"]


@pytest.mark.django_db
def test_card_that_must_wait_too_long_is_asked_for_later(client, monkeypatch):
    monkeypatch.setattr(cards, "PATIENCE", 0.1)
    folder().mkdir()
    with (folder() / "lock").open("ab") as lock:
        assert locks.lock(lock, locks.LOCK_EX | locks.LOCK_NB)
        answer = client.get(site_address())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


@pytest.mark.django_db
def test_outdated_cards_are_listed_and_removed(client):
    company = make.make_company(slug="sample")
    draft = make.make_company(draft=True)
    client.get(address(company))
    client.get(site_address())
    Card.of(draft).png()
    company.name = "Renamed"
    company.save()
    client.get(address(company))
    told = StringIO()
    call_command("clean_pictures", delete=True, stdout=told)
    assert re.fullmatch(r"(cards/[0-9a-f]{20}\.png\n){2}2 files removed\.\n", told.getvalue())
    kept = {file.stem for file in folder().glob("*.png")}
    assert kept == {Card.of(company).key, Card.of_site().key}
