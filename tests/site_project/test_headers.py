"""Headers of every answer, and that the public pages set no cookie."""

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/about/", "/companies/", "/companies/sample/", "/milestones/", "/tags/", "/sources/", "/nowhere/",
          "/feed.atom", "/sitemap.xml", "/sitemaps/company.xml", "/robots.txt", "/opensearch.xml", "/oembed",
          "/oembed?url=http%3A%2F%2Flocalhost%2Fcompanies%2Fsample%2F", "/embed/companies/nobody/",
          "/companies/sample/entry.json", "/api/v1/docs", "/api/v1/companies", "/atlas.zip"]  # fmt: skip


@pytest.mark.parametrize("path", [*PUBLIC, "/admin/login/", "/admin/", "/media/pictures/none.jpg"])
def test_every_answer_allows_only_what_is_its_own(client, path):
    make.make_company(slug="sample")
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert {value for name, value in policy.items() if name.endswith("-src")} <= {"'self'", "'none'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_sets_no_cookie(client, path):
    make.make_company(slug="sample")
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_refused_form_has_the_policy_too():
    response = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert response.status_code == 403
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_failing_page_has_the_policy_too(client, monkeypatch):
    monkeypatch.setattr("entries.selection.page", None)
    client.raise_request_exception = False
    response = client.get("/companies/")
    assert response.status_code == 500
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_unchanged_page_is_answered_304_with_the_policy(client):
    tag = client.get("/companies/").headers["ETag"]
    response = client.get("/companies/", headers={"if-none-match": tag})
    assert response.status_code == 304
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
