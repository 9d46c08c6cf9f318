"""A corpus of hostile pictures, sent through the admin: none is stored as sent, none costs more than its cap."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from companies.models import Company

from ..site_project.forms import send_picture

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>alert(1)</script>"


def encoded(kind="PNG", mode="RGB", size=(40, 30), **options) -> bytes:
    made = BytesIO()
    Image.new(mode, size).save(made, kind, **options)
    return made.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG whose header claims a size that its pixels need not have."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(pixels))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def animation(frames: int, size=(4000, 4000)) -> bytes:
    first, *rest = [Image.new("P", size, number % 2) for number in range(frames)]
    made = BytesIO()
    first.save(made, "GIF", save_all=True, append_images=rest)
    return made.getvalue()


def with_position() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 32.0, 12.0), 3: "E", 4: (113.0, 56.0, 3.0)})
    return encoded("JPEG", exif=exif, comment=b"taken at home")


REFUSED = {
    "a bomb of 900 million pixels": ("bomb.png", png(30_000, 30_000, b"\0" * 1_000_000)),
    "a bomb just over the cap": ("bomb.png", png(50_000_001, 1)),
    "an animation whose frames are over the cap": ("moving.gif", animation(4)),
    "a picture cut off": ("cut.jpg", encoded("JPEG", size=(400, 400))[:300]),
    "nothing": ("empty.png", b""),
    "an SVG with a script": ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"),
    "an SVG that says it is a PNG": ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"),
    "a PostScript program": (
        "program.eps",
        b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (r) file\n",
    ),
    "a page that says it is a picture": ("page.jpg", b"<!doctype html>" + SCRIPT),
    "a TIFF, which is not on the list": ("scan.tif", encoded("TIFF")),
    "a tail of 20 MB": ("tail.png", encoded() + b"\0" * 20_000_000),
}
TAKEN = {
    "a picture with a script behind it": ("polyglot.gif", encoded("GIF") + SCRIPT),
    "a picture with a script among its text": ("text.png", encoded("PNG") + chunk(b"tEXt", b"Comment\0" + SCRIPT)),
    "a picture with a position": ("home.jpg", with_position()),
    "a path as its name": ("../../../../etc/cron.d/x.png", encoded()),
    "a name that is a page": ("x.png.html", encoded()),
    "four inks": ("ink.jpg", encoded("JPEG", "CMYK")),
    "16 bits a pixel": ("deep.png", encoded("PNG", "I;16")),
    "an animation within the cap": ("moving.gif", animation(3, (100, 100))),
    "a PNG that says it is a JPEG": ("wrong.jpg", encoded("PNG")),
}


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return lambda: [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_what_is_no_honest_picture_is_refused_at_its_field_and_nothing_is_stored(admin_client, stored, sent):
    company = Company.objects.create(name="Lantern Works")
    answer = send_picture(admin_client, company, image=SimpleUploadedFile(*sent), image_alt="A lantern.")
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"image"}
    assert stored() == []


@pytest.mark.parametrize("sent", TAKEN.values(), ids=TAKEN)
def test_picture_is_stored_anew_under_a_name_of_ours_without_what_came_with_it(admin_client, stored, sent):
    company = Company.objects.create(name="Lantern Works", status="published")
    answer = send_picture(admin_client, company, image=SimpleUploadedFile(*sent), image_alt="A lantern.")
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    files = stored()
    assert {file.parent.name for file in files} == {"pictures"}
    assert {file.suffix for file in files} <= {".jpg", ".png", ".webp", ".avif"}
    for file in files:
        held = file.read_bytes()
        assert sent[1] != held
        assert SCRIPT not in held
        assert b"taken at home" not in held
        with Image.open(file) as picture:
            assert not picture.getexif()
            assert getattr(picture, "n_frames", 1) == 1
    assert admin_client.get(company.get_absolute_url()).status_code == 200


def test_bomb_is_refused_before_it_is_decoded(admin_client, stored, monkeypatch):
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("decoded"))
    company = Company.objects.create(name="Lantern Works")
    name, content = REFUSED["a bomb just over the cap"]
    answer = send_picture(admin_client, company, image=SimpleUploadedFile(name, content), image_alt="A lantern.")
    assert "50 million pixels" in str(answer.context["adminform"].form.errors["image"])
