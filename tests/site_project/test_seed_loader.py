"""Seeding: what a document says, what was written before and what stands now, brought together."""

import uuid
from collections import Counter

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.models import Alias, ContentState, Entry, Figure, Statement, Tag, Tagged
from site_project.models import SeedRecord
from site_project.seeding import document, loader, rows, writing
from sources.models import Passage, Source
from zones.models import Zone

from .seed_documents import RECORDS, alpha, clear, dump, save_as

pytestmark = pytest.mark.django_db


# Ids, first and second load.


def test_ids_are_the_same_on_every_machine(seed):
    seed()
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, "hard-tech-atlas")
    for model, key in [
        (Company, "company/alpha"), (Zone, "zone/north"), (Person, "person/gamma"), (Milestone, "milestone/shed-opens"),
        (Source, "source/gazette"), (Passage, "passage/shed"), (Tag, "tag/sheds"), (Alias, "alias/alpha-works"),
        (Figure, "figure/alpha-sheds"), (Role, "role/gamma-keeper"), (Presence, "presence/alpha-north"),
        (Product, "product/shed"), (Statement, "statement/alpha-summary"),
    ]:  # fmt: skip
        assert model.objects.filter(pk=uuid.uuid5(namespace, key)).exists(), key
    assert rows.identify("company", "alpha") == uuid.UUID("e0b47a20-4bab-5bb1-ad02-0db07f99b71f")


def test_a_load_after_everything_is_gone_gives_the_same_ids(seed):
    def ids():
        return {(type(row), row.pk) for model in (*rows.MODELS.values(), Tagged) for row in model.objects.all()}

    seed()
    first = ids()
    clear()
    SeedRecord.objects.all().delete()
    assert ids() == set()
    assert seed() == {"created": RECORDS}
    assert ids() == first


def test_first_load_creates_what_the_document_says(seed):
    assert seed() == {"created": RECORDS}
    company = alpha()
    assert (company.legal_name, company.founded, company.kind) == ("Alpha Works", "2001", "company")
    assert sorted(company.tags.names()) == ["rivers", "sheds"]
    assert [passage.key for passage in company.cited.all()] == ["shed"]
    figure = company.figures.get()
    assert (figure.number, figure.unit, figure.as_of) == (">150.5", "sheds", "2001")
    assert {passage.key for passage in figure.passages.all()} == {"shed", "bridge"}
    role = Role.objects.get()
    assert (role.person.name, role.organisation.pk, role.founder, role.since) == ("Gamma", company.pk, True, "2001")
    bridge = Milestone.objects.get(slug="bridge-follows")
    assert (bridge.derived_from.slug, bridge.derived_from_value, bridge.ahead) == ("shed-opens", "2001", True)
    assert {subject.slug for subject in bridge.subjects.all()} == {"alpha", "gamma"}
    yard = Zone.objects.get(slug="north-yard")
    assert (yard.part_of.slug, yard.latitude, yard.longitude) == ("north", 22, 114.5)
    assert Presence.objects.get().kind == "settled"
    assert Source.objects.get().authors == "A. Writer, B. Writer"
    assert [passage.key for passage in Source.objects.get().cited.all()] == ["shed"]


def test_loaded_entries_are_published_at_once(seed):
    before = timezone.now()
    seed()
    assert Entry.objects.count() == Entry.objects.published().count() == 6
    assert all(before <= entry.publish_at <= timezone.now() for entry in Entry.objects.all())


