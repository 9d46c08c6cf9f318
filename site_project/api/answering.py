"""How operations are made: what they may be asked, and pages of rows as answers."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import condition
from ninja import NinjaAPI, Query
from pydantic import BaseModel, ConfigDict, Field

from entries import paging
from entries.freshness import content_tag
from entries.search import filters
from entries.search.filters import LONGEST_VALUE, Filter
from entries.search.narrowing import MOST_ASKED
from sources.annotations import absolute
from sources.schemas import Data, made

from .problems import MEDIA_TYPE, Fault, Problem, Refused

LEAST, MOST = 1, 100

PROBLEMS: dict[int, str] = {
    400: "The request cannot be read.", 404: "Nothing public is there, or a cursor names no page.",
    405: "The API is only read.", 406: "Another media type than application/json is asked for.",
    410: "What was here is public no more.", 422: "A parameter is unknown or not as it should be; errors names it.",
    429: "Too many requests; Retry-After says when to go on.", 500: "The atlas made a mistake.",
}  # fmt: skip


class OfAPage(BaseModel):
    """Which page of a list."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    limit: int = Field(default=paging.PER_PAGE, ge=LEAST, le=MOST)
    """Rows of a page."""
    after: str | None = Field(default=None, max_length=1000)
    """Cursor, from the address that next holds: take that address as it is."""
    before: str | None = Field(default=None, max_length=1000)
    """Cursor, from the address that previous holds."""


AskedPage = Annotated[OfAPage, Query()]


def filtering(*without: str) -> dict[str, Any]:
    """Fields for what a list or the search can be narrowed to, as the floors registered it."""
    return {one.name: _filter(one) for one in filters.every() if one.name not in without}


def _filter(one: Filter) -> tuple[Any, Any]:
    if one.several:
        told = f"Filter: {one.title}. The value as in the site's own addresses; given again, all must hold."
        return list[str], Field(default=[], max_length=MOST_ASKED, description=told)
    told = f"Filter: {one.title}. The value as in the site's own addresses."
    return str | None, Field(default=None, max_length=LONGEST_VALUE, description=told)


class Page(Data):
    """A page of a list."""

    next: str | None
    """Address of the next page; null on the last."""
    previous: str | None
    """Address of the page before; null on the first."""


_ITEMS = Field(description="The rows of the page.")


def page_of(item: Any, name: str) -> type[Page]:
    """The schema of a page of such items."""
    return made(f"{name}Page", Page, Page.__doc__, items=(list[item], _ITEMS))


def operation(api: NinjaAPI, path: str, response: Any, *, name: str, about: str, group: str) -> Callable:
    """Register a function as the operation that answers GET at ``path``; ``name`` is its operation id.

    What it is asked beyond what its signature names is refused. Whoever has the current answer is told so.
    """

    def decorate(function: Callable) -> Callable:
        known = _parameters(function)

        @wraps(function)
        def checked(request, **given):
            if unknown := sorted(set(request.GET) - known):
                told = gettext("There is no such parameter here.")
                raise Refused([Fault(parameter=parameter[:100], detail=told) for parameter in unknown])
            return function(request, **given)

        fresh = condition(etag_func=content_tag)(checked)
        register = api.get(
            path, response={200: response}, operation_id=name, summary=about, tags=[group],
            description=function.__doc__, openapi_extra={"responses": _problems()},
        )  # fmt: skip
        return register(fresh)

    return decorate


def told(data: BaseModel) -> HttpResponse:
    return HttpResponse(data.model_dump_json(), content_type="application/json")


def page(
    request, rows: QuerySet, column: str, asked: OfAPage, schema: type[Page], tell: Callable[[list], Iterable]
) -> HttpResponse:
    """The page that is asked for, with its neighbours' addresses in the body and in ``Link``."""
    params = {"after": asked.after, "before": asked.before}
    found = paging.page(rows, column, params, per_page=asked.limit)
    links = {
        "next": address(request, after=found.after) if found.after else None,
        "previous": address(request, before=found.before) if found.before else None,
    }
    response = told(schema(items=list(tell(found.rows)), **links))  # type: ignore[call-arg]
    relations = {"next": "next", "previous": "prev"}
    header = ", ".join(f'<{url}>; rel="{relations[name]}"' for name, url in links.items() if url)
    if header:
        response.headers["Link"] = header
    return response


def address(request, **place: str) -> str:
    """The address asked for, at another place in the list."""
    kept = {name: values for name, values in request.GET.lists() if name not in ("after", "before", "page")}
    return absolute(f"{request.path}?{urlencode(kept | place, doseq=True)}")


def _parameters(function: Callable) -> set[str]:
    """Names of what may stand in the query: the fields of what the signature marks with ``Query``."""
    asked = [get_args(one.annotation)[0] for one in signature(function).parameters.values() if get_args(one.annotation)]
    return {name for model in asked if hasattr(model, "model_fields") for name in model.model_fields}


def _problems() -> dict[int, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}
    answers: dict[int, Any] = {status: {"description": text, "content": content} for status, text in PROBLEMS.items()}
    return {
        301: {"description": "An old slug: Location has the address of today."},
        304: {"description": "The answer that If-None-Match names is still the current one."},
    } | answers
