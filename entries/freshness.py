"""Whether what a visitor already has, or the cache, is still what the public sees."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language

from .models import ContentState, Entry

Found = TypeVar("Found")

_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)
"""While a page is answered: what ``_moment`` gave, once it was asked."""


def asked_once(get_response):
    """Middleware: while a page is read, the state of the content is asked once."""

    def respond(request):
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        token = _asked.set([])
        try:
            return get_response(request)
        finally:
            _asked.reset(token)

    return respond


def content_tag(request, *_args, **_kwargs) -> str | None:
    """ETag of any public page: it changes with the release, the content, and each scheduled moment that passes.

    None, so that nothing is reused, for whoever has a session: such pages may hold messages of their own.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    return f'W/"{state()}"'


def state() -> str:
    """What the public sees now, as a text that is another as soon as that changes: a key for what is worked out of it.

    Two queries, for a page once.
    """
    asked = _asked.get()
    asked = [] if asked is None else asked
    if not asked:
        asked.append(_moment())
    return f"{settings.RELEASE}/{get_language()}/{asked[0]}"


def _moment() -> str:
    """The generation of the content, and the latest moment at which something was published."""
    generation = ContentState.objects.filter(pk=1).values_list("generation", flat=True).first() or 0
    newest = Entry.objects.filter(status=Entry.Status.PUBLISHED, publish_at__lte=timezone.now()).aggregate(
        at=Max("publish_at")
    )["at"]
    moment = newest.astimezone(UTC).isoformat() if newest else ""
    return f"{generation}/{moment}"


def kept(name: str, work: Callable[[], Found]) -> Found:
    """What ``work`` gives, worked out once under this name and kept while content stays."""
    key = f"{name}/{state()}"
    found = cache.get(key)
    if found is None:
        found = work()
        cache.set(key, found)
    return found
