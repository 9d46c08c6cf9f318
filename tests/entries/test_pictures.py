"""Pictures on pages and in forms: their focus stays in sight, and the form shows what is stored."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st
from PIL import Image

from entries.templatetags.pictures import STRIPS, steps
from tests import factories as make

from ..site_project.forms import send_picture

IMAGE = '<img class="plate'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(colour="teal"):
    sent = BytesIO()
    Image.new("RGB", (800, 400), colour).save(sent, "JPEG")
    return SimpleUploadedFile("holiday.jpg", sent.getvalue())


@pytest.fixture
def company(db):
    return make.make_company(image=upload(), image_alt="A lantern.", image_credit="A. Painter", focal_x=0.3)


def tag(html: str) -> str:
    return html[html.index(IMAGE) :].partition(">")[0]


@given(focus=st.floats(0, 1), part=st.floats(1 / STRIPS, 1))
def test_focus_is_in_sight_in_every_box_that_shows_a_strip(focus, part):
    """``part`` is how much of the picture, from one side to the other, its box shows."""
    moved = sum(int(step[1:]) for step in steps("x", focus)) / 10
    begins = moved * (1 - part)
    assert begins - 1e-9 <= focus <= begins + part + 1e-9


def test_focus_in_the_middle_or_at_an_edge_is_exact():
    assert [sum(int(step[1:]) for step in steps("y", focus)) for focus in (0, 0.5, 1)] == [0, 5, 10]


def test_band_is_fetched_at_once_and_a_row_when_it_comes_near(client, company):
    band, row = (tag(client.get(path).content.decode()) for path in (company.get_absolute_url(), "/companies/"))
    assert 'fetchpriority="high"' in band and "loading" not in band
    assert 'loading="lazy"' in row and 'sizes="15.125rem"' in row
    for shown in (band, row):
        assert 'width="800" height="400" alt="A lantern."' in shown
        assert 'class="plate x3"' in shown.replace(" y4 y1", "")


def test_only_a_picture_flatter_than_its_box_is_asked_for_wider_than_that(client, company):
    """The band is flatter than this picture of 2:1; of the row’s box of 16:11, see above."""
    assert 'sizes="(min-width: 77rem) 75rem, 100vw"' in tag(client.get(company.get_absolute_url()).content.decode())


def test_credit_stands_on_the_page_and_in_its_frame(client, company):
    for path in (company.get_absolute_url(), f"/embed{company.get_absolute_url()}"):
        assert "A. Painter" in client.get(path).content.decode()


def test_form_shows_the_stored_picture_even_where_another_is_refused(admin_client, company):
    stored = f'<img src="/media/{company.image.name[:-4]}-640.jpg"'
    assert stored in admin_client.get(company.admin_url).content.decode()
    refused = send_picture(admin_client, company, image=upload("navy"), name="")
    assert refused.status_code == 200
    assert stored in refused.content.decode()


def test_form_without_a_picture_says_so_and_keeps_its_part_closed(admin_client, company):
    without = admin_client.get(make.make_company().admin_url).content.decode()
    assert "No picture yet." in without
    assert "<details" in without
    assert "<details" not in admin_client.get(company.admin_url).content.decode()
