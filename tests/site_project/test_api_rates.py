"""How often a client may ask the API, and who counts as one client."""

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from site_project import settings as site
from site_project.api import rates

pytestmark = pytest.mark.django_db
NOON = "2030-01-01T12:00:10Z"


@pytest.fixture
def limited(settings):
    """Two requests a minute, at ten seconds into it."""
    cache.clear()
    settings.API_RATE = (2, 60)
    with time_machine.travel(NOON, tick=False):
        yield settings
    cache.clear()


def ask(client, path: str = "/api/v1/tags", **sent):
    return client.get(path, **sent)


def test_answer_says_what_is_left(client, limited):
    response = ask(client)
    assert response.headers["RateLimit-Policy"] == '"client";q=2;w=60'
    assert response.headers["RateLimit"] == '"client";r=1;t=51'


def test_one_too_many_is_told_when_to_come_back(client, limited):
    ask(client), ask(client)
    response = ask(client)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "51")
    assert response.json()["status"] == 429
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    with time_machine.travel("2030-01-01T12:01:02Z"):
        assert ask(client).status_code == 200


def test_pages_of_the_site_are_not_counted(client, limited):
    for _time in range(4):
        assert ask(client, "/tags/").status_code == 200


def test_nothing_is_limited_where_no_rate_is_set(client, settings):
    settings.API_RATE = None
    assert "RateLimit" not in ask(client).headers


def test_clients_are_told_apart_by_address(client, limited):
    for _time in range(3):
        last = ask(client, REMOTE_ADDR="192.0.2.1")
    assert last.status_code == 429
    assert ask(client, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_header_that_anyone_may_send_is_not_believed(client, limited):
    for number in range(3):
        last = ask(client, headers={"x-forwarded-for": f"192.0.2.{number}"})
    assert last.status_code == 429


def test_header_of_the_proxy_says_who_asks(rf, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Forwarded-For"
    request = rf.get("/", headers={"x-forwarded-for": "203.0.113.9, 192.0.2.7"}, REMOTE_ADDR="10.0.0.1")
    assert rates.client(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("said", "client"),
    [("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("192.0.2.1", "192.0.2.1"), ("", "unknown"), ("x", "unknown")],
)
def test_network_counts_as_one_client(rf, said, client):
    assert rates.client(rf.get("/", REMOTE_ADDR=said)) == client


@pytest.mark.parametrize(
    ("said", "meant"), [("300/minute", (300, 60)), (" 5/second", (5, 1)), ("9/hour", (9, 3600)), ("", None)]
)
def test_rate_is_read(monkeypatch, said, meant):
    monkeypatch.setenv("API_RATE", said)
    assert site.rate("API_RATE", default="1/minute") == meant


@pytest.mark.parametrize("said", ["300", "0/minute", "many/minute", "3/fortnight", "-1/hour", "²/hour"])
def test_malformed_rate_stops_the_start(monkeypatch, said):
    monkeypatch.setenv("API_RATE", said)
    with pytest.raises(ImproperlyConfigured, match="API_RATE is"):
        site.rate("API_RATE", default="1/minute")
