"""The map as readers meet it: by pointer, by keyboard, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def drawn(page):
    page.wait_for_selector("[data-drawn]")
    return page


def test_name_is_found_by_keyboard_and_leads_to_its_page(visit):
    page = drawn(visit("/map/"))
    page.get_by_role("searchbox", name="Find on the map").focus()
    page.keyboard.type("shu tang")
    page.keyboard.press("Enter")
    link = page.get_by_role("status").get_by_role("link", name="Shu Tang")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/companies/shu-tang/")


def test_each_search_leads_to_the_next_with_the_letters(visit):
    page = drawn(visit("/map/"))
    box, heading = page.get_by_role("searchbox", name="Find on the map"), page.get_by_role("status").locator("h2")
    box.fill("tang")
    for name in ("Shu Tang", "The Rui Tang watch is launched", "Shu Tang"):
        box.press("Enter")
        expect(heading).to_have_text(name)
    nothing = page.get_by_text("No name on the map has this.")
    expect(nothing).to_be_hidden()
    box.fill("zeppelin")
    box.press("Enter")
    expect(nothing).to_be_visible()


def test_neighbours_are_walked_by_their_buttons(visit):
    page = drawn(visit("/map/"))
    here = page.locator(".here")
    here.get_by_role("button", name="DJI", exact=True).press("Enter")
    expect(here.get_by_role("link", name="DJI")).to_be_focused()
    neighbour = here.get_by_role("listitem").filter(has_text="Xili Lake")
    expect(neighbour).to_contain_text("is named among the companies of")
    neighbour.get_by_role("button").press("Enter")
    expect(here.get_by_role("link", name="Xili Lake")).to_have_attribute("href", "/zones/xili-lake/")


def test_map_follows_light_and_dark_and_comes_closer(visit):
    page = drawn(visit("/map/", color_scheme="light"))
    light = page.locator(".ground").screenshot()
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    dark = page.locator(".ground").screenshot()
    assert dark != light
    page.get_by_role("button", name="Closer").click()
    page.wait_for_timeout(300)
    assert page.locator(".ground").screenshot() != dark


def test_ties_are_drawn_and_those_of_who_is_found_in_ink(visit):
    page = drawn(visit("/map/", color_scheme="light"))
    darkest = """() => {
        const lines = document.querySelector(".ground canvas"), { width, height } = lines;
        const copy = new OffscreenCanvas(width, height).getContext("2d");
        copy.drawImage(lines, 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        return Math.min(...data.filter((_red, at) => at % 4 === 0 && data[at + 3] > 200));
    }"""
    rule = page.evaluate(darkest)
    box = page.get_by_role("searchbox", name="Find on the map")
    box.fill("dji")
    box.press("Enter")
    page.wait_for_function(f"least => ({darkest})() < least", arg=rule)


def test_filters_stay_in_the_address(visit):
    page = drawn(visit("/map/"))
    page.get_by_role("navigation", name="Tag").get_by_role("link", name="drones").click()
    page.wait_for_url("**/map/?tag=drones")
    drawn(page)
    expect(page.get_by_role("row")).to_have_count(6)


def test_without_scripts_the_table_has_it_all(visit):
    page = visit("/map/", java_script_enabled=False)
    expect(page.locator(".stage")).to_be_hidden()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Wang Tao person"))
    expect(row.get_by_role("link", name="DJI")).to_have_attribute("href", "/companies/dji/")
    page.get_by_role("navigation", name="Kind").get_by_role("link", name="zone").click()
    page.wait_for_url("**/map/?kind=zone")


@pytest.mark.parametrize("path", ["/map/", "/zones/lantern-wharf/"])
def test_zone_with_coordinates_stands_on_the_outline(visit, path):
    page = visit(path)
    chart = page.locator(".chart")
    page.get_by_text("latitude 12.5, longitude -30.25").scroll_into_view_if_needed()
    expect(chart.locator("path.land")).to_be_attached()
    expect(chart.locator("path.spot")).to_have_count(1)
    expect(chart.get_by_role("tooltip")).to_have_text("Lantern Wharf")
    name, spot = chart.get_by_role("tooltip").bounding_box(), chart.locator("path.spot").bounding_box()
    assert name["x"] + name["width"] <= spot["x"] or spot["x"] + spot["width"] <= name["x"]
    without = visit(path, java_script_enabled=False)
    expect(without.locator(".chart")).to_be_hidden()
    expect(without.get_by_text("latitude 12.5, longitude -30.25")).to_be_visible()


def test_names_that_would_overlap_on_the_outline_stand_there_one_at_a_time(visit):
    page, path = visit("/about/"), "/zones/lantern-wharf/"

    def crowd(route):
        answer = route.fetch()
        row = re.search(r"<li data-at=.*?</li>", answer.text())[0]
        route.fulfill(response=answer, body=answer.text().replace(row, 9 * row))

    page.route(f"**{path}", crowd)
    page.goto(path)
    page.get_by_text("latitude 12.5, longitude -30.25").first.scroll_into_view_if_needed()
    expect(page.locator("path.spot")).to_have_count(9)
    expect(page.get_by_role("tooltip")).to_have_count(0)
    page.locator("path.spot").last.hover()
    expect(page.get_by_role("tooltip")).to_have_text("Lantern Wharf")
