"""An entry's page as JSON: at an address of its own, and at that of the page for whoever prefers JSON there."""

from django.http import Http404, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_headers

from . import representation
from .freshness import content_tag
from .models import Entry

MEDIA_TYPE = "application/json"


def prefers_json(request) -> bool:
    """Whether JSON is accepted before HTML; a browser, and whoever takes anything, gets the page."""
    return request.get_preferred_type(["text/html", MEDIA_TYPE]) == MEDIA_TYPE


def tag(request, *args, **kwargs) -> str | None:
    """ETag of an address that has both, which must tell them apart."""
    shared = content_tag(request, *args, **kwargs)
    return f'{shared[:-1]}/json"' if shared and prefers_json(request) else shared


def _negotiated(dispatch):
    return vary_on_headers("Accept")(condition(etag_func=tag)(dispatch))


negotiated = method_decorator(_negotiated, name="dispatch")


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
