"""Uploads, for a site that runs on one machine; a proxy in front serves them from var/media itself."""

from django.conf import settings
from django.urls import re_path
from django.views.static import serve

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}


def picture(request, path: str):
    """A picture with a type of its own, whatever the system's table of types says; it never changes."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Type"] = TYPES[path.rpartition(".")[2]]
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


urlpatterns = [re_path(r"^(?P<path>pictures/[0-9a-f]{32}(?:-\d{1,4})?\.(?:jpg|png|webp|avif))$", picture, name="media")]
