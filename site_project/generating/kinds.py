"""The rows of each kind of a generated atlas: what an entry has, and what it has to do with others."""

from random import Random

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.models import Alias, Figure
from sources.dates import UNKNOWN, Point
from zones.models import Zone

from . import naming
from .batch import Batch
from .vocabulary import LABELS, TITLES, UNITS

PARTS_PER_ZONE = 6
PRESENCES = [kind.value for kind in Presence.Kind]


def zone(batch: Batch, number: int, chance: Random, passages: tuple[int, ...]) -> None:
    plan, name = batch.plan, naming.zone(number)
    pk = batch.entry("zone", number, name, chance, passages)
    nested = number > 0 and chance.random() < 0.7
    part_of = plan.id("zone", (number - 1) // PARTS_PER_ZONE) if nested else None
    place = (round(chance.uniform(-60, 60), 4), round(chance.uniform(-170, 170), 4))
    row = (f"{name} Sample Zone", part_of, "north of a river" if chance.random() < 0.5 else "", *place)
    batch.rows[Zone].append((pk, *row))
    fields = ["full_name", *(["part_of"] if nested else []), *(["location"] if row[2] else [])]
    batch.state(pk, *fields, passages=passages)


def company(batch: Batch, number: int, chance: Random, passages: tuple[int, ...]) -> None:
    plan, name = batch.plan, naming.company(number)
    founded, sort = _date(chance) if chance.random() < 0.4 else ("", UNKNOWN)
    pk = batch.entry("company", number, name, chance, passages, sort_date=sort)
    stated = {
        "legal_name": f"{name} Limited" if chance.random() < 0.3 else "",
        "founded": founded,
        "headquarters": "by a harbour" if chance.random() < 0.2 else "",
        "website": f"https://company-{number + 1}.example/" if chance.random() < 0.2 else "",
    }
    batch.rows[Company].append((pk, *stated.values()))
    batch.state(pk, *(field for field, value in stated.items() if value), passages=passages)
    if number % 4 == 0:
        alias = (plan.id(pk, "alias"), pk, naming.company_in_chinese(number), "zh-Hans")
        batch.add(Alias, alias, passages[0])
    if chance.random() < 0.3:
        batch.add(Product, (plan.id(pk, "product"), pk, f"Device {number + 1}", ""), passages[-1])
    _figures(batch, pk, chance, passages)
    _presences(batch, pk, chance, passages)


def _figures(batch: Batch, pk: str, chance: Random, passages: tuple[int, ...]) -> None:
    """A figure for some; for some of these a second one that does not agree with it."""
    if chance.random() > 0.25:
        return
    which, value = chance.randrange(len(LABELS)), chance.randint(5, 5000)
    others = [value] if chance.random() > 0.15 else [value, value + chance.randint(1, 50)]
    for at, number in enumerate(others):
        row = (batch.plan.id(pk, "figure", at), pk, LABELS[which], str(number), UNITS[which], at)
        batch.add(Figure, row, passages[at % len(passages)])


def _presences(batch: Batch, pk: str, chance: Random, passages: tuple[int, ...]) -> None:
    zones = batch.plan.counts["zone"]
    if not zones or chance.random() > 0.4:
        return
    zone_number = batch.plan.skewed(chance, zones)
    since, since_sort = _date(chance)
    row = (batch.plan.id(pk, "presence"), pk, batch.plan.id("zone", zone_number), chance.choice(PRESENCES))
    batch.add(Presence, (*row, since, since_sort, ""), passages[-1])


def person(batch: Batch, number: int, chance: Random, passages: tuple[int, ...]) -> None:
    plan = batch.plan
    pk = batch.entry("person", number, naming.person(number), chance, passages)
    origin = "from a sample village" if chance.random() < 0.3 else ""
    batch.rows[Person].append((pk, origin))
    if origin:
        batch.state(pk, "origin", passages=passages)
    title = chance.choice(TITLES)
    since, since_sort = _date(chance)
    at = ("zone", chance.randrange(plan.counts["zone"])) if plan.counts["zone"] and chance.random() < 0.1 else None
    organisation = plan.id(*(at or ("company", plan.skewed(chance, plan.counts["company"]))))
    row = (plan.id(pk, "role"), pk, organisation, title, title == "founder", since, since_sort, "")
    batch.add(Role, row, passages[-1])


def milestone(batch: Batch, number: int, chance: Random, passages: tuple[int, ...]) -> None:
    plan = batch.plan
    about = plan.skewed(chance, plan.counts["company"])
    parent = _parent(batch, number)
    date, sort = _dated(batch, number)
    if parent:
        date, sort = f"{int(parent[1][:4]) + 2}", (int(parent[1][:4]) + 2) * 1_00_00
    pk = batch.entry("milestone", number, naming.milestone(number, about), chance, passages, sort_date=sort)
    reading = "Two years after what it counts from." if parent else ""
    worded = "" if date else "recently"
    derived = (plan.id("milestone", number - 1), parent[1]) if parent else (None, "")
    batch.add(Milestone, (pk, date, worded, reading, *derived), *passages)
    subjects = {plan.id("company", about)}
    for kind, share in (("person", 0.2), ("zone", 0.2)):
        if plan.counts[kind] and chance.random() < share:
            subjects.add(plan.id(kind, plan.skewed(chance, plan.counts[kind])))
    batch.rows[Milestone.subjects] += [(pk, subject) for subject in sorted(subjects)]


def _dated(batch: Batch, number: int) -> tuple[str, int]:
    """Date of a milestone that is not derived; one in seven has none."""
    chance = batch.plan.chance("date", number)
    return ("", UNKNOWN) if chance.random() < 0.14 else _date(chance)


def _parent(batch: Batch, number: int) -> tuple[int, str] | None:
    """Number and date of the milestone before, for one in twenty that counts from it."""
    date = _dated(batch, number - 1)[0] if number % 20 == 1 else ""
    return (number - 1, date) if date else None


def _date(chance: Random) -> tuple[str, int]:
    """A date as precise as its source has it, and the integer to sort by."""
    year, month, day = chance.randint(1990, 2029), chance.randint(1, 12), chance.randint(1, 28)
    match chance.randrange(10):
        case 0 | 1 | 2 | 3:
            return f"{year}", Point(year, None, None, "").sort
        case 4 | 5 | 6:
            return f"{year}-{month:02}", Point(year, month, None, "").sort
        case 7 | 8:
            return f"{year}-{month:02}-{day:02}", Point(year, month, day, "").sort
    return f"{year}~", Point(year, None, None, "~").sort


WRITERS = {"zone": zone, "company": company, "person": person, "milestone": milestone}
