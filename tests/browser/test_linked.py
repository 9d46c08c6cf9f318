"""Linked data in a real browser: read by whoever wants it, run by nobody, and allowed by the content policy."""

import pytest

from .conftest import STATUS, watch
from .test_pages import each_page

pytestmark = pytest.mark.xdist_group("browser")

BLOCK = 'script[type="application/ld+json"]'


@each_page
def test_policy_lets_linked_data_stand(visit, path):
    """A refusal would be a console message, on which ``visit`` fails the test."""
    page = visit(path)
    blocks = page.eval_on_selector_all(BLOCK, "all => all.map(block => JSON.parse(block.textContent))")
    assert len(blocks) == (0 if path in STATUS else 1)


def test_policy_refuses_the_same_block_as_a_script(new_context, site):
    """So that the silence above means something."""
    page, troubles = new_context().new_page(), []
    watch(page, site, troubles)
    page.goto("/about/")
    with page.expect_console_message():
        page.evaluate(
            """selector => { const script = document.createElement("script");
               script.textContent = document.querySelector(selector).textContent; document.head.append(script) }""",
            BLOCK,
        )
    assert "Content Security Policy" in "\n".join(troubles)
