"""The picture in an entry's form: where the eye should fall is picked on it, beside the crops that pages make of it."""

from django import forms
from django.contrib import admin
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from .models import Entry
from .renditions import Rendition
from .templatetags.pictures import STRIPS

FIELDS = ["image", "image_alt", "image_decorative", "image_credit"]
PLACE = ("focal_x", "focal_y")


def _shown(entry: Entry) -> Rendition | None:
    """What the form shows of the stored picture: the second width, which every browser reads; the only one, if so."""
    made = entry.stored_renditions
    return [one for one in made if one.ending == made[-1].ending][:2][-1] if made else None


def fieldset(entry: Entry | None):
    """The part of the form about the picture, open where there is one."""
    closed = [] if entry and entry.image else ["collapse"]
    return _("Picture"), {"fields": [*FIELDS, "focus", PLACE], "classes": closed}


class PictureAdmin(admin.ModelAdmin):
    """The part of an entry's admin that shows its picture."""

    @admin.display(description=_("focus"))
    def focus(self, entry: Entry) -> str:
        """The stored picture; a script draws its mark and its crops."""
        shown = _shown(entry)
        context = {"url": default_storage.url(shown.name) if shown else "", "strips": STRIPS}
        return render_to_string("admin/entries/_focus.html", context)


class PictureForm(forms.ModelForm):
    """The form of something with a picture; the focus is two numbers, which a script sets from the picture."""

    class Media:
        css = {"all": ["sources/form.css", "entries/focus.css"]}
        js = [forms.Script("entries/focus.js", type="module")]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = {
            "image_credit": _("Who made it, and under which licence; shown with the picture."),
            "focal_x": _("0 is its left edge, 1 its right."),
            "focal_y": _("0 is its top, 1 its foot."),
        }
        for name in told.keys() & self.fields.keys():
            self.fields[name].help_text = told[name]
        if "image" in self.fields:
            # From Django 6 on the admin makes a group of it, whose name is not that of the field inside.
            self.fields["image"].widget.use_fieldset = False
