"""Seeding: what an editor changed, added or deleted stays as the editor left it."""

import pytest

from companies.models import Company, Milestone, Presence, Product, Role
from entries.models import Alias, Figure, Statement, Tag
from site_project.models import SeedRecord
from sources.models import Passage, Source
from zones.models import Zone

from .seed_documents import RECORDS, alpha, dump, save_as

pytestmark = pytest.mark.django_db

# An editor changes.


def test_edited_field_is_kept_while_another_of_the_row_is_updated(seed):
    seed()
    save_as(Company, "alpha", legal_name="Alpha Works, as edited")
    changes = [('legal_name = "Alpha Works"', 'legal_name = "Alpha Inc."'), ('founded = "2001"', 'founded = "2002"')]
    assert seed(*changes) == {"updated": 1, "unchanged": RECORDS - 1}
    assert (alpha().legal_name, alpha().founded) == ("Alpha Works, as edited", "2002")
    assert seed(*changes) == {"kept": 1, "unchanged": RECORDS - 1}


@pytest.mark.parametrize(
    ("model", "key", "edit"),
    [
        (Company, "alpha", {"body": ""}),
        (Company, "alpha", {"slug": "alpha-renamed"}),
        (Source, "gazette", {"title": "Another title"}),
        (Source, "gazette", {"shape": []}),
        (Passage, "shed", {"note": "A doubt."}),
        (Tag, "sheds", {"name": "huts"}),
        (Zone, "north-yard", {"part_of": None}),
        (Zone, "north-yard", {"latitude": None, "longitude": None}),
        (Milestone, "bridge-follows", {"date": "2003~"}),
        (Milestone, "bridge-follows", {"derived_from": None, "derived_from_value": ""}),
        (Statement, "gamma-origin", {"editorial": False}),
        (Figure, "alpha-sheds", {"value": "151"}),
        (Alias, "alpha-works", {"position": 7}),
        (Role, "gamma-keeper", {"founder": False}),
        (Presence, "alpha-north", {"kind": "research"}),
        (Product, "shed", {"description": "Wooden."}),
    ],
)
def test_edit_survives_the_next_load(seed, model, key, edit):
    seed()
    save_as(model, key, **edit)
    before = dump()
    assert seed() == {"kept": 1, "unchanged": RECORDS - 1}
    assert dump() == before


def test_passage_that_an_editor_added_to_a_fact_is_kept(seed):
    seed()
    Role.objects.get().passages.add(Passage.objects.get(key="bridge"))
    assert seed() == {"kept": 1, "unchanged": RECORDS - 1}
    assert Role.objects.get().passages.count() == 2


def test_tag_that_an_editor_added_is_kept_and_ends_the_updates_of_that_entrys_tags(seed):
    seed()
    alpha().tags.add("hills")
    change = ('tags = ["sheds", "rivers"]', 'tags = ["sheds"]')
    assert seed(change) == {"kept": 1, "unchanged": RECORDS - 1}
    assert sorted(alpha().tags.names()) == ["hills", "rivers", "sheds"]


def test_tag_that_an_editor_took_off_stays_off(seed):
    seed()
    alpha().tags.remove("rivers")
    assert seed() == {"kept": 1, "unchanged": RECORDS - 1}
    assert alpha().tags.names().get() == "sheds"


def test_rows_that_an_editor_added_are_not_touched(seed):
    seed()
    Alias.objects.create(entry=alpha(), name="The shed makers")
    Figure.objects.create(entry=alpha(), label="Sheds", value=3)
    Company.objects.create(name="Beta", slug="beta")
    before = dump()
    assert seed() == {"unchanged": RECORDS}
    assert dump() == before


def test_edit_that_the_document_takes_up_follows_the_document_again(seed):
    seed()
    save_as(Company, "alpha", founded="2002")
    assert seed(('founded = "2001"', 'founded = "2002"')) == {"unchanged": RECORDS}
    assert seed(('founded = "2001"', 'founded = "2003"')) == {"updated": 1, "unchanged": RECORDS - 1}
    assert alpha().founded == "2003"


def test_field_that_older_records_do_not_know_is_filled_later(seed):
    """As after a migration that gives a kind one more field."""
    seed(('legal_name = "Alpha Works"\n', ""))
    record = SeedRecord.objects.get(kind="company")
    del record.values["legal_name"]
    record.save()
    assert seed(('legal_name = "Alpha Works"\n', "")) == {"unchanged": RECORDS}
    assert seed() == {"updated": 1, "unchanged": RECORDS - 1}
    assert alpha().legal_name == "Alpha Works"


# An editor deletes.


def test_deleted_row_stays_deleted_with_its_children(seed):
    seed()
    Role.objects.all().delete()
    alpha().delete()
    before = dump()
    # The company, its three statements, other name, figure, product, presence and role; both milestones lost a subject.
    assert seed() == {"deleted": 9, "kept": 2, "unchanged": RECORDS - 11}
    assert dump() == before


def test_new_child_of_a_deleted_row_is_not_created(seed):
    seed()
    Role.objects.all().delete()
    alpha().delete()
    new = '[[alias]]\nkey = "a-two"\nentry = "company/alpha"\nname = "A2"\neditorial = true\n\n[[figure]]'
    assert seed(("[[figure]]", new))["deleted"] == 10
    assert not Alias.objects.exists()
    assert not SeedRecord.objects.filter(key="a-two").exists()


def test_new_milestone_whose_subjects_were_all_deleted_is_not_created(seed):
    seed()
    Role.objects.all().delete()
    alpha().delete()
    new = '[[milestone]]\nslug = "closing"\nname = "A closing"\nsubjects = ["company/alpha"]\neditorial = true\n\n'
    assert seed(("[[statement]]", new + "[[statement]]"))["deleted"] == 10
    assert not Milestone.objects.filter(slug="closing").exists()


def test_deleted_tag_stays_deleted(seed):
    seed()
    Tag.objects.get(slug="rivers").delete()
    assert seed() == {"deleted": 1, "kept": 1, "unchanged": RECORDS - 2}
    assert alpha().tags.names().get() == "sheds"
