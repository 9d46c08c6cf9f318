"""All addresses."""

from django.contrib import admin
from django.contrib.auth.views import PasswordResetConfirmView as SetPassword
from django.urls import include, path, reverse_lazy
from django.views.decorators.http import condition

import sources.urls
from entries.freshness import content_tag
from entries.views import SourceList

from .addresses import by_id
from .charting.views import MapPage, chosen_json, graph_json
from .crawlers import opensearch, robots
from .design import design
from .dump.views import dump
from .views import about, favicon, home

urlpatterns = [
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("about/design/", design, name="design"),
    path("map/", MapPage.as_view(), name="map"),
    path("map/graph.json", graph_json, name="map-graph"),
    path("map/chosen.json", chosen_json, name="map-chosen"),
    path("id/<uuid:pk>", by_id, name="by-id"),
    path("", include("companies.urls")),
    path("", include("zones.urls")),
    path("", include("entries.urls")),
    path("sources/", SourceList.as_view(), name="source-list"),
    path("", include(sources.urls.pages(fresh=condition(etag_func=content_tag)))),
    path(
        "admin/password/<uidb64>/<token>/",
        SetPassword.as_view(success_url=reverse_lazy("admin:login")),
        name="password_reset_confirm",
    ),
    path("admin/", admin.site.urls),
    path("", include("site_project.api.urls")),
    path("atlas.zip", dump, name="dump"),
    path("favicon.ico", favicon),
    path("robots.txt", robots),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("media/", include("site_project.media")),
]

handler500 = "site_project.views.server_error"
