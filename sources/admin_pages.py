"""Pages of the admin beside its forms: reading a source to make passages, and beginning something from a passage."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from . import finding, grounds, locators, mentions, offers, reading, texts
from .admin_forms import NewPassageForm, SelectionForm
from .models import Passage, Source

LONGEST_NAME = 8
"""Words at most that are taken for a name when a draft is begun from them."""


class Paged(admin.ModelAdmin):
    """An admin with pages beside each object's form; ``pages`` has their names, which are methods and addresses."""

    pages: tuple[str, ...] = ()

    def get_urls(self):
        kind = self.opts.model_name
        own = [path(f"<uuid:pk>/{page}/", self._page(page), name=f"sources_{kind}_{page}") for page in self.pages]
        return own + super().get_urls()

    def _page(self, page: str) -> Callable[..., HttpResponseBase]:
        def answer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
            shown = get_object_or_404(self.get_queryset(request), pk=pk)
            if not self.has_view_permission(request, shown):
                raise PermissionDenied
            return getattr(self, page)(request, shown)

        return self.admin_site.admin_view(answer)

    def show(self, request, page: str, shown, title: str, **context) -> TemplateResponse:
        context |= {"opts": self.opts, "original": shown, "title": title, "subtitle": str(shown)}
        context = self.admin_site.each_context(request) | context
        return TemplateResponse(request, f"admin/sources/{self.opts.model_name}/{page}.html", context)

    def may_add(self, request, model) -> bool:
        return self.admin_site.get_model_admin(model).has_add_permission(request)


class SourcePages(Paged):
    pages = ("passages", "shortest")

    def passages(self, request: HttpRequest, source: Source) -> HttpResponseBase:
        """The text with its passages, where selected or typed words become another."""
        may_add = self.may_add(request, Passage)
        form = NewPassageForm(source=source, initial={"paragraph": request.GET.get("paragraph")})
        if request.method == "POST":
            if not may_add:
                raise PermissionDenied
            form = NewPassageForm(request.POST, source=source)
            if form.is_valid() and "_find" not in request.POST:
                return self._save(request, form)
        read = reading.read(source)
        context = {
            "form": form if may_add else None,
            "found": texts.told(form.instance) if form.is_bound and form.instance.paragraph else "",
            "place": _place(form, read),
            "reading": read,
            "named": [(mention, offers.form(mention)) for mention in read.mentions],
            "word": reading.WORD,
        }
        return self.show(request, "passages", source, gettext("Read and make passages"), **context)

    def _save(self, request, form: NewPassageForm) -> HttpResponseBase:
        with transaction.atomic():
            passage = form.save()
            self.admin_site.get_model_admin(Passage).log_addition(request, passage, [{"added": {}}])
        messages.success(request, gettext("The passage %(key)s was saved.") % {"key": passage.key})
        if "_use" in request.POST:
            return HttpResponseRedirect(use_address(passage, _name(texts.words_of(passage))))
        page = reverse("admin:sources_source_passages", args=[passage.source_id])
        return HttpResponseRedirect(f"{page}#p{passage.paragraph}")

    def shortest(self, request: HttpRequest, source: Source) -> HttpResponseBase:
        """As JSON: ``opens``, ``closes`` and ``words`` for the words selected, or the ``problem`` with them.

        ``within`` names the passages that hold all of these words, each with where something is begun from it.
        """
        if not self.may_add(request, Passage):
            raise PermissionDenied
        form = SelectionForm(request.GET)
        if not form.is_valid():
            return JsonResponse({"problem": form.errors.as_text()}, status=400)
        return JsonResponse(_proposal(source, **form.cleaned_data))


class PassagePages(Paged):
    pages = ("use",)

    def use(self, request: HttpRequest, passage: Passage) -> HttpResponseBase:
        """What rests on the passage, and forms to begin more in; ``?name=`` is that of something new."""

        def may(model):
            return self.may_add(request, model)

        name = request.GET.get("name", "").strip()
        paragraphs = locators.paragraphs(passage.source.text)[passage.paragraph - 1 : passage.paragraph]
        named = mentions.find(paragraphs, mentions.known())
        context: dict[str, Any] = {
            "found": texts.told(passage),
            "grounds": grounds.of(Passage.objects.filter(pk=passage.pk)).get(passage.pk, []),
            "named": [(one, offers.form(one), list(offers.rows(one, passage, may))) for one in named],
            "name": name,
            "drafts": list(offers.drafts(name, passage, may)),
        }
        return self.show(request, "use", passage, gettext("Use a passage"), **context)


def _place(form: NewPassageForm, read: reading.Reading) -> int:
    """The number of the paragraph under which the form stands; 0 for the page's end."""
    number = str(form["paragraph"].value() or "")
    return int(number) if number.isdecimal() and 1 <= int(number) <= len(read.paragraphs) else 0


def use_address(passage: Passage, name: str = "") -> str:
    address = reverse("admin:sources_passage_use", args=[passage.pk])
    return f"{address}?{urlencode({'name': name})}" if name else address


def _name(words: str) -> str:
    """The words as the name of something, without the signs around them; blank where they are too many for one."""
    return (
        words.strip(" ,.;:!?()[]“”‘’\"'，。；：、！？（）《》「」")
        if len(locators.words(words)) <= LONGEST_NAME
        else ""
    )


def _proposal(source: Source, paragraph: int, first: int, last: int) -> dict[str, Any]:
    paragraphs = locators.paragraphs(source.text)
    try:
        if paragraph > len(paragraphs):
            raise locators.NotLocated(gettext("the text has no such paragraph"))
        text = paragraphs[paragraph - 1]
        opens, closes = finding.shortest(text, first, last)
    except locators.NotLocated as error:
        return {"problem": str(error)}
    place = locators.locate(text, opens, closes)
    words = text[place.start : place.end]
    holding = source.passages.filter(paragraph=paragraph, first_word__lte=first, last_word__gte=last)
    within = [{"key": passage.key, "url": use_address(passage, _name(words))} for passage in holding]
    return {"opens": opens, "closes": closes, "words": words, "within": within}
