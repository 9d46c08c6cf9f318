"""Pictures of entries: renditions made once, shown with their size, removed with what they belong to."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image

from companies.models import Company
from entries import renditions

from ..site_project.forms import send_picture


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "pictures"


def upload(size=(800, 400), kind="JPEG", mode="RGB"):
    sent = BytesIO()
    colour = (0, 128, 128, 100)[: len(mode)]
    Image.new(mode, size, colour).save(sent, kind)
    return SimpleUploadedFile("holiday.png" if kind == "PNG" else "holiday.jpg", sent.getvalue())


@pytest.fixture
def company(admin_client, django_capture_on_commit_callbacks):
    company = Company.objects.create(name="Lantern Works", status="published")
    with django_capture_on_commit_callbacks(execute=True):
        answer = send_picture(admin_client, company, image=upload(), image_alt="A lantern.", focal_x="1", focal_y="0")
    assert answer.status_code == 302, answer.context["adminform"].errors
    return Company.objects.get()


def endings(folder):
    return sorted(file.name.partition("-")[2] or file.name.rpartition(".")[2] for file in folder.iterdir())


@pytest.mark.django_db
def test_uploaded_picture_gets_renditions_no_wider_than_it_is(company, media):
    made = [f"{width}.{kind}" for kind in ("avif", "jpg", "webp") for width in (320, 640, 800)]
    assert endings(media) == sorted([*made, "jpg"])
    for file in media.glob("*-320.*"):
        with Image.open(file) as small:
            assert small.size == (320, 160)
    assert (company.image_width, company.image_height) == (800, 400)


@pytest.mark.django_db
def test_page_shows_the_picture_with_its_size_and_words_and_focus(client, company):
    html = client.get(company.get_absolute_url()).content.decode()
    assert 'width="800" height="400" alt="A lantern."' in html
    assert 'class="plate x4 x3 x2 x1"' in html
    assert "image/avif" in html
    assert " style=" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(("ending", "kind"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_picture_is_served_with_a_type_of_its_own_and_nothing_is_guessed(client, company, ending, kind):
    answer = client.get(f"/media/{company.image.name[:-4]}-640.{ending}")
    answer.close()
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, kind, "nosniff")


@pytest.mark.parametrize("path", ["pictures/../settings.py", "pictures/x.html", "etc/passwd", "pictures/"])
def test_nothing_but_pictures_is_served(client, db, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
def test_transparent_picture_keeps_its_transparency_in_every_rendition(media):
    company = Company(name="Lantern Works", image=upload(kind="PNG", mode="RGBA"), image_alt="A lantern.")
    company.save()
    assert {file.suffix for file in media.glob("*-320.*")} == {".avif", ".webp", ".png"}
    for file in media.glob("*-320.*"):
        with Image.open(file) as small:
            assert small.has_transparency_data


@pytest.mark.django_db
def test_second_save_makes_nothing_again(company, media):
    before = {file.name: file.stat().st_mtime_ns for file in media.iterdir()}
    company.summary = "It makes lanterns."
    company.save()
    assert {file.name: file.stat().st_mtime_ns for file in media.iterdir()} == before


@pytest.mark.django_db
def test_replaced_picture_takes_its_files_with_it(company, media, django_capture_on_commit_callbacks):
    old = company.image.name
    with django_capture_on_commit_callbacks(execute=True):
        company.image = upload(size=(200, 100))
        company.save()
    assert not default_storage.exists(old)
    assert endings(media) == ["200.avif", "200.jpg", "200.webp", "jpg"]


@pytest.mark.django_db
def test_deleted_entry_takes_its_files_with_it(company, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Company.objects.all().delete()
    assert list(media.iterdir()) == []


@pytest.mark.django_db
def test_files_that_another_entry_shows_stay(company, media, django_capture_on_commit_callbacks):
    Company.objects.create(name="Copy", image=company.image.name, image_alt="A lantern.", image_width=800)
    kept = endings(media)
    with django_capture_on_commit_callbacks(execute=True):
        company.delete()
    assert endings(media) == kept


@pytest.mark.django_db
def test_files_of_nobody_are_listed_and_removed_by_the_command(company, media, capsys):
    (media / "00000000000000000000000000000000.jpg").write_bytes(b"left by an interrupted upload")
    call_command("clean_pictures")
    assert capsys.readouterr().out == "pictures/00000000000000000000000000000000.jpg\n1 files found.\n"
    kept = len(endings(media)) - 1
    call_command("clean_pictures", delete=True)
    assert len(endings(media)) == kept


def test_widest_rendition_of_a_large_picture_is_the_widest_step():
    assert {rendition.width for rendition in renditions.of("pictures/a.jpg", 5000)} == set(renditions.WIDTHS)


@pytest.mark.django_db
def test_picture_without_words_is_refused_at_its_field(admin_client):
    company = Company.objects.create(name="Lantern Works")
    answer = send_picture(admin_client, company, image=upload())
    assert "image_alt" in answer.context["adminform"].errors


@pytest.mark.django_db
def test_decorative_picture_needs_no_words_and_is_passed_over_by_readers_aloud(admin_client):
    company = Company.objects.create(name="Lantern Works", status="published")
    answer = send_picture(admin_client, company, image=upload(), image_decorative="on")
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert 'alt=""' in admin_client.get(company.get_absolute_url()).content.decode()
