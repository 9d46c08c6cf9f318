"""Addresses of tags and of the lists that need only what entries know; ``kind`` makes those of one kind."""

from django.urls import path, re_path

from . import sitemaps
from .cards.views import entry_card, site_card
from .documents import document
from .embeds import frames
from .embeds.oembed import oembed
from .feeds import views as feeds
from .models import Entry
from .search.views import complete, results, suggest
from .views import EntryDetail, EntryList, TagDetail, TagList

_TAKEN = r"list\.(?P<ending>csv|json)\Z"

urlpatterns = [
    path("card-<slug:key>.png", site_card, name="site-card"),
    path("feed.atom", feeds.everything, name="feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:name>.xml", sitemaps.part, name="sitemap-part"),
    path("oembed", oembed, name="oembed"),
    path("search/", results, name="search"),
    path("search/suggest", suggest, name="search-suggest"),
    path("search/complete", complete, name="search-complete"),
    path("tags/", TagList.as_view(), name="tag-list"),
    # As taggit makes slugs: letters of any script, which “slug:” would refuse.
    re_path(r"^tags/(?P<slug>[-\w]+)/\Z", TagDetail.as_view(), name="tag-detail"),
    re_path(r"^tags/(?P<slug>[-\w]+)/feed\.atom\Z", feeds.of_tag, name="tag-feed"),
    re_path(r"^embed/tags/(?P<slug>[-\w]+)/\Z", frames.tag, name="tag-embed"),
    re_path(rf"^tags/(?P<slug>[-\w]+)/{_TAKEN}", TagDetail.as_view(), name="tag-detail-as"),
]


def kind(model: type[Entry], prefix: str, entry_list: type[EntryList] = EntryList) -> list:
    """List, page and document of one kind below ``prefix``, with the feeds, share cards and frames of these pages."""
    of_kind = {"model": model}
    return [
        path(f"{prefix}/", entry_list.as_view(model=model), name=f"{model.KIND}-list"),
        path(f"{prefix}/<slug:slug>/entry.json", document, of_kind, name=f"{model.KIND}-data"),
        re_path(rf"^{prefix}/{_TAKEN}", entry_list.as_view(model=model), name=f"{model.KIND}-list-as"),
        path(f"{prefix}/<slug:slug>/", EntryDetail.as_view(model=model), name=f"{model.KIND}-detail"),
        path(f"{prefix}/feed.atom", feeds.of_kind, of_kind, name=f"{model.KIND}-feed"),
        path(f"{prefix}/<slug:slug>/<slug:name>.atom", feeds.of_entry, of_kind, name=f"{model.KIND}-own-feed"),
        path(f"{prefix}/<slug:slug>/card-<slug:key>.png", entry_card, of_kind, name=f"{model.KIND}-card"),
        path(f"embed/{prefix}/", frames.kind, of_kind, name=f"{model.KIND}-list-embed"),
        path(f"embed/{prefix}/<slug:slug>/", frames.entry, of_kind, name=f"{model.KIND}-embed"),
    ]
