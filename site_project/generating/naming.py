"""How the entries of a generated atlas are called, from their kind and number alone."""

from .vocabulary import EVENTS, FIELDS, HAN_FIELDS, PLACES, stem


def zone(number: int) -> str:
    return f"{stem(number * 7 + 3)} {PLACES[number % len(PLACES)]} {number + 1}"


def company(number: int) -> str:
    return f"{stem(number * 5)} {FIELDS[number % len(FIELDS)]} {number + 1}"


def company_in_chinese(number: int) -> str:
    return f"样本{HAN_FIELDS[number % len(HAN_FIELDS)]}{number + 1}号公司"


def person(number: int) -> str:
    return f"{stem(number * 11 + 1)} {stem(number // 3)}son {number + 1}"


def milestone(number: int, company_number: int) -> str:
    return f"{company(company_number)} {EVENTS[number % len(EVENTS)]} ({number + 1})"


NAMES = {"zone": zone, "company": company, "person": person}
