"""Pages that see all floors: home, about, errors."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe

from companies import timeline
from companies.models import Company, Milestone, Person
from entries.freshness import content_tag, kept
from entries.models import Entry
from entries.paging import Count, bounded_count, page
from sources import linked
from sources.models import Passage, Source
from zones.models import Zone

SHOWN = 6
"""Entries of a kind that home shows."""
MILESTONES = 60
"""The earliest, from which its timeline is drawn."""
COUNTED: dict[str, Any] = {model.KIND: model for model in (Zone, Company, Person, Milestone)} | {"source": Source}


@require_safe
@condition(etag_func=content_tag)
def home(request) -> HttpResponse:
    """The question a source asks, then what there is, then what is new."""
    # As pages of their lists, which are read in the order of an index.
    shown = {
        model.KIND: page(model.objects.published(), "sort_name", {}, SHOWN).rows for model in (Zone, Company, Person)
    }
    counts = kept("count/home", _counts)
    milestones = page(Milestone.objects.published().for_list(), "sort_date", {}, MILESTONES).rows
    context = {
        "source": Source.objects.public().exclude(question="").first(),
        "shown": shown,
        "counted": {name: model.counted_as.of(counts[name]) for name, model in COUNTED.items()},
        "timeline": timeline.draw(milestones),
        "newest": Entry.objects.published().newest()[:5],
        "linked": linked.home(),
    }
    return render(request, "home.html", context)


def _counts() -> dict[str, Count]:
    public = Entry.objects.published().by_name()
    rows = {name: public.filter(kind=name) for name in COUNTED} | {"source": Source.objects.public()}
    return {name: bounded_count(some) for name, some in rows.items()}


@require_safe
def about(request) -> HttpResponse:
    """How evidence works; the words for standings are those of the model."""
    context = {
        "section": "about",
        "standings": Passage.Standing,
        "linked": linked.page("AboutPage", request.path, gettext("How evidence works")),
    }
    return render(request, "about.html", context)


@require_safe
def favicon(request) -> HttpResponse:
    """For what asks at the root without having read a page, as the admin's browser does."""
    return redirect(static("site/favicon.png"))


def server_error(request) -> HttpResponse:
    """Told without the database, which may be what failed."""
    html = get_template("500.html").render({"site_name": settings.SITE_NAME})
    return HttpResponseServerError(html)
