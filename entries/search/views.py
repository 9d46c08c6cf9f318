"""The page of results, and names to complete what is being typed."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from sources import linked
from sources.annotations import absolute

from ..freshness import content_tag
from . import index, suggestions
from .page import SearchPage

CAUGHT_UP = 50
"""Overdue rows that one search brings in step before it answers."""


@require_safe
@condition(etag_func=content_tag)
def results(request) -> HttpResponse:
    """Results of ``q``, narrowed by kind, tag, zone, source and year. No search engine is to keep it."""
    index.catch_up(CAUGHT_UP)
    search = SearchPage(request.GET)
    context = {
        "search": search, "section": "search", "canonical": request.path + search.url,
        "linked": linked.page("SearchResultsPage", request.path, gettext("Search")),
    }  # fmt: skip
    response = render(request, "entries/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_control(public=True, max_age=60)
@condition(etag_func=content_tag)
def suggest(request) -> JsonResponse:
    """At most eight public names that ``q`` begins: ``[{"name", "kind", "url"}]``, best first."""
    return JsonResponse(suggestions.of(request.GET.get("q", "")), safe=False)


@require_safe
@cache_control(public=True, max_age=60)
@condition(etag_func=content_tag)
def complete(request) -> JsonResponse:
    """The same names in the form that browsers ask for (OpenSearch): text, names, what each is, where it is."""
    text = request.GET.get("q", "")
    found = suggestions.of(text)
    rows = [
        [one["name"] for one in found], [one["kind"] for one in found], [absolute(one["url"]) for one in found]
    ]  # fmt: skip
    return JsonResponse([text, *rows], safe=False, content_type="application/x-suggestions+json")
