"""ETags: a page that a visitor has is used again until content, release or a scheduled moment changes it."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from tests import factories as make

PATHS = [
    "/", "/companies/", "/companies/sample/", "/milestones/", "/tags/", "/sources/", "/sources/paper/",
    "/companies/feed.atom", "/companies/sample/milestones.atom", "/sitemaps/company.xml", "/embed/companies/",
    "/embed/companies/sample/", "/oembed?url=http%3A%2F%2Flocalhost%2Fcompanies%2Fsample%2F",
]  # fmt: skip


def fill():
    """A company on a page of its own, and a source that it rests on."""
    company = make.make_company(slug="sample")
    make.make_alias(company, passages=[make.make_passage(make.make_source(slug="paper"))])
    return company


def tag_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.headers["ETag"]


def again(client, path: str, tag: str):
    return client.get(path, headers={"if-none-match": tag})


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_second_request_is_answered_304(client, path):
    fill()
    response = again(client, path, tag_of(client, path))
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", PATHS)
def test_edit_changes_the_tag(client, path):
    company = fill()
    tag = tag_of(client, path)
    company.name = "Renamed"
    company.save()
    response = again(client, path, tag)
    assert response.status_code == 200
    assert response.headers["ETag"] != tag


@pytest.mark.django_db
def test_page_is_new_once_a_scheduled_moment_has_passed(client):
    now = timezone.now()
    make.make_company(publish_at=now - timedelta(hours=1))
    coming = make.make_company(publish_at=now + timedelta(hours=1))
    tag = tag_of(client, "/companies/")
    with time_machine.travel(now + timedelta(minutes=59)):
        assert again(client, "/companies/", tag).status_code == 304
    with time_machine.travel(now + timedelta(minutes=61)):
        response = again(client, "/companies/", tag)
        assert coming.name in response.content.decode()


@pytest.mark.django_db
def test_release_changes_the_tag(client, settings):
    tag = tag_of(client, "/companies/")
    settings.RELEASE = "another"
    assert again(client, "/companies/", tag).status_code == 200


@pytest.mark.django_db
def test_page_of_whoever_has_a_session_has_no_tag(client):
    tag = tag_of(client, "/companies/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"
    response = again(client, "/companies/", tag)
    assert response.status_code == 200
    assert "ETag" not in response.headers
