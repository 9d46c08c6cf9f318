"""Pictures in a browser: nothing moves as they come, and their focus is in sight."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

PAGE = "/zones/lantern-pier/"
PLACES = {PAGE: ".band img", "/": ".card img", "/zones/": ".res img", f"/embed{PAGE}": ".band img"}
each_place = pytest.mark.parametrize(("path", "picture"), PLACES.items())
each_width = pytest.mark.parametrize("width", [1280, 320])

SHIFTS = """async () => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach(({value}) => (sum += value));
  new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
  await document.fonts.ready;
  for (const image of document.images) {
    image.scrollIntoView();
    await image.decode();
  }
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done));
  return sum;
}"""

SIZE = "({offsetWidth, offsetHeight}) => [offsetWidth, offsetHeight]"


@each_width
@each_place
def test_nothing_moves_as_a_picture_comes(visit, path, picture, width):
    page = visit(path, width)
    expect(page.locator(picture)).to_have_count(1)
    page.reload()  # by now the fonts are at hand, which would move words
    assert page.evaluate(SHIFTS) == 0


@each_width
@each_place
def test_box_of_a_picture_has_its_size_before_the_picture_comes(visit, path, picture, width):
    page = visit("/about/", width)
    page.route("**/media/**", lambda route: None)  # unanswered until unrouted
    page.goto(path, wait_until="domcontentloaded")
    page.evaluate("document.fonts.ready")
    before = page.locator(picture).evaluate(SIZE)
    page.unroute("**/media/**")
    page.locator(picture).evaluate("image => (image.scrollIntoView(), image.decode())")
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
