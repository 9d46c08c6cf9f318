"""Old addresses: what is noted when something public leaves one, by whichever way it leaves."""

from datetime import timedelta

import pytest
import time_machine
from django.core import serializers
from django.core.management import call_command
from django.utils import timezone

from companies.models import Company
from entries import addresses, copies, publishing
from entries.models import Address, Entry, Tag
from tests import factories as make

pytestmark = pytest.mark.django_db

SOON = timedelta(hours=1)


def rename(row, slug: str):
    row = type(row).objects.get(pk=row.pk)
    row.slug = slug
    row.save()
    return row


def withdraw(entry):
    entry = type(entry).objects.get(pk=entry.pk)
    entry.status = Entry.Status.DRAFT
    entry.save()
    return entry


def left() -> dict[str, bool]:
    """Slugs that were left, and whether by something that is gone."""
    return {address.slug: address.gone_at is not None for address in Address.objects.all()}


@pytest.mark.parametrize("model", make.KINDS)
def test_renamed_entry_leaves_its_address(model):
    entry = make.make_entry(model, slug="first", name="First Lamp")
    rename(entry, "second")
    address = Address.objects.get()
    assert (address.kind, address.slug, address.subject_id) == (model.KIND, "first", entry.id)
    assert (address.name, address.gone_at) == ("First Lamp", None)


def test_entry_that_is_saved_as_it_is_leaves_nothing():
    company = make.make_company()
    company.name = "Another name"
    company.save()
    assert left() == {}


@pytest.mark.parametrize("hidden", [{"draft": True}, {"publish_at": timezone.now() + timedelta(days=400)}])
def test_entry_that_was_never_public_leaves_nothing(hidden):
    company = rename(make.make_company(slug="first", **hidden), "second")
    withdraw(company).delete()
    assert left() == {}


def test_entry_whose_hour_came_in_silence_was_public():
    company = make.make_company(slug="first", publish_at=timezone.now() + SOON)
    with time_machine.travel(timezone.now() + 2 * SOON):
        rename(company, "second")
    assert left() == {"first": False}


def test_entry_put_off_to_a_future_hour_is_gone_until_then():
    company = make.make_company(slug="first")
    company.publish_at = timezone.now() + SOON
    company.save()
    assert left() == {"first": True}


def test_withdrawn_entry_is_gone_from_all_its_addresses_under_the_name_it_had_last():
    company = rename(make.make_company(slug="first", name="Lamp Works"), "second")
    company.name = "Lantern Works"
    company.save()
    withdraw(company)
    assert left() == {"first": True, "second": True}
    assert set(Address.objects.values_list("name", flat=True)) == {"Lantern Works"}


def test_name_and_slug_that_a_withdrawn_entry_gets_later_are_not_noted():
    company = withdraw(make.make_company(slug="first", name="Lamp Works"))
    company.name, company.slug = "A secret name", "a-secret-slug"
    company.save()
    company.delete()
    assert list(Address.objects.values_list("slug", "name")) == [("first", "Lamp Works")]


def test_deleted_entry_is_gone():
    make.make_company(slug="first").delete()
    make.make_zone(slug="second")
    Entry.objects.filter(slug="second").delete()
    make.make_zone(slug="third")
    type(make.make_person(slug="fourth")).objects.all().delete()
    assert left() == {"first": True, "second": True, "fourth": True}


def test_deletion_keeps_the_moment_of_the_withdrawal():
    company = withdraw(make.make_company(slug="first"))
    gone_at = Address.objects.get().gone_at
    with time_machine.travel(timezone.now() + SOON):
        company.delete()
    assert Address.objects.get().gone_at == gone_at


def test_working_copy_that_is_published_under_another_slug_leaves_the_address_of_its_original():
    company = make.make_company(slug="first", name="Lamp Works")
    copy = copies.begin(company)
    copy.slug, copy.name = "second", "Lantern Works"
    copy.save()
    assert left() == {}
    published, missing = publishing.publish(copy)
    assert (published.slug, missing) == ("second", [])
    assert left() == {"first": False}
    assert Address.objects.get().name == "Lamp Works"


def test_working_copy_that_is_deleted_leaves_nothing():
    copies.begin(make.make_company(slug="first")).delete()
    assert left() == {}


def test_last_to_leave_an_address_has_it():
    rename(make.make_company(slug="first"), "second")
    later = make.make_company(slug="first")
    rename(later, "third")
    assert Address.objects.get(slug="first").subject_id == later.id


def test_tag_leaves_its_address_when_something_public_has_it():
    make.tagged(make.make_company(draft=True), "hidden lamps")
    make.tagged(make.make_company(), "lamps", "lanterns")
    for slug in ("hidden-lamps", "lamps"):
        rename(Tag.objects.get(slug=slug), f"{slug}-renamed")
    Tag.objects.get(slug="lanterns").delete()
    assert left() == {"lamps": False, "lanterns": True}


def test_source_leaves_its_address_when_something_public_rests_on_it():
    shown, hidden = make.make_source(slug="shown"), make.make_source(slug="hidden")
    make.make_alias(make.make_company(), passages=[make.make_passage(shown)])
    make.make_alias(make.make_company(draft=True), passages=[make.make_passage(hidden)])
    for source in (shown, hidden):
        rename(source, f"{source.slug}-renamed")
    assert left() == {"shown": False}


def test_loaded_row_leaves_the_address_that_it_had(tmp_path):
    company = make.make_company(slug="first")
    rows = serializers.serialize("json", [Entry.objects.get(), company])
    rename(company, "second")
    Address.objects.all().delete()
    path = tmp_path / "rows.json"
    path.write_text(rows)
    call_command("loaddata", str(path), verbosity=0)
    assert Company.objects.get().slug == "first"
    assert left() == {"second": False}


def test_rows_that_are_written_in_bulk_are_noted_by_hand():
    company = make.make_company(slug="first")
    rows = Entry.objects.published().filter(pk=company.pk)
    addresses.note(rows, gone=True)
    rows.update(status="draft")
    assert left() == {"first": True}


def test_addresses_move_with_a_dump(tmp_path):
    rename(make.make_company(slug="first"), "second")
    before = Address.objects.values().get()
    path = tmp_path / "dump.json"
    call_command("dumpdata", "entries.address", output=str(path), verbosity=0)
    Address.objects.all().delete()
    call_command("loaddata", str(path), verbosity=0)
    assert Address.objects.values().get() == before


def test_saving_costs_one_question_and_leaving_few(django_assert_num_queries):
    company = Company.objects.get(pk=make.make_company(slug="first").pk)
    with django_assert_num_queries(1):
        addresses.before_save(company)
    company.slug = "second"
    with django_assert_num_queries(2):
        addresses.before_save(company)
    company.status = "draft"
    with django_assert_num_queries(3):
        addresses.before_save(company)
