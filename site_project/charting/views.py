"""The map: its page, the graph as one answer, and which entries the filters of an address choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe

from entries import kinds, paging
from entries.freshness import content_tag, kept
from entries.models import Entry
from entries.search import filters
from entries.selection import Selection
from entries.views import PublicList

from . import answer
from .graph import Graph, Line, graph, shown

OFFERED = ("kind", "zone", "tag")
"""Filters of the map."""
MOST_LINES = 12
"""Ties that a row of the table tells; the entry's own page has them all."""


@dataclass(frozen=True)
class Row:
    entry: Entry
    lines: Sequence[Line]
    more: int


def selection(drawn: Graph, params: QueryDict) -> Selection:
    """The entries on the map, narrowed to what an address asks for."""
    marks = [[f"kind{model.KIND}" for model in kinds.every()]]
    without = tuple(one.name for one in filters.every() if one.name not in OFFERED)
    return Selection(
        shown(drawn.over), params, marks, ("name",), without=without, title=gettext("Map"), path=reverse("map")
    )


@method_decorator(condition(etag_func=content_tag), name="dispatch")
class MapPage(PublicList):
    """The map, and as a table below it the same in words, a page at a time."""

    template_name = "map.html"
    section = "map"

    @cached_property
    def drawn(self) -> Graph:
        return graph()

    @cached_property
    def selection(self) -> Selection:
        return selection(self.drawn, self.request.GET)

    @property
    def query(self) -> str:  # type: ignore[override]
        return self.selection.query

    def called(self) -> str:
        return gettext("Map")

    def listed(self):
        rows = paging.page(self.selection.rows, self.selection.column, self.request.GET)
        return rows, self.selection.count

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(selection=self.selection, **kwargs)
        rows = [self._row(entry, self.drawn.lines(entry.pk)) for entry in context["page"].rows]
        return context | {"rows": rows, "drawn": self.drawn}

    def _row(self, entry: Entry, lines: list[Line]) -> Row:
        return Row(entry, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if self.selection.narrowed:
            # There are more combinations of filters than a search engine should keep.
            response.headers["X-Robots-Tag"] = "noindex"
        return response


@require_safe
@condition(etag_func=content_tag)
def graph_json(_request) -> HttpResponse:
    """All that is drawn, kept while content stays."""
    told = kept("map/answer", lambda: answer.of(graph()))
    return HttpResponse(told, content_type="application/json")


@require_safe
@condition(etag_func=content_tag)
def chosen_json(request) -> JsonResponse:
    """The paths of entries on the map that have what the address asks for."""
    drawn = graph()
    rows = selection(drawn, request.GET).rows.filter(pk__in=[node.pk for node in drawn.nodes])
    found = set(rows.values_list("pk", flat=True))
    return JsonResponse({"paths": [node.path for node in drawn.nodes if node.pk in found]})
