"""The page of the site's parts: whole, out of the way, and asking nothing of the database."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.markup import Markup

STYLES = Path(settings.BASE_DIR) / "site_project/static/site/css"


@pytest.fixture
def html(client) -> str:
    response = client.get("/about/design/")
    assert response.status_code == 200
    return response.content.decode()


def test_design_page_holds_together_without_a_database(html):
    assert Markup(html).problems == []


def test_design_page_is_linked_from_about_and_is_no_search_engines(client, html):
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="/about/design/"' in client.get("/about/").content.decode()


@pytest.mark.parametrize("file", ["base", "layout", "parts", "evidence", "timeline", "lists", "mirror"])
def test_every_class_of_the_styles_is_on_the_design_page(html, file):
    """In an example, or at least in the markup that is told."""
    styles = re.sub(r"/\*.*?\*/", "", (STYLES / f"{file}.css").read_text(), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{}]+)\{", styles))
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    words = set(re.findall(r"[\w-]+", html))
    assert {one for one in classes if one not in words and not re.fullmatch(r"[cxy]\d+", one)} == set()


def test_styles_and_scripts_stay_small():
    assert sum(file.stat().st_size for file in STYLES.glob("*.css")) < 40_000
    assert sum(file.stat().st_size for file in STYLES.parent.glob("*.js")) < 15_000
