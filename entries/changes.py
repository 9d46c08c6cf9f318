"""The one place that listens to saves: once per transaction, on commit, what changed is passed on.

Signals, since ``loaddata`` and reverts do not call ``save``; one place, so that nothing hides. Bulk writes send
no signals and call ``touch`` themselves.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from .models import ContentState, Entry

_followed: dict[type[Model], Callable[[Any], Iterable[UUID | None]]] = {}


def follow(model: type[Model], entries: Callable[[Any], Iterable[UUID | None]]) -> None:
    """Count changes of a model; ``entries(row)`` names the entries whose pages show the row."""
    _followed[model] = entries


def touch(entries: Iterable[UUID | None] = (), using: str = "default") -> None:
    """Say that content changed, entries' pages among it, at the end of the current transaction."""
    connection = connections[using]
    pending: set[UUID] = connection.__dict__.setdefault("_touched_entries", set())
    pending.update(filter(None, entries))
    # Registered each time, since a rollback drops it: the first call on commit does the work for all.
    transaction.on_commit(lambda: _commit(connection), using=using)


def _commit(connection) -> None:
    if connection.__dict__.pop("_touched_entries", None) is not None:
        ContentState.advance()


@receiver(post_delete, dispatch_uid="picture-deleted")
def _entry_deleted(sender, instance, **_kwargs):
    if sender is Entry:
        instance.discard_picture(str(instance.image or ""), instance.image_width)


@receiver([post_save, post_delete], dispatch_uid="content-changed")
def _row_changed(sender, instance, using, **_kwargs):
    if entries := _followed.get(sender):
        touch(entries(instance), using)


@receiver(m2m_changed, dispatch_uid="content-relation-changed")
def _relation_changed(sender, instance, action, using, **_kwargs):
    if action.startswith("post_") and (entries := _followed.get(type(instance))):
        touch(entries(instance), using)
