"""The API put together, once all floors have registered what they tell."""

from django.conf import settings
from ninja import NinjaAPI

from . import entries, evidence, moving, searching
from .problems import HANDLERS

ABOUT = """\
Companies, innovation zones, people and milestones, each statement with the passages that it rests on.

Everything is read with GET, without a key, from any site. Ids stay; slugs may change. Lists are followed by the
address in next, until it is null. What is not stated is null. An answer's ETag, sent back as If-None-Match, is
answered 304 while the content is the same.
"""

api = NinjaAPI(
    title=settings.SITE_NAME, version="1", description=ABOUT, urls_namespace="api-v1", docs_url=None, openapi_url=None,
    servers=[{"url": settings.SITE_URL}],
    openapi_extra={
        "info": {
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
            "summary": "An atlas of hard technology, read-only.",
        }
    },
)  # fmt: skip
entries.register(api)
evidence.register(api)
searching.register(api)
for error, handler in (HANDLERS | moving.HANDLERS).items():
    api.add_exception_handler(error, handler)
