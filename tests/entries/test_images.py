"""Pictures: five formats are taken and written anew; all else is refused with a sentence, never another error."""

import random
import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from entries.images import FORMATS, MOST_BYTES, PictureField, PictureFormField, reencode, upload_path

GPS, DESCRIPTION, SECRET = 0x8825, 0x010E, "taken at a secret place"


def picture(mode: str = "RGB", size: tuple[int, int] = (32, 24)) -> Image.Image:
    return Image.effect_noise(size, 60).convert(mode)


def upload(content: bytes, name: str = "secret-name.exe") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def encoded(form: str, image: Image.Image | None = None, **options) -> bytes:
    file = BytesIO()
    (image or picture()).save(file, form, **options)
    return file.getvalue()


def exif() -> Image.Exif:
    tags = Image.Exif()
    tags[DESCRIPTION] = SECRET
    tags.get_ifd(GPS).update({1: "N", 2: (22.0, 32.0, 1.0)})
    return tags


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", FORMATS)
def test_picture_is_taken_and_written_anew(form):
    taken = reencode(upload(encoded(form)))
    with Image.open(taken) as image:
        assert image.format == "JPEG"
        assert image.size == (32, 24)
    assert taken.name == "picture.jpg"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_metadata_is_gone(form):
    sent = encoded(form, exif=exif())
    with Image.open(BytesIO(sent)) as image:
        assert image.getexif()[DESCRIPTION] == SECRET
    content = reencode(upload(sent)).read()
    assert SECRET.encode() not in content
    with Image.open(BytesIO(content)) as image:
        assert not image.getexif()
        assert not set(image.info) & {"exif", "xmp", "comment", "icc_profile", "photoshop"}


def test_remarks_and_profiles_are_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form in ("JPEG", "PNG"):
        sent = encoded(form, icc_profile=profile, comment=SECRET.encode())
        with Image.open(reencode(upload(sent))) as image:
            assert not set(image.info) & {"comment", "icc_profile"}


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_metadata_of_a_see_through_picture_is_gone(form):
    image = picture("RGBA")
    image.putalpha(0)
    content = reencode(upload(encoded(form, image, comment=SECRET.encode()) + SECRET.encode())).read()
    assert SECRET.encode() not in content
    with Image.open(BytesIO(content)) as written:
        assert not written.getexif()


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "AVIF"])
def test_transparency_is_kept(form):
    image = picture("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size).point(lambda value: 255 if value > 127 else 0))
    taken = reencode(upload(encoded(form, image)))
    assert taken.name == "picture.png"
    with Image.open(taken) as written:
        alpha = written.convert("RGBA").getchannel("A")
    assert alpha.getpixel((0, 0)) < 10
    assert alpha.getpixel((0, 23)) > 245


def test_rotation_that_only_metadata_tells_is_carried_out():
    tags = Image.Exif()
    tags[0x0112] = 6
    with Image.open(reencode(upload(encoded("JPEG", exif=tags)))) as image:
        assert image.size == (24, 32)


def test_moving_picture_is_taken_as_its_first_frame():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    sent = encoded("GIF", frames[0], save_all=True, append_images=frames[1:])
    with Image.open(reencode(upload(sent))) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert image.getpixel((4, 4))[0] > 200


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA", "I;16"])
def test_every_kind_of_colour_is_taken(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (32, 24), 500) if mode == "I;16" else picture(mode if mode != "1" else "L").convert(mode)
    with Image.open(reencode(upload(encoded(form, image)))) as written:
        assert written.size == (32, 24)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Send a JPEG"),
        (b"just some text", "Send a JPEG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "Send a JPEG"),
        (encoded("BMP"), "Send a JPEG"),
        (encoded("TIFF"), "Send a JPEG"),
        (encoded("PDF"), "Send a JPEG"),
        (encoded("PNG")[:60], "is broken"),
        (encoded("JPEG")[:-200], "is broken"),
        (encoded("PNG")[:8], "JPEG|broken"),
        (claiming(10_000, 6_000), "more than 50 million pixels"),
        (claiming(60_000, 60_000), "more than 50 million pixels"),
        (claiming(0, 0), "JPEG|broken"),
        (encoded("PNG") + b"\x00" * MOST_BYTES, "at most 8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_that_we_take_is_refused(content, said):
    with pytest.raises(ValidationError, match=said):
        reencode(upload(content))


@pytest.mark.parametrize("form", FORMATS)
def test_damaged_picture_is_refused_or_taken_but_never_another_error(form):
    rng = random.Random(7)  # noqa: S311  (the same damage on every run)
    whole = encoded(form, **({} if form == "GIF" else {"exif": exif()}))
    refused = 0
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(rng.choice((1, 3, 12))):
            damaged[rng.randrange(4, min(len(damaged), rng.choice((60, 200, len(damaged)))))] = rng.randrange(256)
        try:
            reencode(upload(bytes(damaged[: rng.choice((None, rng.randrange(8, len(damaged))))])))
        except ValidationError:
            refused += 1
    assert refused


def test_path_of_a_picture_holds_nothing_of_the_name_sent():
    taken = reencode(upload(encoded("PNG"), "../secret-name.php.png"))
    path = upload_path(None, taken.name)
    assert path.startswith("pictures/")
    assert path.endswith(".jpg")
    assert "secret" not in path
    assert path != upload_path(None, taken.name)


def test_form_takes_a_picture_through_the_same_check():
    field = PictureField(blank=True).formfield()
    assert isinstance(field, PictureFormField)
    assert field.clean(upload(encoded("WEBP"), "secret.webp")).name == "picture.jpg"
    with pytest.raises(ValidationError, match="empty"):
        field.clean(upload(b"", "empty.png"))
    with pytest.raises(ValidationError, match="Send a JPEG"):
        field.clean(upload(b"<svg/>", "drawing.svg"))
