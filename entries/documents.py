"""An entry's page as JSON: at an address of its own, and at that of the page for whoever prefers JSON there."""

from django.http import Http404, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_headers

from . import representation
from .freshness import content_tag
from .models import Entry

HTML, MEDIA_TYPE = "text/html", "application/json"


def preferred(request, *types: str) -> str:
    """Which of these media types is accepted before HTML, if any; a browser, and whoever takes anything, has none."""
    found = request.get_preferred_type([HTML, *types])
    return found if found in types else ""


def negotiated(*types: str):
    """For a view whose address gives other media types to whoever prefers one, with ETags that tell them apart."""

    def tag(request, *args, **kwargs) -> str | None:
        shared, other = content_tag(request, *args, **kwargs), preferred(request, *types)
        return f'{shared[:-1]}/{other}"' if shared and other else shared

    def decorated(dispatch):
        return vary_on_headers("Accept")(condition(etag_func=tag)(dispatch))

    return method_decorator(decorated, name="dispatch")


def answer(model: type[Entry], slug: str) -> HttpResponse:
    """The document of a published entry; raises ``Http404`` where there is none."""
    entry = model.objects.published().filter(slug=slug).first()
    told = entry and representation.document(entry)
    if not told:
        raise Http404(gettext("There is no such entry."))
    return HttpResponse(representation.json(told), content_type=MEDIA_TYPE)


@require_safe
@condition(etag_func=content_tag)
def document(request, model: type[Entry], slug: str) -> HttpResponse:
    return answer(model, slug)
