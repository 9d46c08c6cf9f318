"""Public pages that companies, people and milestones have beyond the shared ones."""

from entries.views import EntryList

from . import timeline


class Timeline(EntryList):
    """Milestones by date, drawn with the precision the sources give."""

    column = "sort_date"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"timeline": timeline.draw(context["page"].rows)}
