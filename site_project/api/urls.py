"""Addresses of the API: its operations, their description for programs and for people, and nothing else."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from .application import api
from .documentation import docs, openapi
from .front import PREFIX
from .problems import not_found

_prefix = PREFIX.removeprefix("/")

urlpatterns = [
    path(f"{_prefix}openapi.json", openapi, name="api-openapi"),
    path(f"{_prefix}docs", docs, name="api-docs"),
    path(_prefix, RedirectView.as_view(pattern_name="api-docs")),
    path(_prefix, api.urls),
    re_path(rf"^{_prefix}", not_found),
]
