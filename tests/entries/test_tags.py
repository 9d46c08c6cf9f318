"""Tags: found with their entries on every database, reused whatever their case, counted within a bound."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from companies.models import Company
from entries import paging
from entries.models import Entry, Tag, Tagged, entry as entry_models, tags as tag_models
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_prefetch_through_tagged_finds_the_tags(django_assert_num_queries):
    for model in make.KINDS:
        make.tagged(make.make_entry(model), "one", "two")
    with django_assert_num_queries(3):
        found = [[row.tag.name for row in entry.tagged.all()] for entry in Entry.objects.for_list()]
    assert [sorted(names) for names in found] == [["one", "two"]] * 4
    with django_assert_num_queries(3):
        assert len([row.tag.name for row in Company.objects.for_list().get().tagged.all()]) == 2


def test_tag_is_reused_whatever_its_case():
    make.tagged(make.make_company(), "Sampling")
    make.tagged(make.make_zone(), "sampling", "SAMPLING")
    assert list(Tag.objects.values_list("name", flat=True)) == ["Sampling"]
    assert Tagged.objects.count() == 2


def test_tag_in_chinese_has_a_page(client):
    company = make.tagged(make.make_company(), "样本")
    tag = Tag.objects.get()
    assert company.name in client.get(tag.get_absolute_url()).content.decode()


def test_database_refuses_a_tag_twice_on_an_entry():
    entry = make.tagged(make.make_company(), "one")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tagged.objects.create(tag=Tag.objects.get(), content_object_id=entry.pk)


@pytest.mark.parametrize("values", [{"name": ""}, {"slug": ""}])
def test_database_refuses_a_tag_without_name_or_slug(values):
    tag = make.make_tag()
    name = "tag_has_name_and_slug" if connection.vendor == "postgresql" else None
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Tag.objects.filter(pk=tag.pk).update(**values)


def test_tag_of_drafts_alone_is_not_public(client):
    draft = make.tagged(make.make_company(draft=True), "hidden")
    tag = Tag.objects.get()
    assert not Tag.objects.public().exists()
    assert client.get(tag.get_absolute_url()).status_code == 404
    draft.status = "published"
    draft.save()
    assert list(Tag.objects.public()) == [tag]


def test_tag_counts_published_entries_alone():
    for draft in (False, False, True):
        make.tagged(make.make_company(draft=draft), "one")
    assert Tag.objects.with_counts().get().count == paging.Count(2)


def test_tag_count_is_bounded(client, monkeypatch):
    monkeypatch.setattr(tag_models, "MOST_OF_EACH", 2)
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    for _ in range(4):
        make.tagged(make.make_company(), "many")
    make.tagged(make.make_zone(), "few")
    counts = {tag.name: (tag.counted, tag.count) for tag in Tag.objects.with_counts()}
    # One more than the bound is read, to know that there are more.
    assert counts == {"many": (3, paging.Count(2, over=True)), "few": (1, paging.Count(1))}
    for path in ("/tags/", "/tags/many/"):
        assert "over 2 entries" in re.sub(r"<[^>]*>", "", client.get(path).content.decode())


def test_description_of_a_tag_cites(client):
    passage = make.make_passage(opens="words of the tag")
    tag = make.make_tag(description=f"What it means. [@{passage.key}]")
    entry = make.make_company()
    entry.tags.add(tag)
    assert list(tag.cited.all()) == [passage]
    assert b"words of the tag" in client.get(tag.get_absolute_url()).content


def test_description_that_rests_on_nothing_is_refused():
    with pytest.raises(ValidationError) as told:
        make.make_tag(description="Ours. [@editorial] They hum.").clean()
    (message,) = told.value.message_dict["description"]
    assert message == "“They hum.” has no passage: end it with [@key], or with [@editorial] if it is said by us."


def test_deleted_entry_leaves_the_tag():
    make.tagged(make.make_company(), "one").delete()
    assert Tag.objects.count() == 1
    assert not Tagged.objects.exists()


def test_common_tag_shows_the_same_entries_in_the_same_order(client, monkeypatch):
    for number in (3, 1, 2):
        make.tagged(make.make_company(name=f"Company {number}"), "many")
    make.tagged(make.make_company(name="Company 4", draft=True), "many")
    make.make_company(name="Company 5")
    gathered = client.get("/tags/many/").content
    monkeypatch.setattr(entry_models, "MANY", 2)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/tags/many/").content == gathered
    assert any("EXISTS" in query["sql"] for query in queries.captured_queries)
    shown = Entry.objects.published().with_tag(Tag.objects.get()).by_name()
    assert [entry.name for entry in shown] == ["Company 1", "Company 2", "Company 3"]
