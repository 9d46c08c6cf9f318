"""Addresses of sources. Whether a visitor has the current page already is known above: hence ``fresh``."""

from collections.abc import Callable

from django.urls import URLPattern, path

from .views import SourceDetail, source_annotations


def pages(fresh: Callable) -> list[URLPattern]:
    """The public pages, each view wrapped in ``fresh``, a decorator that answers 304 to whoever has the page."""
    return [
        path("sources/<slug:slug>/", fresh(SourceDetail.as_view()), name="source-detail"),
        path("sources/<slug:slug>/annotations.json", fresh(source_annotations), name="source-annotations"),
    ]
