"""What an editor may begin from a passage: a row about something that is known, or the draft of something new."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

from .mentions import Mention
from .models import Cited, Passage
from .registry import citing

Kinds = Callable[[], Iterable[type[Model]]]
May = Callable[[type[Model]], bool]
"""Whether the editor may add a row of a model."""

_registered: list[Kinds] = []


@dataclass(frozen=True)
class Offer:
    """A form to begin something in, filled in as far as it is known."""

    label: str
    url: str


def register(kinds: Kinds) -> None:
    """Let drafts be begun of these models, each of which has a ``KIND``, a ``name`` and a ``body``."""
    _registered.append(kinds)


def kinds() -> dict[str, type[Model]]:
    return {model.KIND: model for registered in _registered for model in registered()}  # type: ignore[attr-defined]


def drafts(name: str, passage: Passage, may: May) -> Iterator[Offer]:
    """A new draft of each kind, of this name and resting on the passage: by a field, or else in its account."""
    for model in kinds().values():
        rests = {"passages": passage.pk} if issubclass(model, Cited) else {"body": f"[@{passage.key}]"}
        if may(model):
            yield _offer(model, name=name, **rests)


def rows(mention: Mention, passage: Passage, may: May) -> Iterator[Offer]:
    """A new row of each sort that can state something of what is mentioned."""
    for one in citing():
        for field, allowed in one.about.items():
            if (not allowed or mention.kind in allowed) and may(one.model):
                yield _offer(one.model, **{field: mention.id, one.field: passage.pk})


def form(mention: Mention) -> str:
    """Address of the form of what is mentioned."""
    return reverse(_route(kinds()[mention.kind], "change"), args=[mention.id])


def _offer(model: type[Model], **initial) -> Offer:
    return Offer(str(model._meta.verbose_name), f"{reverse(_route(model, 'add'))}?{urlencode(initial)}")


def _route(model: type[Model], page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
