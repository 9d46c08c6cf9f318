"""Whatever is typed gets an answer. (Hostile addresses of all pages: tests/site_project/test_hostile.py.)"""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["?q=%ff%fe", "?q=%00", "?q=%ed%a0%80", "?q", "?", "?q=a&q=b", f"?q={'a' * 10_000}", f"?q={'%22' * 3_000}"],
)
def test_broken_address_gets_an_answer(client, address):
    assert client.get(f"/search/{address}").status_code == 200
    assert client.get(f"/search/suggest{address}").status_code == 200


def test_cut_query_says_what_was_left_out(client):
    assert "Only the first 200 signs" in client.get("/search/", {"q": "lantern " * 1_000}).content.decode()


def test_only_reading_is_allowed(client):
    assert client.post("/search/").status_code == client.post("/search/suggest").status_code == 405
