"""Publishing in the admin: a save or an action is let through when every statement rests on something.

What is refused is kept: a draft stays a draft with all that was typed, and what was typed over a published entry
becomes a working copy of it.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy as _, ngettext
from django.views.decorators.http import require_POST

from . import copies, publishing
from .evidence import missing_evidence
from .models import Entry

MOST_TOLD = 20
TOP = "#content-start"
"""Where the admin shows messages. A browser that is sent on keeps the place in the page it comes from unless told."""


def may_publish(request) -> bool:
    return request.user.has_perm("entries.publish_entry")


def told(entry: Entry, missing) -> str:
    """What is missing as links to where it is mended in the entry's form; the first of them, where there are many."""
    # Lines and no list, which the admin would take for further messages; and none has more in it than its link.
    shown = format_html_join(
        "", '<div><a href="{}#{}">{}</a></div>', ((entry.admin_url, one.anchor, one) for one in missing[:MOST_TOLD])
    )
    more = len(missing) - MOST_TOLD
    return format_html("{}<div>{}</div>", shown, gettext("and %(count)d more") % {"count": more}) if more > 0 else shown


def refusal(entry: Entry, missing, outcome: str) -> str:
    """The message about an entry that is not published: what rests on nothing, and what became of the work."""
    count = ngettext(
        "“%(entry)s” was not published, since %(count)d statement rests on nothing.",
        "“%(entry)s” was not published, since %(count)d statements rest on nothing.",
        len(missing),
    ) % {"entry": entry, "count": len(missing)}
    return format_html("{} {}{}", count, outcome, told(entry, missing))


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = _("state"), "state"
    STATES = {
        "published": Q(status=Entry.Status.PUBLISHED),
        "draft": Q(status=Entry.Status.DRAFT, draft_of=None),
        "copy": Q(draft_of__isnull=False),
    }

    def lookups(self, request, model_admin):
        return [("published", _("published")), ("draft", _("draft")), ("copy", _("working copy"))]

    def queryset(self, request, queryset):
        return queryset.filter(self.STATES.get(self.value() or "", Q()))


class PublishingAdmin(admin.ModelAdmin):
    """The part of an entry's admin that decides what the public sees."""

    actions = ["publish_selected", "withdraw_selected"]
    change_form_template = "admin/entries/entry_change_form.html"

    def has_publish_permission(self, request) -> bool:
        return may_publish(request)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except publishing.Refused as refused:
            # The transaction is undone by now, and with it what was written over the published entry.
            original = self.model.objects.get(pk=object_id)
            copy = copies.begin(original, refused.work)
            kept = gettext("The published entry is as it was; this is a working copy of it, with your changes.")
            messages.error(request, refusal(copy, missing_evidence(publishing.read(copy)), kept))
            return HttpResponseRedirect(copy.admin_url + TOP)

    def save_model(self, request, obj, form, change):
        """Save as a draft what is to be published: whether it may be is known once its rows are saved."""
        form.publishing = obj.status == Entry.Status.PUBLISHED and form.stored_status != Entry.Status.PUBLISHED
        if form.publishing:
            obj.status, obj.publish_at = Entry.Status.DRAFT, form.cleaned_data["publish_at"]
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj: Any = form.instance
        if form.publishing:
            obj.published, obj.missing = publishing.publish(obj)
        else:
            publishing.hold_published(obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._answer(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._answer(request, obj) or super().response_change(request, obj)

    def _answer(self, request, obj):
        """The answer to a save that was to publish, where it is not the usual one."""
        if missing := getattr(obj, "missing", None):
            messages.error(request, refusal(obj, missing, gettext("It is kept as a draft.")))
            return HttpResponseRedirect(obj.admin_url + TOP)
        if obj.draft_of_id and hasattr(obj, "published"):
            text = gettext("The working copy was put over “%(entry)s”, and is published.")
            messages.success(request, text % {"entry": obj.published})
            return HttpResponseRedirect(obj.published.admin_url + TOP)
        return None

    @admin.action(description=_("Publish the selected %(verbose_name_plural)s"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        """Publish those whose statements all rest on something; name what the others lack."""
        done = 0
        for entry in queryset.exclude(status=Entry.Status.PUBLISHED):
            entry, missing = publishing.publish(entry)
            if missing:
                messages.error(request, refusal(entry, missing, gettext("It is kept as a draft.")))
            else:
                self.log_change(request, entry, gettext("Published."))
                done += 1
        text = ngettext("%(count)d was published.", "%(count)d were published.", done) % {"count": done}
        messages.add_message(request, messages.SUCCESS if done else messages.INFO, text)

    @admin.action(description=_("Make drafts of the selected %(verbose_name_plural)s"), permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        published = list(queryset.filter(status=Entry.Status.PUBLISHED))
        for entry in published:
            entry.status = Entry.Status.DRAFT
            entry.save()
            self.log_change(request, entry, gettext("Made a draft."))
        done = len(published)
        text = ngettext("%(count)d is a draft now.", "%(count)d are drafts now.", done) % {"count": done}
        messages.success(request, text)

    def get_urls(self):
        copy = path("<path:object_id>/copy/", self.admin_site.admin_view(require_POST(self.copy_view)),
                    name=f"{self.opts.app_label}_{self.opts.model_name}_copy")  # fmt: skip
        return [copy, *super().get_urls()]

    def copy_view(self, request, object_id):
        """Begin a working copy of a published entry; whoever may add one may."""
        original = get_object_or_404(self.model, pk=object_id, status=Entry.Status.PUBLISHED)
        if not self.has_add_permission(request):
            return HttpResponseRedirect(original.admin_url)
        copy = copies.begin(original)
        self.log_addition(request, copy, gettext("Working copy of “%(entry)s”.") % {"entry": original})
        messages.success(request, gettext("This is a working copy: the published entry stays as it is until then."))
        return HttpResponseRedirect(copy.admin_url)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        entry = context.get("original")
        if entry:
            context["missing"] = missing_evidence(publishing.read(entry))
            context["working_copies"] = list(entry.working_copies.order_by("created_at", "pk"))
            context["may_copy"] = entry.status == Entry.Status.PUBLISHED and self.has_add_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_search_results(self, request, queryset, search_term):
        """Other forms find entries, not the working copies of them."""
        found, many = super().get_search_results(request, queryset, search_term)
        asked = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return found.filter(draft_of=None) if asked else found, many

    @admin.display(description=_("state"), ordering="status")
    def state(self, entry) -> str:
        return gettext("working copy") if entry.draft_of_id else entry.get_status_display()
