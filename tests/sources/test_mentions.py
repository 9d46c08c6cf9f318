"""Names in a text: whole words, the longest of those that nest, every paragraph that has them."""

from itertools import count
from uuid import UUID

import pytest

from sources.mentions import Known, find

_ids = count(1)


def known(*names: str) -> list[Known]:
    """A thing for each name, called by it."""
    return [Known(name, "company", UUID(int=next(_ids)), name) for name in names]


def found(text: str, *names: str) -> dict[str, list[int]]:
    return {mention.called: mention.paragraphs for mention in find(text.split("\n"), known(*names))}


def test_name_is_found_in_each_paragraph_once_in_the_order_of_first_mention():
    text = "Of Beta.\nAlpha and Beta, and Alpha again.\nNothing.\nAlpha."
    assert found(text, "Alpha", "Beta", "Gamma") == {"Beta": [1, 2], "Alpha": [2, 4]}
    assert list(found(text, "Alpha", "Beta")) == ["Beta", "Alpha"]


@pytest.mark.parametrize("text", ["Tocky", "Lantock", "TockWater", "tock1"])
def test_latin_name_inside_a_word_is_not_found(text):
    assert found(text, "Tock") == {}


@pytest.mark.parametrize("text", ["Tock’s", "(Tock)", "“Tock”,", "Tock-made", "嘀Tock嗒", "Tock."])
def test_latin_name_is_found_beside_signs_and_han_characters(text):
    assert found(text, "Tock") == {"Tock": [1]}


def test_han_name_is_found_inside_a_run_of_characters():
    assert found("在镜维湾里", "镜维湾", "维镜") == {"镜维湾": [1]}


def test_longest_name_wins_where_names_nest_or_begin_alike():
    names = ["Hollow", "North Park of the Hollow Zone", "North Park", "Zone"]
    assert found("In the North Park of the Hollow Zone.", *names) == {"North Park of the Hollow Zone": [1]}
    assert found("In the North Park and the Hollow.", *names) == {"North Park": [1], "Hollow": [1]}


def test_short_name_is_found_in_its_own_case_only_and_a_longer_one_in_any():
    assert found("An arc, an ARC, a quay nine.", "Arc", "Quay Nine") == {"Quay Nine": [1]}
    assert found("An Arc.", "Arc") == {"Arc": [1]}


def test_things_that_share_a_name_are_both_found():
    mentions = find(["Of Alpha."], known("Alpha", "Alpha", "Al"))
    assert [mention.called for mention in mentions] == ["Alpha", "Alpha"]


def test_other_name_leads_to_what_it_names():
    one = UUID(int=0)
    names = [Known("Alpha", "zone", one, "Alpha"), Known("甲地", "zone", one, "Alpha")]
    (mention,) = find(["在甲地。", "Alpha."], names)
    assert (mention.called, mention.kind, mention.id, mention.paragraphs) == ("Alpha", "zone", one, [1, 2])


@pytest.mark.parametrize("name", ["“Sky City”", "C++ Works", "Yoho!", "+"])
def test_name_with_signs_at_its_ends_is_sought_with_them(name):
    expected = {} if name == "+" else {name: [1]}
    assert found(f"At {name} they met.", name) == expected
    assert found("At Sky City, C Works, Yoho they met.", name) == {}


def test_many_names_are_looked_for_in_one_pass():
    """As many as a full atlas has; by one search for each, this would take minutes."""
    names = known(*(f"Alpha {number}" for number in range(100_000)))
    text = " ".join(f"Alpha {number}, and so on." for number in range(0, 2_000, 2))
    assert len(find([text], names)) == 1_000