def test_second_load_changes_nothing(seed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        seed()
    assert ContentState.objects.get().generation == 1
    before = dump()
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
        assert seed() == {"unchanged": RECORDS}
    written = [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert written == []
    assert len(queries) > len(rows.MODELS)
    assert dump() == before
    assert ContentState.objects.get().generation == 1


def test_second_load_of_the_bundled_document_changes_nothing(django_capture_on_commit_callbacks):
    bundled = document.read(document.BUNDLED)
    loader.load(bundled, "bundled")
    before = dump()
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
        counts = sum(loader.load(bundled, "bundled").counts.values(), Counter())
    assert counts == {"unchanged": len(list(bundled.records()))}
    assert [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")] == []
    assert dump() == before


def test_doubled_references_change_nothing_on_the_second_load(seed):
    doubles = [
        ('passages = ["bridge"]', 'passages = ["bridge", "bridge"]'),
        ('tags = ["sheds", "rivers"]', 'tags = ["sheds", "rivers", "sheds"]'),
        ('subjects = ["company/alpha"]', 'subjects = ["company/alpha", "company/alpha"]'),
    ]
    seed(*doubles)
    assert seed(*doubles) == {"unchanged": RECORDS}


def test_rows_written_together_are_those_written_one_by_one(seed, monkeypatch):
    """The way around ``save`` leaves out nothing that ``save`` does."""

    def written():
        fixed = {"publish_at": None, "created_at": None, "updated_at": None}
        found = {
            (model, row["pk"]): row | fixed for model in models for row in model.objects.values("pk", *names(model))
        }
        return found | {
            (model, name): set(model._meta.get_field(name).remote_field.through.objects.values_list(*ends(model, name)))
            for model in models
            for name in ("cited", "passages", "subjects")
            if name in {field.name for field in model._meta.many_to_many}
        }

    def names(model):
        return [field.attname for field in model._meta.concrete_fields]

    def ends(model, name):
        field = model._meta.get_field(name)
        return field.m2m_column_name(), field.m2m_reverse_name()

    def fail(*_args):
        raise IntegrityError

    models = [*rows.MODELS.values(), Entry, Tagged]
    seed()
    together = written()
    clear()
    SeedRecord.objects.all().delete()
    monkeypatch.setattr(writing, "create", fail)
    assert seed() == {"created": RECORDS}
    assert written() == together


def test_queries_do_not_grow_with_the_records(tmp_path):
    bundled = document.read(document.BUNDLED)
    with CaptureQueriesContext(connection) as queries:
        loader.load(bundled, "bundled")
    assert len(queries) < 200
    with CaptureQueriesContext(connection) as queries:
        loader.load(bundled, "bundled")
    assert len(queries) < 70


def test_check_writes_nothing(seed):
    before = dump()
    assert seed(dry=True) == {"created": RECORDS}
    assert dump() == before


# The document changes.


def test_changed_document_updates_what_nobody_edited(seed):
    seed()
    changes = [
        ('legal_name = "Alpha Works"', 'legal_name = "Alpha Works Ltd"'),
        ('tags = ["sheds", "rivers"]', 'tags = ["rivers"]'),
        ("It opened a shed.[@shed]", "It plans a bridge.[@bridge]"),
        ('value = "150.50"', 'value = "151"'),
        ('passages = ["shed", "bridge"]', 'passages = ["bridge"]'),
        ('part_of = "north"\n', ""),
        ('subjects = ["company/alpha", "person/gamma"]', 'subjects = ["person/gamma"]'),
    ]
    assert seed(*changes) == {"updated": 4, "unchanged": RECORDS - 4}
    company = alpha()
    assert (company.legal_name, company.tags.names().get()) == ("Alpha Works Ltd", "rivers")
    assert [passage.key for passage in company.cited.all()] == ["bridge"]
    assert company.figures.get().number == ">151"
    assert [passage.key for passage in company.figures.get().passages.all()] == ["bridge"]
    assert Zone.objects.get(slug="north-yard").part_of is None
    assert [subject.slug for subject in Milestone.objects.get(slug="bridge-follows").subjects.all()] == ["gamma"]
    assert seed(*changes) == {"unchanged": RECORDS}


def test_record_that_left_the_document_stays(seed):
    seed()
    assert seed(
        ('[[alias]]\nkey = "alpha-works"\nentry = "company/alpha"\nname = "Alpha Works"\npassages = ["shed"]', "")
    ) == {"unchanged": RECORDS - 1}
    assert alpha().aliases.count() == 1


# Rows that stood before.


def test_equal_row_without_a_record_is_adopted_and_followed(seed):
    seed()
    SeedRecord.objects.all().delete()
    assert seed() == {"adopted": RECORDS}
    assert seed(('founded = "2001"', 'founded = "2002"')) == {"updated": 1, "unchanged": RECORDS - 1}


def test_different_row_without_a_record_is_kept(seed):
    seed()
    SeedRecord.objects.all().delete()
    save_as(Company, "alpha", founded="1999")
    assert seed() == {"adopted": RECORDS - 1, "kept": 1}
    assert alpha().founded == "1999"
    assert seed() == {"unchanged": RECORDS - 1, "kept": 1}
    assert seed(('founded = "2001"', 'founded = "2002"'))["kept"] == 1
    assert alpha().founded == "1999"


def test_adopted_draft_stays_a_draft(seed):
    seed()
    SeedRecord.objects.all().delete()
    save_as(Company, "alpha", status="draft", publish_at=None)
    assert seed() == {"adopted": RECORDS}
    assert seed(('founded = "2001"', 'founded = "2002"'))["updated"] == 1
    assert alpha().status == "draft"
