"""Notes: beside their lines on a wide page, under them on a narrow one, at the end on paper; scripts or none."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.xdist_group("browser")

COMPANY = "/companies/dji/"
with_and_without_scripts = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])

BOXES = """notes => notes.map(note => {
    const [line, column, box] = [note.querySelector("summary"), note.closest(".main"), note.querySelector(".nb")]
        .map(part => part.getBoundingClientRect());
    return {line: line.top, column: column.right, left: box.left, right: box.right, top: box.top, bottom: box.bottom};
})"""

COVERED = """() => {
    const notes = [...document.querySelectorAll(".nb")].map(note => note.getBoundingClientRect()), found = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (!text.data.trim() || text.parentElement.closest(".nb") || !text.parentElement.checkVisibility()) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const one of range.getClientRects())
            if (notes.some(note => one.left < note.right && note.left < one.right
                && one.top < note.bottom && note.top < one.bottom)) found.push(text.data.trim());
    }
    return found;
}"""


def tab_to(page: Page, target: Locator, presses: int = 80) -> None:
    for _ in range(presses):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{target} is not reached by {presses} presses of Tab")


@with_and_without_scripts
@pytest.mark.parametrize("path", [COMPANY, "/zones/hetao/", "/people/he-yaowei/", "/milestones/", "/tags/drones/"])
def test_wide_page_shows_each_note_beside_its_line(visit, path, scripts):
    """A note is right of the column at the height of its line or, where the one above is longer, right below that."""
    page = visit(path, 1280, java_script_enabled=scripts)
    for note in page.locator(".nb").all():
        expect(note).to_be_visible()
    boxes, above = page.locator("details.note").evaluate_all(BOXES), 0
    assert boxes
    for box in boxes:
        assert box["column"] < box["left"] < box["right"] < 1280
        assert box["line"] - 40 < box["top"] < max(box["line"], above) + 40
        assert box["top"] >= above
        above = box["bottom"]
    first = boxes[0]
    assert abs(first["top"] - first["line"]) < 40
    assert page.evaluate(COVERED) == []
    expect(page.locator("section.notes")).to_be_hidden()


@with_and_without_scripts
def test_narrow_page_opens_a_note_under_its_line_by_click(visit, scripts):
    page = visit(COMPANY, 320, java_script_enabled=scripts)
    note = page.locator("#n1")
    seal = page.locator("summary", has_text=re.compile("^1$"))
    expect(note).to_be_hidden()
    seal.click()
    expect(note).to_be_visible()
    line, box = seal.bounding_box(), note.bounding_box()
    assert line["y"] < box["y"] < line["y"] + 60
    assert box["x"] < 60
    seal.click()
    expect(note).to_be_hidden()


@with_and_without_scripts
def test_narrow_page_opens_a_note_by_keyboard(visit, scripts):
    page = visit(COMPANY, 320, java_script_enabled=scripts)
    tab_to(page, page.locator("summary").nth(1))
    page.keyboard.press("Enter")
    expect(page.locator("#n2")).to_be_visible()
    expect(page.locator("#n1")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#n2")).to_be_hidden()


@with_and_without_scripts
def test_second_use_of_a_passage_opens_its_first_note(visit, scripts):
    page = visit(COMPANY, 320, java_script_enabled=scripts)
    again = page.locator("a.seal").first
    number = again.inner_text()
    note = page.locator(f"#n{number}")
    expect(note).to_be_hidden()
    again.click()
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()
    page.locator("summary", has_text=re.compile(f"^{number}$")).click()
    expect(note).to_be_hidden()


@with_and_without_scripts
def test_list_of_notes_leads_back_to_each_use_by_keyboard(visit, scripts):
    # A browser that cannot hold closed notes open shows the list on the screen; elsewhere its own address does.
    page = visit(f"{COMPANY}#notes", 1280, java_script_enabled=scripts)
    again = page.locator("a.seal").first.get_attribute("id")
    number, use = re.fullmatch(r"n(\d+)-(\d+)", again).groups()
    back = page.get_by_role("link", name=f"{'ab'[int(use) - 1]}: Back to use {use} of note {number}", exact=True)
    tab_to(page, back, presses=200)
    page.keyboard.press("Enter")
    expect(page.locator(f"#{again}")).to_be_focused()
    expect(page.locator(f"#{again}")).to_be_in_viewport()
    first = page.locator(f"section.notes a[href='#n{number}-1']")
    assert first.evaluate("link => link.hash") == "#" + page.locator("summary").nth(int(number) - 1).get_attribute("id")


def disclosures(page: Page) -> list[bool]:
    """Whether each note's numeral is read out as expanded, from the browser's accessibility tree."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    numerals = [node for node in nodes if node.get("name", {}).get("value", "").startswith("Evidence ")]
    states = [{each["name"]: each["value"]["value"] for each in node.get("properties", ())} for node in numerals]
    return [state["expanded"] for state in states if "expanded" in state]


def test_note_is_read_out_as_expanded_where_it_stands_open(visit):
    page = visit(COMPANY, 1280)
    count = page.locator("details.note").count()
    assert count > 5
    expect(page.locator("details.note:not([open])")).to_have_count(0)
    page.locator("summary").first.click()
    page.locator("summary").first.press("Enter")
    assert disclosures(page) == [True] * count
    page.set_viewport_size({"width": 320, "height": 800})
    expect(page.locator("#n1")).to_be_hidden()
    assert disclosures(page) == [False] * count
    page.locator("summary").first.click()
    expect(page.locator("#n1")).to_be_visible()
    assert disclosures(page) == [True] + [False] * (count - 1)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("details.note:not([open])")).to_have_count(0)
    assert disclosures(page) == [True] * count


@with_and_without_scripts
@pytest.mark.parametrize("path", [COMPANY, "/milestones/"])
def test_print_ends_with_every_note_under_its_number(visit, path, scripts):
    page = visit(path, 1280, java_script_enabled=scripts)
    page.emulate_media(media="print")
    seals, listed = page.locator(".note > summary"), page.locator("section.notes li")
    numbers = seals.all_inner_texts()
    assert numbers == [str(number) for number in range(1, listed.count() + 1)]
    assert listed.first.evaluate("item => getComputedStyle(item).listStyleType") == "decimal"
    for seal, note, item in zip(seals.all(), page.locator(".nb").all(), listed.all(), strict=True):
        expect(seal).to_be_visible()
        expect(note).to_be_hidden()
        expect(item).to_be_visible()
        assert item.locator("q").text_content() == note.locator("q").text_content()
    last_statement = page.locator(".face .st").last.bounding_box()
    assert page.locator("section.notes").bounding_box()["y"] > last_statement["y"]


def test_skip_link_leads_to_the_content(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#face$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#face').contains(document.activeElement)")


def test_milestones_note_is_reached_from_home_by_keyboard_alone(visit):
    page = visit("/", 320)
    tab_to(page, page.locator(".strip a[href^='/milestones/']").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/milestones/[\w-]+/$"))
    tab_to(page, page.locator("summary").first)
    page.keyboard.press("Enter")
    expect(page.locator("#n1")).to_be_visible()
