"""Pictures in a browser: nothing moves as they come, their focus is in sight, and editors set it on the picture."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from .conftest import PASSWORD
from .test_second_article import barriers

pytestmark = pytest.mark.xdist_group("browser")

PAGE = "/zones/lantern-pier/"
PLACES = {PAGE: ".band img", "/": ".card img", "/zones/": ".res img", f"/embed{PAGE}": ".band img"}
each_place = pytest.mark.parametrize(("path", "picture"), PLACES.items())
each_width = pytest.mark.parametrize("width", [1280, 320])

STYLED = """() => {
  const come = (rule) => !(rule instanceof CSSImportRule) || whole(rule.styleSheet);
  const whole = (sheet) => sheet && [...sheet.cssRules].every(come);
  return [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => whole(link.sheet));
}"""

# Words move when their font comes: what is watched begins once all words stand, and all but pictures is there.
WATCH = """async () => {
  document.body.offsetHeight;  // laid out, so that fonts are asked for
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  window.moved = 0;
  const add = (list) => list.getEntries().forEach(({value}) => (moved += value));
  new PerformanceObserver(add).observe({type: "layout-shift"});
}"""

SHIFTS = """async () => {
  for (const image of document.images) {
    image.scrollIntoView();
    await image.decode();
  }
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done));  // after which the watcher was told
  return moved;
}"""

SIZE = "({offsetWidth, offsetHeight}) => [offsetWidth, offsetHeight]"


@each_width
@each_place
def test_nothing_moves_as_a_picture_comes(visit, path, picture, width):
    page = visit("/about/", width)
    page.route("**/media/**", lambda route: None)  # unanswered until unrouted
    page.goto(path, wait_until="domcontentloaded")
    page.wait_for_function(STYLED)
    page.evaluate(WATCH)
    before = page.locator(picture).evaluate(SIZE)
    page.unroute("**/media/**")
    assert page.evaluate(SHIFTS) == 0
    assert page.locator(picture).evaluate(SIZE) == before


@each_width
@each_place
def test_focus_is_in_the_part_that_is_seen(visit, path, picture, width):
    page = visit(path, width)
    page.locator(picture).evaluate("image => (image.scrollIntoView(), image.decode())")
    seen = Image.open(BytesIO(page.locator(picture).screenshot())).convert("RGB")
    assert any(red > 200 and green < 60 for _count, (red, green, _blue) in seen.getcolors(1 << 20))


def test_kind_stands_at_the_top_of_a_band_with_a_picture_as_without(visit):
    tops = [visit(path).locator(".band .kind").bounding_box()["y"] for path in (PAGE, "/zones/hetao/")]
    assert tops[0] == tops[1]


def form(visit, **window):
    """The form of the zone with a picture, opened by an editor."""
    page = visit("/admin/login/", **window)
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What to edit")).to_be_visible()
    page.goto("/admin/zones/zone/?q=lantern-pier")
    page.get_by_role("link", name="Lantern Pier", exact=True).click()
    expect(page.get_by_label("Focus from left")).to_have_value("0.9")
    return page


def position(page, crop: str) -> str:
    return page.locator(f"#focus .{crop} canvas").evaluate("({style}) => style.objectPosition")


def test_focus_is_set_by_pointer_and_by_keys_and_crops_follow(visit):
    page = form(visit)
    mark = page.get_by_role("slider", name="Focus")
    expect(mark).to_have_attribute("aria-valuetext", "90 % from the left, 15 % from the top")
    left, top = page.get_by_label("Focus from left"), page.get_by_label("Focus from top")
    ground = page.locator("#focus .ground canvas")
    ground.scroll_into_view_if_needed()
    box = ground.bounding_box()
    ground.click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    expect(left).to_have_value("0.25")
    expect(top).to_have_value("0.5")
    assert position(page, "band") == position(page, "row") == "20% 50%"
    expect(mark).to_be_focused()
    for key in ("ArrowRight", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(left).to_have_value("0.36")
    expect(top).to_have_value("0.59")
    expect(mark).to_have_attribute("aria-valuetext", "36 % from the left, 59 % from the top")
    left.focus()
    page.keyboard.press("Shift+ArrowUp")
    expect(left).to_have_value("0.46")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 2, box["y"] + box["height"] / 4)
    page.mouse.up()
    expect(left).to_have_value("1")
    assert position(page, "card").startswith("100% ")


def test_picture_just_chosen_is_shown_before_it_is_saved(visit):
    page = form(visit)
    chosen = BytesIO()
    Image.new("RGB", (400, 200), "navy").save(chosen, "PNG")
    expect(page.locator("#focus .ground canvas")).to_have_js_property("height", 853)
    file = {"name": "navy.png", "mimeType": "image/png", "buffer": chosen.getvalue()}
    page.get_by_label("Picture:").set_input_files(file)
    expect(page.locator("#focus .ground canvas")).to_have_js_property("height", 320)
    expect(page.get_by_label("Focus from left")).to_have_value("0.5")


def test_without_javascript_the_picture_and_two_numbers_remain(visit):
    page = form(visit, java_script_enabled=False)
    expect(page.get_by_role("img", name="The stored picture")).to_be_visible()
    page.get_by_label("Focus from left").fill("0.4")
    expect(page.get_by_role("slider", name="Focus")).to_be_hidden()


@each_width
def test_axe_finds_nothing_on_the_form(visit, width):
    page = form(visit, width=width)
    # What finds rows by typing is Django's, and has no name for who cannot see its label.
    found = [line for line in barriers(page) if "select2" not in line.partition(":")[0]]
    assert not found, "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth") == width
