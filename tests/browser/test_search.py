"""The search in a browser: names offered while typing, by keyboard and by mouse, and the form without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def typed(visit):
    """A page on which “he” was typed into the search."""
    page = visit("/about/")
    # At once, since a key a time may ask for each, and the later answer undoes what was chosen from the one before.
    page.get_by_role("combobox", name="Search").fill("he")
    expect(page.get_by_role("listbox")).to_be_visible()
    return page


def test_name_is_chosen_by_keyboard(typed):
    field = typed.get_by_role("combobox", name="Search")
    expect(field).to_have_attribute("aria-expanded", "true")
    first = typed.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "false")
    typed.keyboard.press("ArrowUp")
    expect(typed.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    typed.keyboard.press("ArrowDown")
    typed.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    typed.keyboard.press("Enter")
    expect(typed).to_have_url(re.compile("/people/he-yaowei/$"))


def test_name_is_chosen_by_mouse(typed):
    typed.get_by_role("option", name="Hetao zone").click()
    expect(typed).to_have_url(re.compile("/zones/hetao/$"))


def test_escape_closes_the_list_and_keeps_what_was_typed(typed):
    field = typed.get_by_role("combobox", name="Search")
    typed.keyboard.press("Escape")
    expect(typed.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("he")


def test_enter_without_a_choice_searches(typed):
    typed.keyboard.press("Enter")
    expect(typed).to_have_url(re.compile(r"/search/\?q=he$"))


def test_open_list_is_accessible(typed):
    results = Axe().run(typed, options={"resultTypes": ["violations"], "preload": False}).response
    assert [found["id"] for found in results["violations"]] == []


def test_search_works_without_javascript(visit):
    page = visit("/about/", java_script_enabled=False)
    page.get_by_role("searchbox", name="Search").fill("dajiang")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("heading", name="DJI").get_by_role("link").click()
    expect(page).to_have_url(re.compile("/companies/dji/$"))
