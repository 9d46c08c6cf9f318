"""A source's page: what is pointed at lights with what belongs to it, in bars and in text, and leads there."""

import pytest
from playwright.sync_api import Page, expect

from .test_notes import tab_to

pytestmark = pytest.mark.xdist_group("browser")

BARS, TEXT = "/sources/cnr-shenzhen-hard-technology/", "/sources/told-in-full/"


SEAL, WASH = "rgb(179, 38, 30)", "rgb(247, 228, 221)"


def lit(page: Page, selector: str) -> list[bool]:
    """Of what matches, in order, which is lit on a light page: by ink where drawn, by ground where written."""
    looks = page.locator(selector).evaluate_all(
        "them => them.map(it => { const {fill, backgroundColor} = getComputedStyle(it);"
        " return it.tagName === 'path' ? fill : backgroundColor })"
    )
    return [look in (SEAL, WASH) for look in looks]


@pytest.mark.parametrize(("path", "part"), [(BARS, "#p4 path.c2"), (TEXT, "#p1 mark.c2")])
def test_pointing_at_a_fact_lights_its_passage_and_no_other(visit, path, part):
    page = visit(path, color_scheme="light")
    paragraph = part.split()[0]
    every, own = f"{paragraph} .cv", part
    assert not any(lit(page, every))
    page.locator(f"{paragraph} li.c2 b").first.hover()
    assert all(lit(page, own))
    assert sum(lit(page, every)) == len(lit(page, own)) > 0


@pytest.mark.parametrize(("path", "part"), [(BARS, "#p4 path.c1"), (TEXT, "#p1 mark.c1")])
def test_pointing_at_a_passage_lights_its_fact(visit, path, part):
    page = visit(path, color_scheme="light")
    paragraph = part.split()[0]
    assert not any(lit(page, f"{paragraph} .facts > li"))
    page.locator(part).first.hover()
    assert lit(page, f"{paragraph} .facts > li")[0]


def test_piece_that_passages_share_lights_the_facts_of_all(visit):
    page = visit(TEXT, color_scheme="light")
    shared = page.locator("#p1 mark.c1.c2")
    shared.first.hover()
    names = shared.first.get_attribute("class").split()
    assert lit(page, "#p1 .facts > li") == [f"c{place}" in names for place in range(1, 6)]
    assert len(names) > 4


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("width", [1280, 320])
def test_highlight_leads_to_its_fact_and_back_by_keyboard(visit, width, scripts):
    page = visit(TEXT, width, java_script_enabled=scripts, color_scheme="light")
    numeral = page.locator("#p1 .tx a.n").nth(1)
    tab_to(page, numeral)
    page.keyboard.press("Enter")
    key = numeral.get_attribute("id").removeprefix("text-")
    fact = page.locator(f"#passage-{key}")
    expect(fact).to_be_in_viewport()
    tab_to(page, fact.get_by_role("link", name="in the text"))
    page.keyboard.press("Enter")
    expect(numeral).to_be_focused()
    expect(numeral).to_be_in_viewport()
    assert all(lit(page, "#p1 mark.c2"))


def test_text_is_printed_with_its_numerals_and_its_lines(visit):
    page = visit(TEXT)
    page.emulate_media(media="print")
    numerals = page.locator("#p1 .tx a.n")
    assert numerals.all_inner_texts() == [str(number) for number in range(1, 6)]
    for part in [*numerals.all(), *page.locator("#p1 mark").all()]:
        expect(part).to_be_visible()
    assert page.locator("#p1 mark").first.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"


def test_highlight_shows_in_forced_colours(visit):
    page = visit(TEXT, forced_colors="active")
    assert page.locator("#p1 mark").first.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"
