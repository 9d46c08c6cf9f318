"""Lettering: no sign that no font has, lines that fit, nothing lost between them."""

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from entries.cards import lettering
from entries.cards.lettering import Lettering, plain

FACE = Lettering("serif-display", 48)
HAN = any("CJK" in path for path in lettering.system_fonts())


@pytest.fixture
def no_system_fonts(monkeypatch):
    monkeypatch.setattr(lettering, "system_fonts", lambda: ())


@pytest.mark.parametrize("text", ["Tidal Clockwork", "Café Žižek", "Lǚ Bǎozhū", "“≈ 80 %” – § 7", "µ¶"])
def test_sites_own_fonts_have_european_names_and_pinyin(no_system_fonts, text):
    assert Lettering("serif-display", 48).can(text)


@pytest.mark.parametrize("text", ["样本公司", "Firm 样", "Фирма", "😀", "\ue000", "\uffff", "शहर"])
def test_sign_that_no_font_has_is_noticed(no_system_fonts, text):
    assert not Lettering("serif-display", 48).can(text)


@pytest.mark.skipif(not HAN, reason="no font with Chinese on this machine")
def test_chinese_is_lettered_in_a_font_of_the_system():
    assert FACE.can("样本公司")
    assert FACE.width("样本公司") == 4 * 48
    assert not FACE.can("样本\ue000")


def test_named_font_is_asked_before_the_systems(settings):
    settings.CARD_FONT = FACE.paths[0]
    assert lettering.system_fonts()[0] == FACE.paths[0]


def test_text_is_composed_and_loses_what_has_no_shape():
    assert plain("Cafe\u0301\u200b  by\x0b\nthe\u00adsea") == "Café by thesea"


@settings(max_examples=60, deadline=None)
@given(st.text("ab ,中文。éW", max_size=120), st.integers(60, 900))
def test_lines_fit_and_hold_all_of_the_text(text, width):
    lines = FACE.lines(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(FACE.width(line) <= width or len(line.strip()) == 1 for line in lines)


@pytest.mark.skipif(not HAN, reason="no font with Chinese on this machine")
def test_closing_mark_stands_with_the_sign_before_it():
    assert FACE.lines("中文，中文。", 2.5 * 48) == ["中", "文，", "中", "文。"]


def test_text_that_is_too_long_ends_in_an_ellipsis_inside_its_line():
    lines = FACE.shortened("one two, three four five six seven", 300, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert FACE.width(lines[-1]) <= 300
    assert FACE.shortened("one two", 900, 1) == ["one two"]


def test_fonts_lie_with_the_site():
    assert [Path(path).name for path in FACE.paths[:2]] == ["serif-display.woff2", "serif-display-more.woff2"]
