"""Forms by which sources and passages are edited."""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from . import grounds, texts
from .grounds import Ground
from .models import Passage, Source

PLACE = ["paragraph", "opens", "closes"]
"""The fields that say where a passage stands."""


class CorrectionForm(forms.ModelForm):
    """Where a passage stands in a text that is about to take the place of another."""

    stands = forms.BooleanField(
        required=False, label=_("What rests on the passage stands on these words of the new text.")
    )

    class Meta:
        model = Passage
        fields = PLACE


@dataclass
class Loss:
    """A passage that a new text does not bear out, what would lose its ground with it, and its correction."""

    problem: str
    passage: Passage
    grounds: list[Ground]
    correction: CorrectionForm

    @property
    def mended(self) -> bool:
        return self.correction.is_valid() and self.correction.cleaned_data["stands"]


class SourceForm(forms.ModelForm):
    class Media:
        css = {"all": ["sources/form.css"]}

    losses: Sequence[Loss] = ()
    """Passages lost with the text that was sent, corrected ones among them."""

    def clean_text(self):
        """Refuse a text that loses a passage, naming each, until every one is corrected along with it."""
        text = self.cleaned_data["text"]
        if text and "text" in self.changed_data and not self.instance._state.adding:
            examined = texts.examine(self.instance.passages.all(), text)
            resting = grounds.of(self.instance.passages.all()) if examined.lost else {}
            self.losses = [self._loss(*lost, text, resting) for lost in examined.lost]
            if problems := [loss.problem for loss in self.losses if not loss.mended]:
                raise forms.ValidationError(problems)
        return text

    def _loss(self, passage: Passage, problem: str, text: str, resting: dict[UUID, list[Ground]]) -> Loss:
        passage.source = copy(self.instance)
        passage.source.text = text  # in which the correction is looked for
        prefix = f"lost-{passage.key}"
        sent = self.data if f"{prefix}-opens" in self.data else None
        # Moved word for word, it needs no new reading; an editor may still say otherwise.
        moved = texts.elsewhere(passage, text)
        initial = {"paragraph": moved or passage.paragraph, "stands": bool(moved)}
        correction = CorrectionForm(sent, prefix=prefix, instance=passage, initial=initial)
        return Loss(problem, passage, resting.get(passage.pk, []), correction)


class PassageForm(forms.ModelForm):
    class Media:
        css = {"all": ["sources/form.css"]}

    def clean_key(self):
        if "key" in self.changed_data and not self.instance._state.adding and self.instance.is_cited_in_prose:
            raise forms.ValidationError(_("Prose cites the passage by its key, which so stays as it is."))
        return self.cleaned_data["key"]

    def clean(self):
        """Refuse to move a passage in use where its words cannot be looked for."""
        super().clean()
        moved = {"source", *PLACE} & set(self.changed_data)
        source = self.cleaned_data.get("source")
        if moved and source and not source.text and grounds.of(Passage.objects.filter(pk=self.instance.pk)):
            told = _("Facts rest on this passage: give its source the text first, so that its words are found.")
            raise forms.ValidationError(told)
        return self.cleaned_data


class NewPassageForm(forms.ModelForm):
    """A passage of one source, with a key proposed for it."""

    class Meta:
        model = Passage
        fields = [*PLACE, "key", "standing", "speaker", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, data=None, *, source: Source, **kwargs):
        super().__init__(data, instance=Passage(source=source, key=propose_key(source)), **kwargs)


class SelectionForm(forms.Form):
    """Words selected in a paragraph, each counted from 1."""

    paragraph = forms.IntegerField(min_value=1)
    first = forms.IntegerField(min_value=1)
    last = forms.IntegerField(min_value=1)


def propose_key(source: Source) -> str:
    """The initials of the source's slug and the next free number, as ``tbh-7``."""
    initials = "".join(word[0] for word in source.slug.split("-") if word)[:20]
    taken = Passage.objects.filter(key__startswith=f"{initials}-").values_list("key", flat=True)
    numbers = [int(found[1]) for key in taken if (found := re.fullmatch(r"[a-z0-9]+-([0-9]{1,9})", key))]
    return f"{initials}-{max(numbers, default=0) + 1}"
