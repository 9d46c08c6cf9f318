"""What programs ask for before they read the site: robots and browsers that offer its search."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request) -> HttpResponse:
    """What robots may read: all but the admin, and results of searches, which are without end."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def opensearch(request) -> HttpResponse:
    """How the search is asked (OpenSearch 1.1), so that a browser can offer it."""
    return render(request, "opensearch.xml", content_type="application/opensearchdescription+xml")
