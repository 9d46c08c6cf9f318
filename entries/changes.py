"""The one place that listens to saves: once per transaction, on commit, what changed is passed on.

Signals, since ``loaddata`` and reverts do not call ``save``; one place, so that nothing hides. Bulk writes send
no signals and call ``touch`` themselves. What is passed on: the generation of the content rises, and the search
index is brought in step. An address that is left is noted at once, in the same transaction.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from . import addresses
from .models import ContentState, Entry, SearchRow
from .search import index

_followed: dict[type[Model], Callable[[Any], Iterable[UUID | None]]] = {}


def follow(model: type[Model], entries: Callable[[Any], Iterable[UUID | None]]) -> None:
    """Count changes of a model; ``entries(row)`` gives the ids of entries whose pages show the row.

    A source and a tag stand for themselves, by their own ids.
    """
    _followed[model] = entries


def touch(entries: Iterable[UUID | None] = (), using: str = "default") -> None:
    """Say that content changed, entries' pages among it, at the end of the current transaction."""
    connection = connections[using]
    pending: set[UUID] = connection.__dict__.setdefault("_touched_entries", set())
    pending.update(filter(None, entries))
    # Registered each time, since a rollback drops it: the first call on commit does the work for all.
    transaction.on_commit(lambda: _commit(connection), using=using)


def _commit(connection) -> None:
    touched = connection.__dict__.pop("_touched_entries", None)
    if touched is not None:
        ContentState.advance()
        index.update(touched)


@receiver(post_delete, dispatch_uid="picture-deleted")
def _entry_deleted(sender, instance, **_kwargs):
    if sender is Entry:
        instance.discard_picture(str(instance.image or ""), instance.image_width)


@receiver(pre_delete, dispatch_uid="named-row-deleted")
def _row_goes(sender, instance, using, **_kwargs):
    # Who names the row can only be asked while it stands.
    if sender in _followed:
        touch(index.naming([instance.pk]), using)


@receiver(pre_save, dispatch_uid="address-left-by-save")
def _row_moves(sender, instance, raw, **_kwargs):
    # A new row leaves nothing, nor does a child's that is written raw: it comes without its parent's columns.
    if sender in addresses.LISTED if raw else issubclass(sender, addresses.LISTED) and not instance._state.adding:
        addresses.before_save(instance)


@receiver(pre_delete, dispatch_uid="address-left-by-deletion")
def _row_leaves(sender, instance, **_kwargs):
    if sender in addresses.LISTED:
        addresses.note(addresses.public(sender).filter(pk=instance.pk), gone=True)


@receiver(post_delete, sender=SearchRow, dispatch_uid="search-row-deleted")
def _search_row_deleted(instance, **_kwargs):
    index.forget(instance)


@receiver([post_save, post_delete], dispatch_uid="content-changed")
def _row_changed(sender, instance, using, **_kwargs):
    if entries := _followed.get(sender):
        touch(entries(instance), using)


@receiver(m2m_changed, dispatch_uid="content-relation-changed")
def _relation_changed(sender, instance, action, using, **_kwargs):
    if action.startswith("post_") and (entries := _followed.get(type(instance))):
        touch(entries(instance), using)
