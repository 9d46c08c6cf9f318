"""Two groups of editors, their accounts, and two of them on one entry."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.urls import reverse

from companies.models import Company
from entries.models import Alias, Statement

from .forms import errors, fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]

ADD = "admin:companies_company_add"
CHANGE = "admin:companies_company_change"


@pytest.fixture
def editor(client):
    return signed_in(client, "Editor")


def signed_in(client, group):
    user = User.objects.create_user(group.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def change(entry):
    return reverse(CHANGE, args=[entry.pk])


def test_second_save_of_two_is_stopped_and_shows_what_differs(admin_client):
    company = Company.objects.create(name="Lantern Works", summary="It makes lanterns.")
    first, second = admin_client.get(change(company)), admin_client.get(change(company))
    assert admin_client.post(change(company), fill(first, summary="It makes lamps.")).status_code == 302
    answer = admin_client.post(change(company), fill(second, summary="It makes torches.", tags="light"))
    assert answer.status_code == 200
    told = unescape(" ".join(errors(answer)))
    assert "Somebody else saved this entry" in told
    assert "It makes lamps." in told
    assert "Lantern Works" not in told
    company.refresh_from_db()
    assert company.summary == "It makes lamps."
    assert "It makes torches." in unescape(answer.content.decode())


def test_stopped_save_goes_through_when_it_is_sent_again(admin_client):
    company = Company.objects.create(name="Lantern Works")
    stale = admin_client.get(change(company))
    admin_client.post(change(company), fill(stale, summary="It makes lamps."))
    answer = admin_client.post(change(company), fill(stale, summary="It makes torches."))
    assert admin_client.post(change(company), fill(answer)).status_code == 302
    company.refresh_from_db()
    assert company.summary == "It makes torches."


def test_editor_drafts_but_does_not_publish(editor):
    answer = editor.post(reverse(ADD), fill(editor.get(reverse(ADD)), name="Lantern Works", status="published"))
    assert answer.status_code == 302, errors(answer)
    assert Company.objects.get().status == "draft"


def test_editor_looks_at_what_is_published_and_cannot_change_or_delete_it(editor):
    company = Company.objects.create(name="Lantern Works", status="published")
    alias = Alias.objects.create(entry=company, name="LW")
    page = editor.get(change(company))
    assert page.status_code == 200
    assert 'name="summary"' not in page.content.decode()
    assert editor.post(change(company), {"name": "Mine"}).status_code == 403
    assert editor.post(reverse("admin:companies_company_delete", args=[company.pk]), {"post": "yes"}).status_code == 403
    assert editor.post(reverse("admin:entries_alias_change", args=[alias.pk]), {"name": "Mine"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [company.pk], "post": "yes"}
    editor.post(reverse("admin:companies_company_changelist"), chosen)
    company.refresh_from_db()
    assert company.name == "Lantern Works"


def test_editor_cannot_add_a_row_to_what_is_published(editor):
    company = Company.objects.create(name="Lantern Works", status="published")
    add = reverse("admin:entries_statement_add")
    editor.post(add, fill(editor.get(add), entry=company.pk, field="summary"))
    assert not Statement.objects.exists()


def test_publisher_publishes(client):
    publisher = signed_in(client, "Publisher")
    draft = Company.objects.create(name="Lantern Works")
    answer = publisher.post(change(draft), fill(publisher.get(change(draft)), status="published"))
    assert answer.status_code == 302, errors(answer)
    assert publisher.get(draft.get_absolute_url()).status_code == 200


def test_new_account_is_opened_by_a_link_that_works_once(client, capsys):
    call_command("create_editor", "lamplighter", publisher=True)
    path = re.search(r"http://localhost(/\S+)", capsys.readouterr().out)[1]
    form = client.get(path, follow=True)
    passwords = {"new_password1": "nine small lanterns", "new_password2": "nine small lanterns"}
    assert client.post(form.redirect_chain[-1][0], passwords).status_code == 302
    assert client.login(username="lamplighter", password="nine small lanterns")
    assert client.get(reverse(ADD)).status_code == 200
    client.logout()
    assert "new_password1" not in client.get(path, follow=True).content.decode()


def test_account_that_exists_gets_a_new_link_and_keeps_its_password(capsys):
    User.objects.create_user("lamplighter", password="nine small lanterns", is_staff=True)
    call_command("create_editor", "lamplighter")
    assert "already an account; its groups: Editor" in capsys.readouterr().out
    assert User.objects.get().check_password("nine small lanterns")


def test_name_that_cannot_be_one_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match="Enter a valid username"):
        call_command("create_editor", "lamp lighter")
    assert not User.objects.exists()
