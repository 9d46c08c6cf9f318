"""Old addresses as editors meet them: in an entry's form, in their own list, and after a seed."""

from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from companies.models import Company
from entries.models import Address
from tests import factories as make
from tests.entries.test_addresses import left, rename, withdraw

from .forms import fill
from .seed_documents import alpha, save_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]

LIST = reverse("admin:companies_company_changelist")
OLD = reverse("admin:entries_address_changelist")


def send(client, entry, **values):
    return client.post(entry.admin_url, fill(client.get(entry.admin_url), **values))


def signed_in(client, group: str):
    user = User.objects.create_user(group.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def test_form_tells_that_the_old_address_goes_on_working_and_which_there_are(admin_client):
    company = rename(make.make_company(slug="first"), "second")
    rename(make.make_company(slug="third"), "fourth")
    form = unescape(admin_client.get(company.admin_url).content.decode())
    assert "One that was public leads here from then on." in form
    assert "/companies/first/" in form
    assert "/companies/third/" not in form
    new = unescape(admin_client.get(reverse("admin:companies_company_add")).content.decode())
    assert "made from the name if blank" in new
    assert "field-old_addresses" not in new


def test_old_address_that_something_else_has_now_is_not_listed(admin_client):
    company = rename(rename(make.make_company(slug="first"), "second"), "third")
    make.make_company(slug="first", name="Another")
    form = admin_client.get(company.admin_url).content.decode()
    assert "/companies/second/" in form
    assert "/companies/first/" not in form


def test_slug_that_is_changed_in_the_form_leaves_the_old_address(admin_client):
    company = make.make_company(slug="first")
    assert send(admin_client, company, slug="second").status_code == 302
    assert left() == {"first": False}


def test_save_that_is_refused_leaves_no_address(admin_client):
    company = make.make_company(slug="first")
    answer = send(admin_client, company, slug="second", legal_name="Lamp Works Limited")
    assert answer.status_code == 302
    assert Company.objects.get(draft_of=None).slug == "first"
    assert Company.objects.get(draft_of=company.id).slug == "second"
    assert left() == {}


def test_actions_leave_addresses(admin_client):
    first, second = make.make_company(slug="first"), make.make_company(slug="second")
    admin_client.post(LIST, {"action": "withdraw_selected", "_selected_action": [first.pk]})
    admin_client.post(LIST, {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"})
    assert left() == {"first": True, "second": True}


def test_publisher_makes_a_name_be_forgotten(client):
    make.make_person(slug="first", name="Anna Sample").delete()
    signed_in(client, "Publisher")
    assert "Anna Sample" in client.get(OLD).content.decode()
    client.post(OLD, {"action": "delete_selected", "_selected_action": [Address.objects.get().pk], "post": "yes"})
    assert not Address.objects.exists()
    client.logout()
    assert client.get("/people/first/").status_code == 404


def test_editor_who_may_not_publish_does_not_see_old_addresses(client):
    withdraw(make.make_company(slug="first"))
    assert signed_in(client, "Editor").get(OLD).status_code == 403


def test_seed_that_takes_a_slug_back_leaves_the_one_that_an_editor_gave(seed):
    seed()
    save_as(Company, "alpha", slug="alpha-renamed")
    assert left() == {"alpha": False}
    seed()
    assert left() == {"alpha": False}
    seed(update=True)
    assert (alpha().id, left()) == (Company.objects.get().id, {"alpha": False, "alpha-renamed": False})


def test_seed_that_changes_nothing_leaves_no_address(seed):
    seed()
    seed(update=True)
    assert left() == {}
