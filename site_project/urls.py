"""All addresses."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import PasswordResetConfirmView as SetPassword
from django.urls import include, path, re_path, reverse_lazy
from django.views.static import serve

from entries.views import SourceList

from .views import about, home

urlpatterns = [
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("", include("companies.urls")),
    path("", include("zones.urls")),
    path("", include("entries.urls")),
    path("sources/", SourceList.as_view(), name="source-list"),
    path("", include("sources.urls")),
    path(
        "admin/password/<uidb64>/<token>/",
        SetPassword.as_view(success_url=reverse_lazy("admin:login")),
        name="password_reset_confirm",
    ),
    path("admin/", admin.site.urls),
    # Uploads, for a site that runs on one machine; a proxy in front serves them from var/media itself.
    re_path(r"^media/(?P<path>pictures/[0-9a-f]{32}\.(?:jpg|png))$", serve, {"document_root": settings.MEDIA_ROOT}),
]

handler500 = "site_project.views.server_error"
