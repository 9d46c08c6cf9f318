"""What is not published yet: nothing of it stands on any public page, on its neighbours' neither."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.db import models
from django.urls import reverse
from django.utils import timezone

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.feeds import offers
from entries.models import Alias, Entry, Figure, Statement, Tag
from sources.dates import EDTFField
from sources.models import Passage, Source
from tests import factories as make
from zones.models import Zone

pytestmark = pytest.mark.django_db

TOKEN = "zqleak"
_numbers = count(1)


def marked(model: type[models.Model]) -> dict[str, str]:
    """Values with the token for every field of the model that an editor fills with text."""
    values = {}
    for field in model._meta.concrete_fields:
        free = isinstance(field, models.CharField | models.TextField) and field.editable and not field.choices
        if not free or isinstance(field, EDTFField):
            continue
        token = f"{TOKEN}-{next(_numbers)}"
        values[field.name] = f"https://{token}.example/" if isinstance(field, models.URLField) else token
    return values


class World:
    """One hidden entry of a kind, all that can be said of it, and published neighbours that relate to it."""

    def __init__(self, model: type[Entry], **hidden):
        known = make.make_passage()
        source = Source.objects.create(**marked(Source))
        # One passage of a source that nobody else uses, one of a source that the public sees.
        self.passages = [
            Passage.objects.create(source=own, paragraph=1, **marked(Passage)) for own in (source, known.source)
        ]
        self.company, self.zone, self.person = make.make_company(), make.make_zone(), make.make_person()
        for entry in (self.company, self.zone, self.person):
            make.make_statement(entry, passages=[known])
            make.tagged(entry, "in the open")
        self.milestone = make.make_milestone(subjects=[self.company], passages=[known], date="2001")
        fields = marked(model) | hidden
        fields["body"] += "".join(f" [@{passage.key}]" for passage in self.passages)
        self.entry = model.objects.create(**fields)
        self._state_all()
        getattr(self, f"_relate_{model.KIND}")()

    def _cite(self, model, **fields):
        return make.make_cited(model, passages=self.passages, **marked(model) | fields)

    def _state_all(self):
        entry = self.entry
        self._cite(Alias, entry=entry)
        self._cite(Figure, entry=entry, value=3)
        for field in entry.cited_fields:
            self._cite(Statement, entry=entry, field=field)
        tag = Tag.objects.create(**marked(Tag))
        Tag.objects.filter(pk=tag.pk).update(description=f"{TOKEN} [@{self.passages[0].key}]")
        entry.tags.add(tag, "in the open")
        if entry.kind != "milestone":
            self.milestone.subjects.add(entry)

    def _relate_company(self):
        self._cite(Product, company=self.entry)
        self._cite(Role, person=self.person, organisation_id=self.entry.pk)
        self._cite(Presence, company=self.entry, zone=self.zone)

    def _relate_zone(self):
        self.zone.part_of = self.entry
        self.zone.save()
        make.make_statement(self.zone, "part_of", passages=[make.make_passage()])
        self.entry.part_of = make.make_zone()
        self.entry.save()
        self._cite(Role, person=self.person, organisation_id=self.entry.pk)
        self._cite(Presence, company=self.company, zone=self.entry)

    def _relate_person(self):
        self._cite(Role, person=self.entry, organisation_id=self.company.pk)
        self._cite(Role, person=self.entry, organisation_id=self.zone.pk)

    def _relate_milestone(self):
        self.entry.passages.set(self.passages)
        self.entry.subjects.set([self.company, self.zone, self.person])
        self.entry.date = "1987"
        self.entry.save()
        # Another counts from it, so that its name could show there.
        make.make_milestone(subjects=[self.company], derived_from=self.entry, date="1999")


def public_paths() -> Iterator[str]:
    yield from (reverse(name) for name in ("home", "about", "tag-list", "source-list", "feed", "sitemap"))
    yield from (reverse(name) for name in ("map", "map-graph", "map-chosen"))
    for model in make.KINDS:
        yield reverse(f"{model.KIND}-list")
        yield from (reverse(f"{model.KIND}-{shown}") for shown in ("feed", "list-embed"))
        yield reverse("sitemap-part", args=[model.KIND])
        for entry in model.objects.published():
            yield entry.get_absolute_url()
            yield entry.data_url
            yield reverse(f"{model.KIND}-embed", args=[entry.slug])
            yield from (offer.address(entry) for offer in offers.of(model.KIND))
    yield from (reverse("sitemap-part", args=[name]) for name in ("tag", "source"))
    for tag in Tag.objects.public():
        yield tag.get_absolute_url()
        yield from (reverse(name, args=[tag.slug]) for name in ("tag-feed", "tag-embed"))
    for source in Source.objects.public():
        yield source.get_absolute_url()
        yield reverse("source-annotations", args=[source.slug])


def pages_with_token(client) -> set[str]:
    found = set()
    for path in public_paths():
        response = client.get(path)
        assert response.status_code == 200, path
        if TOKEN in response.content.decode():
            found.add(path)
    return found


def in_an_hour() -> dict:
    return {"status": "published", "publish_at": timezone.now() + timedelta(hours=1)}


@pytest.mark.parametrize("model", make.KINDS)
def test_draft_shows_on_no_public_page(client, model):
    world = World(model, status="draft")
    assert pages_with_token(client) == set()
    assert client.get(world.entry.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("model", make.KINDS)
def test_entry_of_the_coming_hour_shows_on_no_public_page(client, model):
    world = World(model, **in_an_hour())
    assert pages_with_token(client) == set()
    assert client.get(world.entry.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("model", make.KINDS)
def test_working_copy_shows_on_no_public_page_its_originals_neither(client, model):
    original = make.make_entry(model, slug="original")
    world = World(model, draft_of_id=original.pk, slug="original")
    assert world.entry.slug == original.slug
    assert pages_with_token(client) == set()
    assert client.get(original.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("model", make.KINDS)
def test_pages_of_what_only_a_draft_uses_return_404(client, model):
    world = World(model, status="draft")
    source, tag = world.passages[0].source, world.entry.tagged.exclude(tag__name="in the open").get().tag
    assert client.get(source.get_absolute_url()).status_code == 404
    assert client.get(tag.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("model", make.KINDS)
def test_published_draft_shows_on_its_page_its_lists_and_its_neighbours(client, model):
    world = World(model, status="draft")
    world.entry.status = "published"
    world.entry.save()
    assert expected_after_publication(world) <= pages_with_token(client)


@pytest.mark.parametrize("model", make.KINDS)
def test_entry_shows_once_its_hour_has_passed(client, model):
    world = World(model, **in_an_hour())
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert expected_after_publication(world) <= pages_with_token(client)


def expected_after_publication(world: World) -> set[str]:
    neighbours = {
        Company: [world.zone, world.person, world.milestone],
        Zone: [world.zone, world.company, world.person, world.milestone],
        Person: [world.company, world.zone, world.milestone],
        Milestone: [world.company, world.zone, world.person],
    }[type(world.entry)]
    shown = [world.entry, *neighbours, *Tag.objects.all(), *(passage.source for passage in world.passages)]
    paths = {row.get_absolute_url() for row in shown}
    return paths | {reverse(name) for name in (f"{world.entry.kind}-list", "tag-list", "source-list", "home")}


@pytest.mark.parametrize("model", make.KINDS)
def test_every_text_of_a_published_entry_can_be_seen_somewhere(client, model):
    """So that the tests above would notice each of them."""
    world = World(model, status="published", name=f"{TOKEN}-name")
    told = "".join(client.get(path).content.decode() for path in public_paths())
    for field, value in marked_values(world):
        assert value in told, field


def marked_values(world: World) -> Iterator[tuple[str, str]]:
    """Texts with the token that pages show, with the fields they stand in; pictures and addresses are not told."""
    rows = [world.entry, *world.entry.aliases.all(), *world.entry.figures.all(), *world.passages]
    rows += [world.passages[0].source]
    for row in rows:
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            silent = {"image_alt", "image_credit", "text", "body", "sort_name"}
            if isinstance(value, str) and TOKEN in value and field.name not in silent:
                yield f"{type(row).__name__}.{field.name}", value
