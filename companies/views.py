"""Public pages that companies, people and milestones have beyond the shared ones."""

from entries.views import EntryList

from . import timeline


class Timeline(EntryList):
    """Milestones by date, drawn with the precision the sources give."""

    @property
    def drawn(self) -> bool:
        """On an axis, where they stand by date; else as any list."""
        return self.selection.order == "date"

    def get_template_names(self):
        return super().get_template_names()[0 if self.drawn else 1 :]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.drawn:
            return context
        drawn = timeline.draw(context["page"].rows)
        here = {str(year.year): f"#y{year.year}" for year in drawn.years}
        jumps = [(label, here.get(label, url)) for label, url in self.selection.years()]
        return context | {"timeline": drawn, "jumps": jumps}
