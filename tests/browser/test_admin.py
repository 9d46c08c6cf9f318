"""The admin's own pages: open to every editor."""

import pytest
from playwright.sync_api import expect

from .conftest import PASSWORD
from .test_second_article import barriers

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_the_report_of_all_evidence(visit, width):
    page = visit("/admin/login/?next=/admin/entries/entry/evidence/", width)
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Check of all evidence")).to_be_visible()
    page.get_by_label("Also name figures that are older than so many years:").fill("1")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Old figures")).to_be_visible()
    found = barriers(page)
    assert not found, "\n".join(found)
