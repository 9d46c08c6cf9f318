"""Uploaded pictures: checked before they are decoded, decoded once, written anew under a name of ours.

What is stored was encoded here, so that neither metadata nor anything hidden in the upload is published.
"""

import uuid
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .renditions import FOLDER

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""Width × height × frames."""


def upload_path(_entry, _name: str) -> str:
    """A path that owes nothing to the name that was sent; the ending is that of our own encoding."""
    return f"{FOLDER}/{uuid.uuid4().hex}{_name[_name.rindex('.') :]}"


def reencode(upload) -> SimpleUploadedFile:
    """The first frame of an uploaded picture, encoded by us; raises ``ValidationError`` with what is wrong."""
    if upload.size > MOST_BYTES:
        raise ValidationError(
            gettext("The file has %(size)s; at most %(most)s are taken.")
            % {"size": filesizeformat(upload.size), "most": filesizeformat(MOST_BYTES)}
        )
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height * getattr(picture, "n_frames", 1) > MOST_PIXELS:
                raise ValidationError(_too_large())
            return _encode(ImageOps.exif_transpose(picture))
    except ValidationError:
        raise
    except UnidentifiedImageError as error:
        raise ValidationError(gettext("Send a JPEG, PNG, WebP, AVIF or GIF file.")) from error
    except Image.DecompressionBombError as error:
        raise ValidationError(_too_large()) from error
    except Exception as error:  # on a broken file of a known kind Pillow raises anything: RuntimeError, TypeError, …
        raise ValidationError(gettext("The picture is broken; export it again and send that.")) from error


def _too_large() -> str:
    return gettext("The picture has more than 50 million pixels; make it smaller first.")


def _encode(picture: Image.Image) -> SimpleUploadedFile:
    seen_through = picture.has_transparency_data
    clean = picture.convert("RGBA" if seen_through else "RGB")
    clean.info.clear()
    encoded = BytesIO()
    if seen_through:
        clean.save(encoded, "PNG", optimize=True)
        return SimpleUploadedFile("picture.png", encoded.getvalue(), "image/png")
    clean.save(encoded, "JPEG", quality=90, optimize=True)
    return SimpleUploadedFile("picture.jpg", encoded.getvalue(), "image/jpeg")


class PictureFormField(forms.ImageField):
    def to_python(self, data):
        # Not ImageField's own check, which decodes every format that Pillow knows.
        upload = forms.FileField.to_python(self, data)
        return upload and reencode(upload)


class PictureField(models.ImageField):
    """An image that passes through ``reencode`` on its way in."""

    def __init__(self, *args, **kwargs):
        defaults: dict[str, Any] = {
            "upload_to": upload_path,
            "max_length": 200,
            "help_text": _("JPEG, PNG, WebP, AVIF or GIF, at most 8 MB."),
        }
        super().__init__(*args, **defaults | kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PictureFormField} | kwargs)
