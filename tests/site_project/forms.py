"""Reading the forms of the admin as a browser does."""

import re

from django.urls import reverse


def fill(page, **values) -> dict:
    """The values that a browser would send for a form page as it stands, with some of them changed."""
    html = page.content.decode()
    sent = {}
    for tag in re.findall(r"<input[^>]*>", html):
        at = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if at.get("name") and at.get("type") not in ("checkbox", "submit", "file"):
            sent[at["name"]] = at.get("value", "")
    for name, inner in re.findall(r'<select name="([^"]+)"(.*?)</select>', html, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', inner)
        if chosen:
            sent[name] = chosen if "multiple" in inner else chosen[0]
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        sent[name] = text
    return {name: value for name, value in sent.items() if "__prefix__" not in name} | values


def errors(page) -> list[str]:
    """The HTML of each list of errors on a form page."""
    return re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', page.content.decode(), re.S)


def send_picture(client, company, **values):
    """Send the form of a company with a picture among its values; the answer has the form in its context."""
    page = reverse("admin:companies_company_change", args=[company.pk])
    return client.post(page, fill(client.get(page), **values))
