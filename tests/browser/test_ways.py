"""Ways through the site: from a fact to its source and back, from home to a company, from the admin to the public."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import PASSWORD

pytestmark = pytest.mark.xdist_group("browser")

COMPANY = "/companies/dji/"
SOURCE = "/sources/cnr-shenzhen-hard-technology/"


def at(path: str) -> re.Pattern:
    return re.compile(rf"^http://[^/]+{path}$")


def test_fact_leads_to_its_paragraph_in_the_source_and_back(visit):
    page = visit(COMPANY)
    fact = page.locator(".rows .st", has_text="“Sky City”, the global headquarters")
    fact.locator(".nb .src a").click()
    expect(page).to_have_url(at(rf"{SOURCE}#p\d+"))
    paragraph = page.locator(".par:target")
    expect(paragraph).to_be_in_viewport()
    stated = paragraph.locator(".facts li", has_text="“Sky City”, the global headquarters")
    stated.locator(f"a[href='{COMPANY}']").click()
    expect(page).to_have_url(at(COMPANY))


def test_company_is_found_from_home_by_its_card(visit):
    page = visit("/")
    page.locator("#face").get_by_role("heading", name="DJI").get_by_role("link").click()
    expect(page).to_have_url(at(COMPANY))


def test_company_is_found_from_home_by_the_list(visit):
    page = visit("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Companies").click()
    expect(page).to_have_url(at("/companies/"))
    page.locator(".res").get_by_role("link", name="DJI", exact=True).click()
    expect(page).to_have_url(at(COMPANY))


def test_company_is_found_from_home_by_a_tag(visit):
    page = visit("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Tags").click()
    expect(page).to_have_url(at("/tags/"))
    page.locator("#face").get_by_role("link", name="drones").click()
    expect(page).to_have_url(at("/tags/drones/"))
    page.locator(".res").get_by_role("link", name="DJI", exact=True).click()
    expect(page).to_have_url(at(COMPANY))


def test_fact_under_the_pointer_lights_its_bars_and_bars_their_fact(visit):
    page = visit(SOURCE)
    paragraph = page.locator(".par", has=page.locator("li.c2")).first
    fact, bars = paragraph.locator("li.c1"), paragraph.locator(".cv.c1").first
    other = paragraph.locator(".cv:not(.c1)").first

    def fill(drawn):
        return drawn.evaluate("drawn => getComputedStyle(drawn).fill")

    def ground():
        return fact.evaluate("fact => getComputedStyle(fact).backgroundColor")

    seal = fact.locator(".n").evaluate("number => getComputedStyle(number).color")
    unlit, bare = fill(bars), ground()
    assert unlit != seal
    fact.locator("q").hover()
    assert fill(bars) == seal
    assert fill(other) not in (seal, unlit)
    page.mouse.move(0, 0)
    assert fill(bars) == unlit
    box = bars.bounding_box()
    start = bars.evaluate("path => { const at = path.getPointAtLength(1), m = path.getScreenCTM();"
                          " return [at.x * m.a + m.e, at.y * m.d + m.f + 1] }")  # fmt: skip
    assert box["x"] <= start[0] <= box["x"] + box["width"]
    page.mouse.move(*start)
    assert ground() != bare


def test_editor_enters_a_company_with_its_passage_and_the_public_sees_it(visit):
    name, legal_name = "Lantern Works", "Lantern Works Ltd."
    page = visit("/admin/login/?next=/admin/companies/company/add/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()

    page.locator("#id_name").fill(name)
    page.locator("#id_legal_name").fill(legal_name)
    page.locator("#id_status").select_option("published")
    page.get_by_text("Add another Statement").click()
    statement = page.locator("#statements-0")
    statement.locator("select[name$='-field']").select_option("legal_name")
    statement.locator(".select2-search__field").first.press_sequentially("n3")
    option = page.locator(".select2-results__option--highlighted")
    expect(option).to_contain_text("n3")
    option.click()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_contain_text(name)

    public = visit("/companies/lantern-works/")
    fact = public.locator(".rows .st", has_text=legal_name)
    expect(fact.locator(".nb")).to_contain_text("CNR Shenzhen")

    page.locator("#result_list").get_by_role("link", name=name, exact=True).click()
    # By its class: Django 6.1 calls this link a button, 5.2 a link.
    page.locator("a.deletelink").first.click()
    page.get_by_role("button", name="Yes").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert public.goto("/companies/lantern-works/").status in (404, 410)


def test_colours_that_a_visitor_chose_stay_until_the_system_is_to_choose_again(visit):
    page = visit("/", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("radio", name="dark").check()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    expect(page.get_by_role("radio", name="dark")).to_be_checked()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Companies").click()
    expect(page).to_have_url(at("/companies/"))
    assert page.evaluate(ground) == dark
    bars = "[...document.querySelectorAll('meta[name=theme-color]')].map(meta => matchMedia(meta.media).matches)"
    assert page.evaluate(bars) == [False, True]
    page.get_by_role("radio", name="dark").press("ArrowRight")
    expect(page.get_by_role("radio", name="as the system has it")).to_be_checked()
    assert page.evaluate(ground) == light
    assert page.evaluate(bars) == [True, False]
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) == dark


def test_colours_are_worn_before_the_page_is_drawn(visit):
    page = visit("/", color_scheme="light")
    page.get_by_role("radio", name="dark").check()
    # What comes after the head is not there yet when the script has run.
    page.context.add_init_script(
        "new MutationObserver(() => { window.worn ??= document.body && document.documentElement.dataset.theme })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.reload()
    assert page.evaluate("window.worn") == "dark"


def test_choice_of_colours_is_not_offered_where_no_script_could_keep_it(visit):
    page = visit("/", java_script_enabled=False)
    expect(page.locator(".theme")).to_be_hidden()


def test_narrowed_list_is_the_same_list_at_its_address_in_another_browser(visit):
    page = visit("/companies/")
    page.locator(".facets").get_by_role("link", name="drones").click()
    expect(page.locator(".facets [aria-current]")).to_have_count(1)
    page.get_by_role("link", name="earliest date").click()
    expect(page.locator(".bar1 [aria-current]")).to_have_text("earliest date")
    rows, choices = page.locator(".res h2"), page.locator("[aria-current]")
    told = [rows.all_inner_texts(), choices.all_inner_texts()]
    other = visit(page.url)
    assert [other.locator(".res h2").all_inner_texts(), other.locator("[aria-current]").all_inner_texts()] == told


def test_notes_filters_and_search_work_without_scripts(visit):
    page = visit(COMPANY, 320, java_script_enabled=False)
    fact = page.locator(".rows .st", has_text="“Sky City”, the global headquarters")
    expect(fact.locator(".nb")).to_be_hidden()
    fact.locator("summary").click()
    expect(fact.locator(".nb q")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Companies").click()
    page.locator(".facets").get_by_role("link", name="drones").click()
    expect(page).to_have_url(at(r"/companies/\?tag=drones"))
    expect(page.locator(".res h2")).to_have_text(["DJI"])
    page.get_by_role("searchbox", name="Search").fill("sky city")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".res h2").first).to_have_text("DJI")
