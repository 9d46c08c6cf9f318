"""What the site answers when something is wrong: pages of its own, which give nothing away."""

import pytest
from django.test import Client
from django.urls import reverse

from site_project.views import server_error
from tests import factories as make
from tests.markup import Markup, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["company-detail", "zone-detail", "person-detail", "milestone-detail", "tag-detail"])
def test_unknown_address_gets_a_404_of_our_own(client, name):
    response = client.get(reverse(name, args=["nowhere"]))
    assert response.status_code == 404
    assert "This sheet is not in the atlas" in told(response)
    assert Markup(response.content.decode()).problems == []


def test_entry_of_one_kind_is_not_found_under_another(client):
    company = make.make_company(slug="same")
    assert client.get(company.get_absolute_url()).status_code == 200
    assert client.get(reverse("zone-detail", args=["same"])).status_code == 404


def test_form_without_its_token_gets_a_403_of_our_own():
    response = Client(enforce_csrf_checks=True).post(reverse("admin:login"), {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "This is not open to you" in told(response)
    assert Markup(response.content.decode()).problems == []


def test_unknown_host_gets_a_400_of_our_own(client):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "This request cannot be read" in told(response)
    assert Markup(response.content.decode()).problems == []


def test_failing_page_gets_a_500_of_our_own(client, monkeypatch):
    def fail(*_args):
        raise RuntimeError("a failure that no visitor reads")

    monkeypatch.setattr("entries.selection.page", fail)
    client.raise_request_exception = False
    response = client.get("/companies/")
    assert response.status_code == 500
    assert "Something failed on our side" in told(response)
    assert "no visitor reads" not in response.content.decode()
    assert Markup(response.content.decode()).problems == []


def test_page_of_a_failure_asks_nothing_of_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert server_error(rf.get("/")).status_code == 500
