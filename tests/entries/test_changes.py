"""The content's generation: it rises once per committed transaction that changed something, else never."""

import pytest
from django.db import transaction

from companies.models import Company
from entries.changes import touch
from entries.models import ContentState, Tag
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def generation() -> int:
    return ContentState.objects.filter(pk=1).values_list("generation", flat=True).first() or 0


def rise(change) -> int:
    """By how much the generation rises when ``change`` runs in one transaction."""
    before = generation()
    with transaction.atomic():
        change()
    return generation() - before


def test_first_change_begins_the_count():
    assert generation() == 0
    with transaction.atomic():
        make.make_company()
    assert generation() == 1


@pytest.mark.parametrize("model", make.KINDS)
def test_saved_and_deleted_entry_raises_it(model):
    entry = make.make_entry(model)
    assert rise(entry.save) == 1
    assert rise(entry.delete) == 1


def test_many_changes_in_one_transaction_raise_it_once():
    def change():
        for _ in range(3):
            make.tagged(make.make_company(), "one", "two")

    assert rise(change) == 1


@pytest.mark.parametrize(
    "make_row",
    [
        lambda: make.make_alias(make.make_company()),
        lambda: make.make_figure(make.make_company()),
        lambda: make.make_statement(make.make_company()),
        lambda: make.make_product(make.make_company()),
        lambda: make.make_role(make.make_person(), make.make_zone()),
        lambda: make.make_presence(make.make_company(), make.make_zone()),
        lambda: make.make_tag(),
        lambda: make.make_passage(),
        lambda: make.make_source(),
    ],
)
def test_saved_and_deleted_row_raises_it(make_row):
    row = make_row()
    assert rise(row.save) == 1
    assert rise(row.delete) == 1


def test_changed_relations_raise_it():
    company, passage = make.make_company(), make.make_passage()
    alias, milestone = make.make_alias(company), make.make_milestone()
    assert rise(lambda: alias.passages.add(passage)) == 1
    assert rise(lambda: alias.passages.clear()) == 1
    assert rise(lambda: milestone.subjects.add(company)) == 1
    assert rise(lambda: milestone.subjects.set([])) == 1


def test_changed_tags_raise_it():
    company = make.make_company()
    assert rise(lambda: company.tags.add("one", "two")) == 1
    assert rise(lambda: company.tags.remove("one")) == 1
    assert rise(lambda: company.tags.clear()) == 1
    make.make_tag(name="three")
    assert rise(lambda: Tag.objects.all().delete()) == 1


def test_transaction_that_changes_nothing_does_not_raise_it():
    make.make_company()
    assert rise(lambda: list(Company.objects.all())) == 0


def test_rolled_back_change_does_not_raise_it_now_or_later():
    company = make.make_company()
    before = generation()
    with pytest.raises(RuntimeError), transaction.atomic():
        company.save()
        raise RuntimeError
    assert generation() == before
    assert rise(lambda: list(Company.objects.all())) == 0
    assert rise(company.save) == 1


def test_change_after_a_rolled_back_savepoint_raises_it():
    company = make.make_company()

    def change():
        with pytest.raises(RuntimeError), transaction.atomic():
            company.save()
            raise RuntimeError
        make.make_zone()

    assert rise(change) == 1


def test_bulk_write_raises_it_by_touch_alone():
    company = make.make_company()
    assert rise(lambda: Company.objects.update(legal_name="Firm")) == 0
    assert rise(lambda: touch([company.pk])) == 1
