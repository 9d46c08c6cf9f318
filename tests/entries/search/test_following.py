"""The index follows every way of writing, and gives nothing away that is not public."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from companies.models import Company, Role
from entries.changes import touch
from entries.models import Entry, SearchRow, SearchTerm, Tag
from entries.search import index
from tests import factories as make
from tests.site_project.forms import fill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def suggested(client):
    return lambda q: [one["name"] for one in client.get("/search/suggest", {"q": q}).json()]


@pytest.fixture
def hidden(client, find, suggested):
    """Whether no search, filter, correction or suggestion tells of a word."""

    def hidden(word: str) -> bool:
        pages = [client.get("/search/", {"q": q}).content.decode() for q in (word, word[:-1] + "qq", f"{word} {word}x")]
        told = any("Searched for" in page or "<mark>" in page for page in pages)
        return not told and find(word) == [] and suggested(word) == []

    return hidden


def test_draft_is_found_when_it_is_published_and_no_more_when_it_is_withdrawn(find, hidden):
    company = make.make_company(name="Lanternia", draft=True)
    assert hidden("lanternia")
    company.status = "published"
    company.save()
    assert find("lanternia") == ["Lanternia"]
    company.status = "draft"
    company.save()
    assert hidden("lanternia")
    assert not SearchRow.objects.exists()
    assert not SearchTerm.objects.exists()


def test_scheduled_entry_is_found_from_its_hour_on(find, hidden, time_machine):
    now = timezone.now()
    make.make_company(name="Lanternia", publish_at=now + timedelta(hours=1))
    assert hidden("lanternia")
    time_machine.move_to(now + timedelta(hours=2))
    assert find("lanternia") == ["Lanternia"]


def test_deleted_entry_is_found_no_more(hidden):
    make.make_company(name="Lanternia").delete()
    make.make_company(name="Lanternia").delete()
    assert hidden("lanternia")
    assert not SearchRow.objects.exists()
    assert not SearchTerm.objects.exists()


def test_entry_deleted_as_a_parent_row_or_by_a_queryset_is_found_no_more(hidden):
    Entry.objects.get(pk=make.make_company(name="Lanternia").pk).delete()
    make.make_zone(name="Lanternia")
    Entry.objects.all().delete()
    assert hidden("lanternia")


@pytest.mark.parametrize("state", ["draft", "scheduled", "deleted", "withdrawn"])
def test_neighbour_that_is_not_public_is_named_by_nobody(hidden, state):
    late = timezone.now() + timedelta(days=1)
    zone = make.make_zone(
        name="Lanternia", draft=state == "draft", **{"publish_at": late} if state == "scheduled" else {}
    )
    company, milestone = make.make_company(name="Firm"), make.make_milestone(name="Event", subjects=[zone])
    part = make.make_zone(name="Part", part_of=zone)
    role, presence = make.make_role(make.make_person(name="Ada"), zone), make.make_presence(company, zone)
    if state == "withdrawn":
        zone.status = "draft"
        zone.save()
    if state == "deleted":
        role.delete()
        presence.delete()
        part.delete()
        zone.delete()
    assert hidden("lanternia")
    assert milestone.name == "Event"


def test_scheduled_neighbour_is_named_from_its_hour_on(find, time_machine):
    now = timezone.now()
    zone = make.make_zone(name="Lanternia", publish_at=now + timedelta(hours=1))
    make.make_presence(make.make_company(name="Firm"), zone)
    assert find("lanternia") == []
    time_machine.move_to(now + timedelta(hours=2))
    assert find("lanternia") == ["Lanternia", "Firm"]


def test_source_is_found_while_something_public_rests_on_it(find, hidden):
    statement = make.make_statement(
        make.make_company(name="Firm"), passages=[make.make_passage(make.make_source(title="Lanternia"))]
    )
    assert find("lanternia") == ["Lanternia"]
    statement.entry.status = "draft"
    statement.entry.save()
    assert hidden("lanternia")


def test_page_does_not_remember_a_source_that_is_public_no_more(client):
    statement = make.make_statement(
        make.make_company(name="Lantern firm"), passages=[make.make_passage(make.make_source(title="Lantern gazette"))]
    )
    make.make_company(name="Lantern other")
    assert "gazette" in client.get("/search/?q=lantern").text
    statement.entry.status = "draft"
    statement.entry.save()
    page = client.get("/search/?q=lantern").text
    assert "other" in page
    assert "gazette" not in page


def test_source_that_is_renamed_is_found_by_its_new_title(find):
    source = make.make_source(title="Old")
    make.make_statement(make.make_company(name="Firm"), passages=[make.make_passage(source)])
    source.title = "Lanternia"
    source.save()
    assert find("lanternia") == ["Lanternia"]
    assert find("old") == []


def test_renamed_neighbour_is_found_under_its_new_name_alone(find):
    zone = make.make_zone(name="Oldham")
    make.make_presence(make.make_company(name="Firm"), zone)
    make.make_role(make.make_person(name="Ada"), zone)
    make.make_milestone(name="Event", subjects=[zone])
    make.make_zone(name="Part", part_of=zone)
    zone.name = "Newton"
    zone.save()
    assert find("oldham") == []
    assert sorted(find("newton")) == ["Ada", "Event", "Firm", "Newton", "Part"]


def test_tag_is_followed_when_it_is_set_renamed_and_deleted(find):
    company = make.tagged(make.make_company(name="Firm"), "brassware")
    assert find("brassware") == ["Firm"]
    tag = Tag.objects.get()
    tag.name = "copperware"
    tag.save()
    assert (find("brassware"), find("copperware")) == ([], ["Firm"])
    tag.delete()
    assert find("copperware") == []
    company.tags.add("tinware")
    company.tags.clear()
    assert find("tinware") == []


def test_rows_of_an_entry_are_followed(find):
    company = make.make_company(name="Firm")
    rows = [make.make_alias(company, name="Lanternia"), make.make_product(company, name="Lanternia")]
    for row in rows:
        assert find("lanternia") == ["Firm"]
        row.delete()
    assert find("lanternia") == []


def test_subjects_are_followed(find):
    milestone, company = make.make_milestone(name="Event"), make.make_company(name="Lanternia")
    milestone.subjects.add(company)
    assert find("lanternia event") == ["Event"]
    milestone.subjects.remove(company)
    assert find("lanternia event") == []
    milestone.subjects.set([company])
    company.delete()
    assert find("lanternia") == []


def test_admin_is_followed(admin_client, find):
    company = make.make_company(name="Firm")
    address = reverse("admin:companies_company_change", args=[company.pk])
    answer = admin_client.post(address, fill(admin_client.get(address), name="Lanternia"))
    assert answer.status_code == 302
    assert find("lanternia") == ["Lanternia"]


def test_loaddata_is_followed(find, tmp_path):
    company = make.make_company(name="Lanternia")
    file = tmp_path / "rows.json"
    file.write_text(serializers.serialize("json", [Entry.objects.get(pk=company.pk), company]))
    company.delete()
    assert find("lanternia") == []
    call_command("loaddata", str(file), verbosity=0)
    assert find("lanternia") == ["Lanternia"]


def test_bulk_write_is_followed_by_touch(find):
    company = make.make_company(name="Firm")
    with transaction.atomic():
        Company.objects.update(legal_name="Lanternia Limited")
        touch([company.pk])
    assert find("lanternia") == ["Firm"]


def test_rolled_back_change_is_not_followed(find):
    company = make.make_company(name="Firm")
    with pytest.raises(RuntimeError), transaction.atomic():
        company.name = "Lanternia"
        company.save()
        raise RuntimeError
    assert (find("lanternia"), find("firm")) == ([], ["Firm"])


def test_change_of_many_is_put_off_and_caught_up_on(find, monkeypatch):
    monkeypatch.setattr(index, "MOST_AT_ONCE", 2)
    hub = make.make_company(name="Oldham")
    for number in range(5):
        make.make_role(make.make_person(name=f"Ada {number}"), hub)
    hub.name = "Newton"
    hub.save()
    assert SearchRow.objects.exclude(again_at=None).count() == 5
    # A search catches up before it answers.
    assert len(find("newton")) == 6
    assert not SearchRow.objects.exclude(again_at=None).exists()
    with transaction.atomic():
        Role.objects.all().delete()
        people = [make.make_person(name=f"Lanternia {number}") for number in range(4)]
    assert len(find("lanternia")) == len(people)


def test_unchanged_entry_is_not_written_again():
    company = make.make_company(name="Firm")
    before = SearchRow.objects.get()
    company.save()
    assert SearchRow.objects.get() == before
    assert SearchTerm.objects.get(term="firm").count == 1


def test_parts_that_move_come_out_of_the_one_whole_and_into_the_other(find):
    wholes = make.make_zone(name="First", slug="first"), make.make_zone(name="Second", slug="second")
    middle = make.make_zone(name="Middle", slug="middle", part_of=wholes[0])
    part = make.make_zone(name="Lantern part", part_of=middle)
    make.make_presence(make.make_company(name="Lantern firm"), part)
    inside = ["Lantern firm", "Lantern part"]
    assert [find("lantern", zone=zone) for zone in ("first", "second", "middle")] == [inside, [], inside]
    middle.part_of = wholes[1]
    middle.save()
    assert [find("lantern", zone=zone) for zone in ("first", "second", "middle")] == [[], inside, inside]
    middle.status = "draft"
    middle.save()
    assert find("lantern", zone="second") == []


def test_rows_below_a_part_are_left_alone_where_only_the_whole_is_shown_anew(monkeypatch):
    whole = make.make_zone(name="Whole")
    below, beside = make.make_company(name="Below"), make.make_company(name="Beside")
    make.make_presence(below, make.make_zone(name="Part", part_of=whole))
    written, gather = set(), index._gather

    def watched(owners):
        found = gather(owners)
        written.update(found)
        return found

    monkeypatch.setattr(index, "_gather", watched)
    make.make_presence(beside, whole)
    assert beside.pk in written
    assert below.pk not in written


def test_scheduled_whole_holds_what_is_in_its_parts_from_its_hour_on(find, time_machine):
    now = timezone.now()
    outer = make.make_zone(name="Outer", slug="outer")
    whole = make.make_zone(name="Whole", slug="whole", part_of=outer, publish_at=now + timedelta(hours=1))
    make.make_presence(make.make_company(name="Lantern firm"), make.make_zone(name="Part", part_of=whole))
    assert find("lantern", zone="outer") == find("lantern", zone="whole") == []
    time_machine.move_to(now + timedelta(hours=2))
    assert find("lantern", zone="outer") == find("lantern", zone="whole") == ["Lantern firm"]
