"""Addresses of tags and of the lists that need only what entries know; ``kind`` makes those of one kind."""

from django.urls import path, re_path

from .cards.views import entry_card, site_card
from .models import Entry
from .search.views import results, suggest
from .views import EntryDetail, EntryList, TagDetail, TagList

urlpatterns = [
    path("card-<slug:key>.png", site_card, name="site-card"),
    path("search/", results, name="search"),
    path("search/suggest", suggest, name="search-suggest"),
    path("tags/", TagList.as_view(), name="tag-list"),
    # As taggit makes slugs: letters of any script, which “slug:” would refuse.
    re_path(r"^tags/(?P<slug>[-\w]+)/\Z", TagDetail.as_view(), name="tag-detail"),
]


def kind(model: type[Entry], prefix: str, entry_list: type[EntryList] = EntryList) -> list:
    """List and detail of one kind below ``prefix``, named ``<kind>-list`` and ``<kind>-detail``."""
    return [
        path(f"{prefix}/", entry_list.as_view(model=model), name=f"{model.KIND}-list"),
        path(f"{prefix}/<slug:slug>/", EntryDetail.as_view(model=model), name=f"{model.KIND}-detail"),
        path(f"{prefix}/<slug:slug>/card-<slug:key>.png", entry_card, {"model": model}, name=f"{model.KIND}-card"),
    ]
