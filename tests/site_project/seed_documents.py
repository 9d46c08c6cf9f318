"""A small seed document of invented content with one record or more of each kind, the text it cites, and its tools."""

import json
from pathlib import Path

from django.apps import apps

from companies.models import Company, Person, Presence, Role
from entries.models import Entry, Tag
from site_project.seeding import document, rows
from sources import locators
from sources.models import Passage, Source

APPS = ("sources", "entries", "zones", "companies", "site_project")

SHED = "Alpha Works opened a shed in 2001, said its keeper."
BRIDGE = "If the river allows it, Alpha Works will add a bridge next summer."
RECORDS = 21
TEXT = f"{SHED} It rained.\n\n{BRIDGE}\n"

SMALL = f"""
format = 1

[[source]]
slug = "gazette"
title = "A gazette"
publisher = "Gazette"
authors = ["A. Writer", "B. Writer"]
published = "XXXX-05-04"
summary = "It tells of a shed.[@shed]"
shape = {[" ".join(map(str, letters)) for letters in locators.shape(TEXT)]}
text_digest = "{locators.digest(locators.normalise(TEXT))}"

[[passage]]
key = "shed"
source = "gazette"
paragraph = 1
opens = "Alpha Works opened"
closes = "its keeper."
words = [1, 10]
digest = "{locators.digest(SHED)}"

[[passage]]
key = "bridge"
source = "gazette"
paragraph = 2
opens = "If the river allows it,"
closes = "next summer."
words = [1, 13]
digest = "{locators.digest(BRIDGE)}"
standing = "conditional"
speaker = "Gamma"

[[tag]]
slug = "sheds"
name = "sheds"
description = "One is named.[@shed]"

[[tag]]
slug = "rivers"
name = "rivers"

[[zone]]
slug = "north"
name = "North"

[[zone]]
slug = "north-yard"
name = "North Yard"
part_of = "north"
latitude = 22
longitude = 114.5

[[company]]
slug = "alpha"
name = "Alpha"
legal_name = "Alpha Works"
summary = "A maker of sheds."
body = "It opened a shed.[@shed]"
founded = "2001"
tags = ["sheds", "rivers"]

[[person]]
slug = "gamma"
name = "Gamma"
origin = "North"

[[milestone]]
slug = "shed-opens"
name = "A shed opens"
date = "2001"
subjects = ["company/alpha"]
passages = ["shed"]
tags = ["sheds"]

[[milestone]]
slug = "bridge-follows"
name = "A bridge follows"
date = "2002"
derived_from = "shed-opens"
derived_from_value = "2001"
subjects = ["company/alpha", "person/gamma"]
passages = ["bridge"]
reading = "The year after the shed."

[[statement]]
key = "alpha-summary"
entry = "company/alpha"
field = "summary"
passages = ["shed"]

[[statement]]
key = "gamma-origin"
entry = "person/gamma"
field = "origin"
reading = "Said by us."
editorial = true

[[alias]]
key = "alpha-works"
entry = "company/alpha"
name = "Alpha Works"
passages = ["shed"]

[[figure]]
key = "alpha-sheds"
entry = "company/alpha"
label = "Sheds"
comparator = ">"
value = "150.50"
unit = "sheds"
as_of = "2001"
passages = ["shed", "bridge"]

[[product]]
key = "shed"
company = "alpha"
name = "Shed"
passages = ["shed"]

[[role]]
key = "gamma-keeper"
person = "gamma"
organisation = "company/alpha"
title = "Keeper"
founder = true
since = "2001"
passages = ["shed"]

[[presence]]
key = "alpha-north"
company = "alpha"
zone = "north"
kind = "settled"
passages = ["shed"]

[[statement]]
key = "alpha-legal-name"
entry = "company/alpha"
field = "legal_name"
passages = ["shed"]

[[statement]]
key = "alpha-founded"
entry = "company/alpha"
field = "founded"
passages = ["shed"]

[[statement]]
key = "yard-in-north"
entry = "zone/north-yard"
field = "part_of"
editorial = true
"""


def many(entries: int) -> str:
    """A document of this many entries, a multiple of ten, each with three rows of its own and prose that cites."""
    groups = range(entries // 10)
    parts = ["format = 1", record("source", slug="heap", title="A heap", publisher="Heap")]
    parts += [record("passage", key=f"p{n}", source="heap", paragraph=n + 1, opens=f"word {n}") for n in groups]
    parts += [record("tag", slug=f"t{n}", name=f"tag {n}") for n in range(20)]
    parts += [entry("zone", n, n) for n in groups]
    parts += [entry("company", n, n // 3, legal_name=f"Company {n} Works") for n in range(3 * len(groups))]
    parts += [entry("person", n, n // 2) for n in range(2 * len(groups))]
    parts += [
        entry("milestone", n, n // 4, date=f"{1900 + n % 100}", subjects=[f"company/company-{n // 2}"], editorial=True)
        for n in range(4 * len(groups))
    ]
    for kind, times in (("zone", 1), ("company", 3), ("person", 2), ("milestone", 4)):
        for n in range(times * len(groups)):
            ref, cites = {"key": f"{kind}-{n}", "entry": f"{kind}/{kind}-{n}"}, {"passages": [f"p{n // times}"]}
            parts += [
                record("statement", **ref, field="summary", **cites),
                record("alias", **ref, name=f"The {kind} {n}", **cites),
                record("figure", **ref, label="Count", value=str(n), **cites),
            ]
    parts += [
        record("statement", key=f"legal-{n}", entry=f"company/company-{n}", field="legal_name", passages=[f"p{n // 3}"])
        for n in range(3 * len(groups))
    ]
    return "\n".join(parts)


def entry(kind: str, number: int, passage: int, **fields) -> str:
    return record(
        kind, slug=f"{kind}-{number}", name=f"{kind.title()} {number}", summary=f"One {kind} of many.",
        body=f"It is number {number}.[@p{passage}]", tags=[f"t{number % 20}"], **fields,
    )  # fmt: skip


def record(kind: str, **fields) -> str:
    # JSON writes these values as TOML does.
    return "\n".join([f"[[{kind}]]", *(f"{name} = {json.dumps(value)}" for name, value in fields.items()), ""])


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """The document with each first part, which must stand in it, replaced by the second, once."""
    for old, new in changes:
        assert old in text, f"{old!r} is not in the document"
        text = text.replace(old, new, 1)
    return text


def written(folder: Path, text: str = SMALL, name: str = "small.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, *changes: tuple[str, str], text: str = SMALL) -> document.Document:
    return document.read(written(folder, changed(*changes, text=text)))


def dump() -> dict[str, list[tuple]]:
    """Every row of every table of the project, as the database has them."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return {model._meta.db_table: sorted(model._base_manager.values_list(), key=repr) for model in models}


def clear() -> None:
    """Delete everything but the seed's records, as an editor could, in the order that protection asks for."""
    for model in (Role, Presence, Company, Person, Tag):
        model.objects.all().delete()
    for slug in ("bridge-follows", "shed-opens", "north-yard", "north"):
        Entry.objects.get(slug=slug).delete()
    Source.objects.get().cited.clear()
    Passage.objects.all().delete()
    Source.objects.all().delete()


def alpha() -> Company:
    return Company.objects.get(slug="alpha")


def save_as(model, key: str, **values) -> None:
    """Change a seeded row as an editor would."""
    row = model.objects.get(pk=rows.identify(model.__name__.lower(), key))
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
