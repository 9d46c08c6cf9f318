"""Public pages of sources."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from . import annotations, linked, mirror
from .models import PARAGRAPHS_A_PAGE, Source
from .notes import Notes


class SourceDetail(DetailView):
    """A source and, paragraph by paragraph, what rests on it.

    The text is read from the database only where it may be shown: to all by its rights, else to those alone who may
    edit the source, marked as such. Such an answer is kept by no cache.
    """

    template_name = "sources/source_detail.html"

    def get_queryset(self):
        return Source.objects.public().defer("text").prefetch_related("cited__source")

    @property
    def edits(self) -> bool:
        # The session is looked at only where there is one, so that public answers do not vary by cookie.
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES and self.request.user.has_perm(
            "sources.change_source"
        )

    def get_context_data(self, **kwargs):
        free = self.object.rights == Source.Rights.FULL_TEXT
        text = self.object.text if free or self.edits else ""
        reflected = mirror.reflect(self.object, text=text)
        page = Paginator(reflected.paragraphs, PARAGRAPHS_A_PAGE).get_page(self.request.GET.get("page"))
        canonical = f"{self.request.path}?page={page.number}" if page.number > 1 else self.request.path
        return super().get_context_data(
            canonical=canonical, mirror=reflected, page=page, told=bool(text), withheld=not free, notes=Notes(),
            section="source-list", linked=linked.source_page(self.object, reflected), **kwargs,
        )  # fmt: skip


@require_safe
def source_annotations(request: HttpRequest, slug: str) -> JsonResponse:
    """The passages of a source that something public rests on, as Web Annotations."""
    source = get_object_or_404(Source.objects.public(), slug=slug)
    resting = linked.resting(source, mirror.reflect(source))
    return JsonResponse(annotations.collection(source, resting), content_type=annotations.MEDIA_TYPE)
