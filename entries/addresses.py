"""Old addresses: noted when something public leaves one, and asked for when a page is not found.

What was never public leaves none: not a draft, not an entry whose hour never came, not a tag that only drafts have.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from sources.models import Source

from . import kinds
from .models import Address, Entry, Tag

LISTED: tuple[type[Any], ...] = (Entry, Tag, Source)
"""What has pages of its own, entries of all kinds as one."""


def is_kind(kind: str) -> bool:
    return kind in _models()


def model_of(kind: str) -> type[Any]:
    return _models()[kind]


def _models() -> dict[str, type[Any]]:
    return {"tag": Tag, "source": Source, **{model.KIND: model for model in kinds.every()}}


def public(model: Any) -> QuerySet:
    """What the public sees of a model that has pages."""
    return model.objects.published() if issubclass(model, Entry) else model.objects.public()


def before_save(row: Any) -> None:
    """Note the address that a row is about to leave by a save: by another slug, or out of the public's sight."""
    stays = getattr(row, "is_public", True)
    standing = public(next(model for model in LISTED if isinstance(row, model))).filter(pk=row.pk)
    note(standing.exclude(slug=row.slug) if stays else standing, gone=not stays)


def note(leaving: Iterable[Any], *, gone: bool) -> None:
    """Note the addresses of public rows, while they still stand; ``gone`` where they cease to be public.

    Signals of saves and deletions do it (see ``changes``); who writes in bulk does it with a queryset before.
    """
    now = timezone.now() if gone else None
    left = [Address(kind=kind_of(row), slug=row.slug, subject_id=row.pk, name=str(row), gone_at=now) for row in leaving]
    told = ["subject_id", "name", "gone_at"]
    Address.objects.bulk_create(left, update_conflicts=True, unique_fields=["kind", "slug"], update_fields=told)
    if gone:
        for address in left:
            Address.objects.filter(subject_id=address.subject_id).update(name=address.name, gone_at=now)


def kind_of(row: Any) -> str:
    return row.kind if isinstance(row, Entry) else row._meta.model_name


def find(kind: str, *slugs: str, mistyped: bool) -> str | Address | None:
    """The slug of what an address leads to that has no page, or what is known of what is gone.

    ``slugs`` are the ways to read the address, as it was asked for first; what stands there goes before what left.
    One query where the address is not ``mistyped`` and nothing has left it, else two.
    """
    left = {address.slug: address for address in Address.objects.filter(kind=kind, slug__in=slugs)}
    if not left and not mistyped:
        return None
    wanted = Q(slug__in=slugs) | Q(pk__in=[address.subject_id for address in left.values()])
    standing = dict(public(model_of(kind)).filter(wanted).values_list("pk", "slug"))
    for slug in slugs:
        if slug in standing.values():
            return slug
        address = left.get(slug)
        if address and (address.subject_id in standing or address.gone_at):
            return standing.get(address.subject_id, address)
    return None


def by_id(pk: UUID) -> Any | None:
    """The public entry, tag or source with this id."""
    return next((row for model in LISTED for row in public(model).filter(pk=pk)), None)


def old(entry: Entry) -> list[str]:
    """Paths that lead to the entry, besides its own."""
    taken = public(model_of(entry.kind)).exclude(pk=entry.id).values("slug")
    left = Address.objects.filter(kind=entry.kind, subject_id=entry.id).exclude(slug=entry.slug)
    slugs = left.exclude(slug__in=taken).order_by("slug").values_list("slug", flat=True)
    return [reverse(f"{entry.kind}-detail", args=[slug]) for slug in slugs]
