"""The generated atlas: the same again, whole, with evidence for all; kept away from content, and removed without it."""

from io import StringIO
from uuid import UUID, uuid5

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.models import Count

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries import kinds
from entries.models import Address, Alias, ContentState, Entry, Figure, Statement, Tag, Tagged
from site_project.generating import atlas
from site_project.generating.plan import NAMESPACE, Plan
from sources import prose, texts
from sources.dates import parse
from sources.models import Passage, Source
from tests import factories as make

pytestmark = pytest.mark.django_db

MODELS = [
    Source, Passage, Tag, *make.KINDS, Tagged, Statement, Alias, Figure, Product, Role, Presence,
    Entry.cited.through, Milestone.subjects.through,
    *(model.passages.through for model in (Statement, Alias, Figure, Product, Role, Presence, Milestone)),
]  # fmt: skip


def quietly(_what, _done, _total):
    """Progress that nobody reads."""


def run(*arguments) -> str:
    out = StringIO()
    call_command("generate_atlas", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def everything() -> dict[str, list]:
    """All rows, without the numbers that the database counts by itself."""
    return {
        model._meta.label: sorted(
            (
                {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields
                 if not isinstance(field, models.AutoField)}
                for row in model._default_manager.all()
            ),
            key=str,
        )
        for model in MODELS
    }  # fmt: skip


def numbers(kind: type[Entry]) -> int:
    return kind.objects.count()


@pytest.mark.django_db(transaction=True)
def test_same_arguments_give_the_same_rows_and_another_seed_gives_others():
    run("--entries", "120", "--seed", "7")
    first = everything()
    run("--clear")
    run("--entries", "120", "--seed", "7")
    assert everything() == first
    run("--clear")
    run("--entries", "120", "--seed", "8")
    assert everything() != first


@pytest.mark.parametrize("entries", [1, 2, 33, 300])
def test_atlas_has_as_many_entries_as_asked_for(entries):
    run("--entries", str(entries))
    assert Entry.objects.count() == sum(numbers(kind) for kind in make.KINDS) == entries
    connection.check_constraints()


def test_indexes_and_references_stand_again_afterwards():
    def standing():
        with connection.cursor() as cursor:
            return {
                model._meta.label: connection.introspection.get_constraints(cursor, model._meta.db_table)
                for model in [*MODELS, Entry]
            }

    before = standing()
    run("--entries", "30")
    after = standing()
    assert {label: sorted(map(str, found.items())) for label, found in after.items()} == {
        label: sorted(map(str, found.items())) for label, found in before.items()
    }


def test_sizes_of_sqlites_full_text_tables_are_not_noted_while_they_are_empty():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own")
    run("--entries", "30")
    with connection.cursor() as cursor:
        noted = {table for (table,) in cursor.execute("SELECT tbl FROM sqlite_stat1")}
    assert "entries_entry" in noted
    assert not [table for table in noted if table.startswith("entries_search_")]


@pytest.fixture
def generated():
    run("--entries", "600", "--seed", "3")


def test_every_statement_has_a_passage(generated):
    for model in (Statement, Alias, Figure, Product, Role, Presence, Milestone):
        assert not model.objects.annotate(grounds=Count("passages")).filter(grounds=0).exists(), model
        assert model.objects.exists(), model
    for kind in make.KINDS:
        for entry in kind.objects.prefetch_related("statements"):
            stated = {statement.field for statement in entry.statements.all()}
            assert stated == {field for field in kind.cited_fields if getattr(entry, field)}
    for entry in Entry.objects.exclude(body="").prefetch_related("cited"):
        assert all(stated.keys for stated in prose.statements(entry.body))
        assert set(prose.keys(entry.body)) == {passage.key for passage in entry.cited.all()}


def test_every_passage_is_found_in_its_source_once(generated):
    for source in Source.objects.prefetch_related("passages"):
        digests = [passage.digest for passage in source.passages.all()]
        ranges = [(passage.first_word, passage.last_word) for passage in source.passages.all()]
        examined = texts.examine(source.passages.all(), source.text)
        assert examined.problems == []
        assert [passage.digest for passage in examined.located] == digests
        assert [(passage.first_word, passage.last_word) for passage in examined.located] == ranges
        assert source.shape and source.text_digest


def test_rows_are_what_saving_them_would_make(generated):
    """What the models fill in by themselves is written as they would have it."""
    for model in (*make.KINDS, Role, Presence, Source, Tag):
        for row in model.objects.all()[:40]:
            before = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
            row.full_clean(exclude=["tags"])
            row.save()
            changed = {name for name, value in before.items() if getattr(row, name) != value}
            assert changed <= {"version", "updated_at"}


def test_atlas_is_plausible(generated):
    assert set(Milestone.objects.values_list("passages__standing", flat=True)) >= {"reported", "planned", "claim"}
    forms = {len(date) for date in Milestone.objects.values_list("date", flat=True)}
    assert {0, 4, 7, 10} <= forms  # unknown, a year, a month, a day
    assert Milestone.objects.exclude(derived_from=None).exists()
    assert not Milestone.objects.out_of_step().exists()
    assert not Milestone.objects.filter(subjects=None).exists()
    assert Alias.objects.filter(language="zh-Hans").exists()
    assert Entry.objects.filter(status="draft").exists()
    assert Entry.objects.filter(status="published").count() > Entry.objects.published().count()
    nested = kinds.get("zone").objects.exclude(part_of=None)
    assert nested.exists()
    rivals = Figure.objects.values("entry", "label").annotate(values=Count("value", distinct=True)).filter(values=2)
    assert rivals.exists()
    sizes = sorted(Tag.objects.annotate(size=Count("tagged")).values_list("size", flat=True), reverse=True)
    assert sizes[0] > 5 * sizes[len(sizes) // 2] > 0
    assert all(parse(milestone.date).sort == milestone.sort_date for milestone in Milestone.objects.all())


def test_generated_pages_are_shown(client, generated):
    for kind in make.KINDS:
        entry = kind.objects.published().by_name().first()
        assert client.get(entry.get_absolute_url()).status_code == 200
    assert client.get("/sources/generated-600-3-0/").status_code == 200


def test_running_again_says_that_the_atlas_is_there(generated):
    assert "there already; nothing was written" in run("--entries", "600", "--seed", "3")
    assert Entry.objects.count() == 600


@pytest.mark.parametrize("content", [make.make_company, make.make_source, make.make_tag])
def test_database_with_content_is_left_alone(content):
    content()
    with pytest.raises(CommandError, match="holds content, and nothing was written"):
        run("--entries", "10")
    assert Entry.objects.count() <= 1


def test_another_generated_atlas_is_not_mixed_in(generated):
    with pytest.raises(CommandError, match="can be removed with --clear"):
        run("--entries", "600", "--seed", "4")


def test_clear_leaves_what_an_editor_made(generated):
    mine, source = make.make_company(name="Firm One"), make.make_source()
    make.make_alias(mine, passages=[make.make_passage(source)])
    make.tagged(mine, "own tag")
    for renamed in (Company.objects.get(slug="company-1"), mine):
        renamed.slug = f"{renamed.slug}-renamed"
        renamed.save()
    assert "Removed 600 entries" in run("--clear")
    assert list(Entry.objects.values_list("name", flat=True)) == ["Firm One"]
    assert list(Source.objects.all()) == [source]
    assert Address.objects.get().subject_id == mine.id
    assert Passage.objects.count() == Alias.objects.count() == Tag.objects.count() == 1
    connection.check_constraints()
    assert "no generated atlas" in run("--clear")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lean", ["role", "passage", "tag"])
def test_clear_removes_nothing_while_an_editors_row_leans_on_it(lean):
    run("--entries", "40")
    mine = make.make_person(name="Anna Sample")
    match lean:
        case "role":
            make.make_role(mine, Company.objects.first())
        case "passage":
            make.make_statement(mine, passages=[Passage.objects.first()])
        case "tag":
            make.tagged(mine, Tag.objects.first().name)
    with pytest.raises(CommandError, match="nothing was removed"):
        run("--clear")
    assert Entry.objects.count() == 41


@pytest.mark.django_db(transaction=True)
def test_content_generation_rises_once():
    run("--entries", "40")
    assert ContentState.objects.get().generation == 1


@pytest.mark.parametrize("entries", ["0", "-5", "many", "10000000000"])
def test_number_that_makes_no_sense_is_refused(entries):
    with pytest.raises(CommandError):
        run("--entries", entries)


def test_ids_are_those_of_the_standard():
    plan = Plan(5, 1)
    for number in range(50):
        assert UUID(plan.id("company", number)) == uuid5(NAMESPACE, f"5/1/company/{number}")


def test_failure_half_way_leaves_nothing(monkeypatch):
    def fail(what, done, _total):
        if what.startswith("indexes"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        atlas.generate(Plan(30, 1), fail)
    assert not Entry.objects.exists() and not Source.objects.exists()
    atlas.generate(Plan(30, 1), quietly)
    assert numbers(Person) == 6
