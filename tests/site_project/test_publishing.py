"""Publishing in the admin: nothing without evidence comes before the public, and no work is lost over it."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.urls import reverse

from companies.models import Company, Milestone
from entries.models import Alias, Entry, Figure, Statement
from tests import factories as make

from .forms import errors, fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]

ADD = reverse("admin:companies_company_add")
LIST = reverse("admin:companies_company_changelist")
UNCITED = {"figures-0-label": "Lamps", "figures-0-comparator": "=", "figures-0-value": "12", "figures-0-position": "0"}
ONE = {"figures-TOTAL_FORMS": "1"} | UNCITED


def send(client, address, **values):
    return client.post(address, fill(client.get(address), **values))


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def signed_in(client, group):
    user = User.objects.create_user(group.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def test_entry_with_an_uncited_figure_is_kept_as_a_draft_and_the_figure_named(admin_client, client):
    answer = send(admin_client, ADD, name="Lamp Works", status="published", **ONE)
    company = Company.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{company.admin_url}#content-start")
    assert (company.status, Figure.objects.get().value) == ("draft", 12)
    assert f'<a href="{company.admin_url}#figures-0">Figure: Lamps: 12</a>' in told(answer)
    form = admin_client.get(company.admin_url).content.decode()
    assert 'id="figures-0"' in form
    assert re.search('id="content-start".*class="messagelist', form, re.DOTALL)
    assert '<a href="#figures-0">Figure: Lamps: 12</a>' in form
    client.logout()
    assert client.get(company.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("evidence", ["passage", "editorial"])
def test_draft_is_published_once_its_figure_has_evidence(admin_client, evidence):
    send(admin_client, ADD, name="Lamp Works", status="published", **ONE)
    company = Company.objects.get()
    passage = make.make_passage(opens="so many lamps")
    mended = {"figures-0-passages": [passage.pk]} if evidence == "passage" else {"figures-0-editorial": "on"}
    answer = send(admin_client, company.admin_url, status="published", **mended)
    assert answer.status_code == 302
    company.refresh_from_db()
    assert (company.status, company.publish_at is None) == ("published", False)
    page = admin_client.get(company.get_absolute_url()).content.decode()
    assert ("so many lamps" if evidence == "passage" else "said by us") in page


def test_field_without_a_statement_is_named_with_a_link_to_it(admin_client):
    answer = send(admin_client, ADD, name="Lamp Works", status="published", founded="1999", body="It began small.")
    company = Company.objects.get()
    assert f'<a href="{company.admin_url}#id_founded">Founded: 1999</a>' in told(answer)
    assert f'<a href="{company.admin_url}#id_body">Account: It began small.</a>' in told(answer)
    form = admin_client.get(company.admin_url).content.decode()
    assert 'id="id_founded"' in form
    assert 'id="id_body"' in form


def test_refused_draft_has_no_moment_until_it_is_published(admin_client):
    send(admin_client, ADD, name="Lamp Works", status="published", **ONE)
    assert Company.objects.get().publish_at is None


def test_save_that_takes_the_evidence_of_a_published_entry_makes_a_working_copy(admin_client, client):
    company = make.make_company(name="Lamp Works")
    figure = make.make_figure(company, label="Lamps", value=12, passages=[make.make_passage()])
    before = Company.objects.values().get()
    answer = send(admin_client, company.admin_url, summary="It makes lamps.", **{"figures-0-passages": []})
    copy = Company.objects.exclude(draft_of=None).get()
    assert answer.headers["Location"] == f"{copy.admin_url}#content-start"
    assert "Summary: It makes lamps." in told(answer)
    assert "Figure: Lamps: 12" in told(answer)
    assert Company.objects.filter(draft_of=None).values().get() == before
    assert figure.passages.count() == 1
    assert (copy.summary, Figure.objects.get(entry=copy).passages.count()) == ("It makes lamps.", 0)
    client.logout()
    assert "It makes lamps." not in client.get(company.get_absolute_url()).content.decode()


def test_working_copy_is_published_over_its_original(admin_client, client):
    company = make.make_company(name="Lamp Works")
    send(admin_client, company.admin_url, legal_name="Lamp Works Limited")
    copy = Company.objects.exclude(draft_of=None).get()
    preview = admin_client.get(copy.get_absolute_url()).content.decode()
    assert "This is a working copy" in preview
    assert "Lamp Works Limited" in preview
    answer = send(
        admin_client, copy.admin_url, status="published",
        **{"statements-TOTAL_FORMS": "1", "statements-0-field": "legal_name", "statements-0-editorial": "on"},
    )  # fmt: skip
    assert answer.headers["Location"] == f"{company.admin_url}#content-start"
    assert "was put over" in told(answer)
    assert Company.objects.get().legal_name == "Lamp Works Limited"
    client.logout()
    assert "Lamp Works Limited" in client.get(company.get_absolute_url()).content.decode()


def test_picture_of_a_refused_save_is_with_the_working_copy(admin_client):
    company = make.make_company()
    send(admin_client, company.admin_url, image_credit="A. Painter", legal_name="Uncited")
    assert Company.objects.exclude(draft_of=None).get().image_credit == "A. Painter"
    assert Company.objects.get(draft_of=None).image_credit == ""


def test_action_publishes_what_has_evidence_and_names_what_the_others_lack(admin_client):
    whole, bare = make.make_company(draft=True), make.make_company(draft=True, name="Bare", legal_name="Bare Works")
    answer = admin_client.post(LIST, {"action": "publish_selected", "_selected_action": [whole.pk, bare.pk]})
    assert Company.objects.get(pk=whole.pk).status == "published"
    assert Company.objects.get(pk=bare.pk).status == "draft"
    assert f'<a href="{bare.admin_url}#id_legal_name">Legal name: Bare Works</a>' in told(answer)
    assert "1 was published." in told(answer)


def test_action_makes_drafts(admin_client, client):
    company = make.make_company()
    admin_client.post(LIST, {"action": "withdraw_selected", "_selected_action": [company.pk]})
    client.logout()
    assert client.get(company.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    ("state", "shown"),
    [("published", ["One"]), ("draft", ["Two"]), ("copy", ["One"]), ("nonsense", ["One", "One", "Two"])],
)
def test_list_is_narrowed_to_a_state(admin_client, state, shown):
    admin_client.post(reverse("admin:companies_company_copy", args=[make.make_company(name="One").pk]))
    make.make_company(draft=True, name="Two")
    listed = admin_client.get(LIST, {"state": state}).context["cl"].result_list
    assert sorted(row.name for row in listed) == shown


def test_long_refusal_is_cut_and_counted(admin_client):
    company = make.make_company(draft=True)
    for number in range(25):
        make.make_alias(company, name=f"Name {number:02}", position=number)
    answer = admin_client.post(LIST, {"action": "publish_selected", "_selected_action": [company.pk]})
    assert told(answer).count("<div><a ") == 20
    assert "and 5 more" in told(answer)


def test_editor_cannot_publish_by_any_way(client):
    company = make.make_company(draft=True)
    editor = signed_in(client, "Editor")
    send(editor, company.admin_url, status="published")
    editor.post(LIST, {"action": "publish_selected", "_selected_action": [company.pk]})
    company.refresh_from_db()
    assert company.status == "draft"


def test_editor_drafts_changes_of_a_published_entry_in_a_working_copy(client):
    company = make.make_company(name="Lamp Works")
    editor = signed_in(client, "Editor")
    assert "Begin a working copy" in editor.get(company.admin_url).content.decode()
    answer = editor.post(reverse("admin:companies_company_copy", args=[company.pk]))
    copy = Company.objects.exclude(draft_of=None).get()
    assert answer.headers["Location"] == copy.admin_url
    send(editor, copy.admin_url, summary="It makes lamps.")
    copy.refresh_from_db()
    assert (copy.summary, copy.status) == ("It makes lamps.", "draft")
    assert copy.admin_url.split("/")[-3] in editor.get(company.admin_url).content.decode()


def test_copy_is_begun_by_a_form_only_and_of_a_published_entry_only(admin_client):
    company, draft = make.make_company(), make.make_company(draft=True)
    assert admin_client.get(reverse("admin:companies_company_copy", args=[company.pk])).status_code == 405
    assert admin_client.post(reverse("admin:companies_company_copy", args=[draft.pk])).status_code == 404
    assert not Entry.objects.exclude(draft_of=None).exists()


def test_other_forms_do_not_find_working_copies(admin_client):
    company = make.make_company(name="Lamp Works")
    admin_client.post(reverse("admin:companies_company_copy", args=[company.pk]))
    for model, field in (("milestone", "subjects"), ("presence", "company"), ("product", "company")):
        asked = {"app_label": "companies", "model_name": model, "field_name": field, "term": "Lamp"}
        offered = admin_client.get(reverse("admin:autocomplete"), asked).json()["results"]
        assert [row["id"] for row in offered] == [str(company.pk)], model


@pytest.mark.parametrize("copy", ["00000000-0000-0000-0000-000000000000", "nonsense"])
def test_preview_of_no_working_copy_is_not_found(admin_client, copy):
    company = make.make_company()
    assert admin_client.get(company.get_absolute_url(), {"copy": copy}).status_code == 404


def test_visitor_who_asks_for_a_working_copy_gets_the_published_page(client, admin_client):
    company = make.make_company(name="Lamp Works")
    admin_client.post(reverse("admin:companies_company_copy", args=[company.pk]))
    copy = Company.objects.exclude(draft_of=None).get()
    Company.objects.filter(pk=copy.pk).update(legal_name="Not yet known")
    client.logout()
    page = client.get(copy.get_absolute_url())
    assert page.status_code == 200
    assert "Not yet known" not in page.content.decode()


# Rows outside their entry's form.


def row_form(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_row_of_a_published_entry_keeps_its_evidence_in_a_form_of_its_own(admin_client):
    alias = make.make_alias(make.make_company(), name="LW", passages=[make.make_passage()])
    answer = send(admin_client, row_form(alias), passages=[])
    assert any("states nothing without a passage" in error for error in errors(answer))
    assert Alias.objects.get().passages.count() == 1
    assert send(admin_client, row_form(alias), passages=[], editorial="on").status_code == 302


def test_row_of_a_draft_may_lack_evidence_in_a_form_of_its_own(admin_client):
    alias = make.make_alias(make.make_company(draft=True), name="LW", passages=[make.make_passage()])
    assert send(admin_client, row_form(alias), passages=[]).status_code == 302


def test_statement_that_a_published_field_rests_on_cannot_be_deleted_or_moved(admin_client):
    company = make.make_company(legal_name="Lamp Works")
    statement = make.make_statement(company, "legal_name", editorial=True)
    page = admin_client.post(reverse("admin:entries_statement_delete", args=[statement.pk]), {"post": "yes"})
    assert "protected" in page.content.decode()
    send(admin_client, row_form(statement), field="summary")
    assert Statement.objects.get().field == "legal_name"


def test_statement_of_a_blank_field_is_deleted(admin_client):
    statement = make.make_statement(make.make_company(), "legal_name", editorial=True)
    admin_client.post(reverse("admin:entries_statement_delete", args=[statement.pk]), {"post": "yes"})
    assert not Statement.objects.exists()


# Derived dates.


@pytest.fixture
def derived():
    parent = make.make_milestone(name="Moving in", date="2018-01", editorial=True, subjects=[make.make_company()])
    return make.make_milestone(
        name="A watch", date="2019", derived_from=parent, editorial=True, subjects=parent.subjects.all()
    )


def test_editing_a_date_names_what_was_derived_from_it_and_flags_it(admin_client, derived):
    answer = send(admin_client, derived.derived_from.admin_url, date="2017-01", editorial="on")
    assert answer.status_code == 302, errors(answer)
    assert f'<a href="{derived.admin_url}">A watch</a>' in told(answer)
    assert list(Milestone.objects.out_of_step()) == [derived]
    assert "under review" in admin_client.get(derived.get_absolute_url()).content.decode()
    listed = admin_client.get(reverse("admin:companies_milestone_changelist"), {"derived": "review"}).content.decode()
    assert "A watch" in listed
    assert "Moving in" not in re.search(r'id="result_list".*', listed, re.S)[0]


def test_editing_something_else_names_nothing(admin_client, derived):
    answer = send(admin_client, derived.derived_from.admin_url, date_as_worded="in January", editorial="on")
    assert "A watch" not in told(answer)


def test_date_that_is_still_right_is_checked_off(admin_client, derived):
    assert "still_right" not in admin_client.get(derived.admin_url).content.decode()
    send(admin_client, derived.derived_from.admin_url, date="2018", editorial="on")
    assert 'name="still_right"' in unescape(admin_client.get(derived.admin_url).content.decode())
    send(admin_client, derived.admin_url, still_right="on", editorial="on")
    assert not Milestone.objects.out_of_step().exists()
    derived.refresh_from_db()
    assert (derived.date, derived.derived_from_value) == ("2019", "2018")
