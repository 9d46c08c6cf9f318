"""Whatever is typed gets an answer, soon. ``SEARCHES=5000`` asks for more of them than the suite does."""

import os
import time

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st

from tests import factories as make

pytestmark = pytest.mark.django_db

SEARCHES = int(os.environ.get("SEARCHES", "300"))
SLOWEST = 1.0
"""Seconds."""

WORDS = st.sampled_from(
    ["hetao", "创新", "AND", "OR", "NOT", "NEAR(a", '"', "''", "*", "(", ")", "-x", ":", "^", "names:", "%", "_"]
    + ["{names}", "\\", "<->", "!", "&", "|", "مرحبا", "🙂", "é", "ﬁ", "x*", "';", "&lt;", "\x00", "\u202e", "a" * 300]
)
TYPED = st.one_of(
    st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=9).map("".join)
)


@pytest.fixture
def published(bring_in):
    company = make.tagged(make.make_company(name="Hetao & Sons", summary="Of 创新, <b>é</b> and lanterns."), "brass")
    make.make_presence(company, make.make_zone(name="Quay"))
    bring_in()


@settings(max_examples=SEARCHES, deadline=None, suppress_health_check=list(HealthCheck))
@given(q=TYPED, name=st.sampled_from(["kind", "tag", "zone", "source", "year", "page", "exact"]), value=TYPED)
def test_any_query_gets_an_answer_in_time(published, q, name, value):
    client = Client()
    for path, params in (("/search/", {"q": q, name: value}), ("/search/suggest", {"q": q})):
        begun = time.monotonic()
        answer = client.get(path, {key: one.encode("utf-8", "replace") for key, one in params.items()})
        assert answer.status_code == 200, (path, params)
        assert time.monotonic() - begun < SLOWEST, (path, params)


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
