"""Each kind of page: open to everybody, quiet, and within its window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils.text import slugify

from .conftest import GONE, NOWHERE, watch

pytestmark = pytest.mark.xdist_group("browser")

PAGES = {
    "home": "/",
    "zone": "/zones/hetao/",
    "pictured zone": "/zones/lantern-pier/",
    "company": "/companies/dji/",
    "person": "/people/he-yaowei/",
    "milestone": "/milestones/rui-tang-launched/",
    "zones": "/zones/",
    "companies": "/companies/",
    "narrowed list": "/companies/?tag=drones&sort=date",
    "narrowed timeline": "/milestones/?company=dji",
    "list narrowed to nothing": "/companies/?tag=none-such",
    "people": "/people/",
    "timeline": "/milestones/",
    "tags": "/tags/",
    "tag": "/tags/drones/",
    "sources": "/sources/",
    "source": "/sources/cnr-shenzhen-hard-technology/",
    "text": "/sources/told-in-full/",
    "about": "/about/",
    "design": "/about/design/",
    "map": "/map/",
    "narrowed map": "/map/?tag=drones",
    "zone on the earth": "/zones/lantern-wharf/",
    "search": "/search/?q=Shenzen",
    "nothing found": "/search/?q=zeppelin",
    "hard to set": "/companies/zz-long/",
    "hard to set, in Chinese": "/zones/zz-chinese/",
    "source of that": "/sources/zz-source/",
    "missing": NOWHERE,
    "gone": GONE,
}
each_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def check(page, only: list[str], **options) -> list[str]:
    """What axe finds by the rules of these tags or names, one line for each place."""
    # None of these rules needs the style sheets themselves, which axe would fetch by what they import.
    asked = {"runOnly": only, "resultTypes": ["violations"], "preload": False}
    results = Axe().run(page, options=asked | options).response
    found = ((violation["id"], node) for violation in results["violations"] for node in violation["nodes"])
    return [f"{rule} at {' '.join(node['target'])}: {node['failureSummary']}" for rule, node in found]


def keep(page, name: str, colours: str) -> None:
    """A picture of the whole page in var/pages, as it stood when the tests last ran."""
    page.screenshot(path=settings.VAR_DIR / "pages" / f"{slugify(name)}-{colours}.png", full_page=True)


CUT = """() => [...document.querySelectorAll("main *, header *, footer *")]
    .filter(one => !one.closest("svg, .vh, .chart, .ground") && getComputedStyle(one).overflowX !== "visible")
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 80))"""
"""What holds more than it shows; a map is moved under its frame."""


@each_page
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_light_or_dark(request, visit, path, width):
    """Of the rules, only the one about contrast can tell light from dark. A picture of each is kept for who looks."""
    page = visit(path, width, color_scheme="light")
    found = check(page, TAGS)
    keep(page, request.node.callspec.id, "light")
    page.emulate_media(color_scheme="dark")
    found += check(page, ["color-contrast"])
    keep(page, request.node.callspec.id, "dark")
    assert not found, "\n".join(found)


@each_page
def test_page_loads_its_fonts_and_is_no_wider_than_its_window(visit, path):
    page = visit(path, 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    faces = page.evaluate(
        """async () => { await document.fonts.ready;
           return [...document.fonts].map(face => [face.family.replaceAll('"', ""), face.status]) }"""
    )
    assert "error" not in {status for _, status in faces}
    assert {family for family, status in faces if status == "loaded"} >= {"Inter", "Serif Text", "Serif Display"}
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


@each_page
def test_page_keeps_within_its_window_with_text_twice_as_large(visit, path):
    page = visit(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (1280, 640):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(CUT) == []


def test_watch_notices_what_the_policy_refuses_and_what_is_missing(new_context, site):
    """The tests above trust it; it must not fall silent."""
    page, troubles = new_context().new_page(), []
    watch(page, site, troubles)
    page.goto("/about/")
    for harm, told_by in (
        ("document.body.setAttribute('style', 'color: red')", "console"),
        ("fetch('https://elsewhere.example/').catch(() => 0)", "console"),
        (f"fetch('{NOWHERE}')", "response"),
        ("setTimeout(() => { throw new Error('an error') })", "pageerror"),
    ):
        with page.expect_event(told_by):
            page.evaluate(harm)
    told = "\n".join(troubles)
    for part in ("Content Security Policy", "elsewhere.example", "/nowhere/: 404", "an error"):
        assert part in told
