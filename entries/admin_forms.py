"""The form of an entry: nobody's work is lost when two people edit the same one."""

import csv
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.encoding import force_str
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy as _

from .admin_pictures import PictureForm


def tag_names(typed: str) -> list[str]:
    """Tags as typed, separated by commas; quotes hold one together that has a comma in its name.

    In place of the package's own way, which cuts a single tag of two words in two.
    """
    names = next(csv.reader([" ".join(typed.split())], skipinitialspace=True), [])
    return sorted({name.strip() for name in names} - {""})


class EntryForm(PictureForm):
    """Carries the version it began from; a save from an older one is stopped once and shows what differs."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_status = None if self.instance._state.adding else self.instance.status
        self.initial["seen_version"] = self.instance.version
        for name, rows in (("summary", 2), ("body", 16), ("reading", 2)):
            if name in self.fields:
                self.fields[name].widget = forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
        if "slug" in self.fields and not self.instance._state.adding:
            self.fields["slug"].help_text = _("Part of the address. One that was public leads here from then on.")
        if "publish_at" in self.fields:
            self.fields["publish_at"].help_text = _("Blank means now. A future moment keeps it unseen until then.")
            # The words that stand beside these two are no labels.
            for widget, name in zip(
                self.fields["publish_at"].widget.widgets, (gettext("Date"), gettext("Time")), strict=True
            ):
                widget.attrs["aria-label"] = name

    def clean(self):
        cleaned = super().clean()
        if not self.instance._state.adding:
            self._refuse_older(cleaned)
        return cleaned

    def _refuse_older(self, cleaned):
        model = type(self.instance)
        # Locked until the save, so that no third version comes in between.
        now = model.objects.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if now.version == cleaned.get("seen_version"):
            return
        # The second attempt goes through: whoever sends it has read the message.
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("seen_version")] = str(now.version)
        self.data = data
        differing = [self._told(name, now) for name in self._differing(now)]
        told = gettext("Somebody else saved this entry while you were editing it; nothing was overwritten.")
        first = gettext("Save again to put your version in its place, or open the page anew to go on from theirs.")
        rest = (
            gettext("Stored now, and different here:") if differing else gettext("The difference is in the rows below.")
        )
        raise ValidationError([told, first, rest, *differing])

    def _differing(self, now):
        for name in self.fields:
            bound = self[name]
            if name != "seen_version" and bound.field.has_changed(self._stored(name, now), bound.data):
                yield name

    def _stored(self, name, now):
        return self.fields[name].prepare_value(self._value(name, now))

    def _value(self, name, now):
        return forms.models.model_to_dict(now, fields=[name]).get(name)

    def _told(self, name, now):
        value = self._value(name, now)
        if isinstance(value, list):
            value = ", ".join(force_str(item) for item in value)
        return gettext("%(field)s: “%(value)s”") % {
            "field": self.fields[name].label,
            "value": Truncator(force_str("" if value is None else value)).chars(300),
        }


class AcrossForm(forms.ModelForm):
    """A cited row outside its entry's form; ``owner`` is the field of the entry that it belongs to."""

    owner = ""

    def clean(self):
        cleaned: Any = super().clean()
        owner = cleaned.get(self.owner) or getattr(self.instance, self.owner, None)
        if owner and owner.status == owner.Status.PUBLISHED and not (cleaned.get("passages") or cleaned["editorial"]):
            told = gettext("A published entry states nothing without a passage: name one, or mark it as editorial.")
            self.add_error("passages", told)
        return cleaned
