"""Public pages of sources."""

from django.views.generic import DetailView

from . import mirror
from .models import Source
from .notes import Notes


class SourceDetail(DetailView):
    """A source and, paragraph by paragraph, what rests on it."""

    template_name = "sources/source_detail.html"

    def get_queryset(self):
        return Source.objects.public().prefetch_related("cited__source")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            mirror=mirror.reflect(self.object), notes=Notes(), section="source-list", **kwargs
        )
