"""Editors see a draft's page before the public does, marked as such and in no cache."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from companies.models import Company, Person, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]


@pytest.fixture
def editor(client):
    user = User.objects.create_user("lamplighter", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return client


def test_editor_previews_a_draft_that_is_marked_and_stored_nowhere(editor):
    page = editor.get(Company.objects.create(name="Lantern Works").get_absolute_url())
    assert page.status_code == 200
    assert "This is a draft" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert "ETag" not in page


def test_editor_is_told_until_when_an_entry_waits(editor):
    soon = timezone.now() + timedelta(hours=1)
    page = editor.get(
        Company.objects.create(name="Lantern Works", status="published", publish_at=soon).get_absolute_url()
    )
    assert "Only editors see this page until" in page.content.decode()


def test_account_without_permission_sees_no_draft(client):
    client.force_login(User.objects.create_user("visitor"))
    assert client.get(Company.objects.create(name="Lantern Works").get_absolute_url()).status_code == 404


def test_preview_shows_nothing_else_that_is_unpublished(editor):
    company = Company.objects.create(name="Lantern Works")
    Role.objects.create(person=Person.objects.create(name="Draft Keeper"), organisation=company, title="Keeper")
    assert "Draft Keeper" not in editor.get(company.get_absolute_url()).content.decode()


def test_published_page_tells_editors_where_to_edit_it_and_nobody_else(client):
    company = Company.objects.create(name="Lantern Works", status="published")
    page = client.get(company.get_absolute_url())
    assert "Edit this entry" not in page.content.decode()
    assert "Cookie" not in page.get("Vary", "")


def test_working_copy_is_never_shown_in_place_of_its_original(editor):
    original = Company.objects.create(name="Lantern Works", status="published")
    Company.objects.create(name="Lantern Works", slug=original.slug, draft_of=original, summary="Being rewritten.")
    assert "Being rewritten." not in editor.get(original.get_absolute_url()).content.decode()
