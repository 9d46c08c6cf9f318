"""Text fragments are escaped as their specification says."""

from urllib.parse import unquote

import pytest
from hypothesis import given, strategies as st

from sources import fragments


@pytest.mark.parametrize(
    ("url", "opens", "closes", "found"),
    [
        ("https://p.example/a", "We began", "in May", "https://p.example/a#:~:text=We%20began,in%20May"),
        ("https://p.example/a", "We began", "", "https://p.example/a#:~:text=We%20began"),
        ("https://p.example/a#top", "We", "", "https://p.example/a#top:~:text=We"),
        ("https://p.example/a#:~:text=One", "We", "", "https://p.example/a#:~:text=One&text=We"),
        ("https://p.example/a", "a-b, c & d", "50%", "https://p.example/a#:~:text=a%2Db%2C%20c%20%26%20d,50%25"),
        ("https://p.example/a", "创新", "", "https://p.example/a#:~:text=%E5%88%9B%E6%96%B0"),
        ("", "We", "", ""),
    ],
)
def test_address_leads_to_the_words(url, opens, closes, found):
    assert fragments.address(url, opens, closes) == found


@given(st.text(min_size=1), st.text())
def test_words_come_back_out_of_a_directive_whole(opens, closes):
    name, _, value = fragments.directive(opens, closes).partition("=")
    assert name == "text"
    assert not set(value.replace(",", "")) & set("&-#<>\"' ")
    assert [unquote(part) for part in value.split(",")] == [words for words in (opens, closes) if words]
