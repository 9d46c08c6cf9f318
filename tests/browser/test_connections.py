"""The figure of connections in a browser: drawn where it can be read, and as a list everywhere."""

import pytest
from playwright.sync_api import expect

from entries.connections.measuring import NAME, OWN, SMALL

pytestmark = pytest.mark.xdist_group("browser")


def test_name_in_the_figure_leads_to_its_page(visit):
    page = visit("/companies/dji/")
    page.locator(".net a", has_text="Wang Tao").click()
    expect(page.locator("h1")).to_have_text("Wang Tao")
    assert page.url.endswith("/people/wang-tao/")


def test_narrow_page_has_the_list_alone(visit):
    page = visit("/companies/dji/", 320)
    expect(page.locator(".net")).to_be_hidden()
    page.locator("#connections").get_by_role("link", name="Wang Tao").click()
    expect(page.locator("h1")).to_have_text("Wang Tao")


@pytest.mark.parametrize("width", [600, 740, 1000, 1280])
def test_lettering_of_the_figure_is_at_least_11_pixels_high(visit, width):
    page = visit("/companies/dji/", width)
    drawn, units = page.locator(".net").evaluate(
        "net => [net.getBoundingClientRect().width, net.viewBox.baseVal.width]"
    )
    assert not drawn or 12 * drawn / units >= 11


def test_links_of_the_figure_are_passed_over_by_the_keyboard(visit):
    page = visit("/companies/dji/")
    assert page.locator(".net a").evaluate_all("links => links.every(link => link.tabIndex === -1)")
    assert page.locator("#connections .rail a").first.evaluate("link => link.tabIndex") == 0


@pytest.mark.parametrize("path", ["/companies/dji/", "/zones/hetao/", "/milestones/rui-tang-launched/"])
def test_lettering_takes_no_more_room_than_the_layout_measured(visit, path):
    page = visit(path)
    page.evaluate("document.fonts.ready")
    faces = {f"{face.size}px": face for face in (NAME, OWN, SMALL)}
    for words, width, size in page.locator(".net text").evaluate_all(
        "texts => texts.map(t => [t.textContent, t.getComputedTextLength(), getComputedStyle(t).fontSize])"
    ):
        assert 0 < width <= faces[size].width(words), words
