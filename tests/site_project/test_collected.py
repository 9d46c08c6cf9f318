"""Style sheets as they are collected for visitors."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

from site_project.collected import JoinedStaticFilesStorage, ensure

SOURCE = Path(settings.BASE_DIR) / "site_project/static"
PARTS = re.findall(r'@import "(.+)";', (SOURCE / "site/css/site.css").read_text())


@pytest.fixture(scope="module")
def sheet(tmp_path_factory) -> str:
    """What is served in the place of site.css."""
    root = tmp_path_factory.mktemp("collected")
    source, collected = FileSystemStorage(SOURCE), JoinedStaticFilesStorage(root, "/static/")
    names = [str(path.relative_to(SOURCE)) for folder in ("css", "fonts") for path in SOURCE.glob(f"site/{folder}/*")]
    for name in names:
        with source.open(name) as file:
            collected.save(name, file)
    done = list(collected.post_process({name: (source, name) for name in names}))
    assert [processed for _name, _hashed, processed in done if isinstance(processed, Exception)] == []
    return (root / collected.stored_name("site/css/site.css")).read_text()


def test_sheet_has_the_rules_of_every_part_in_order(sheet: str) -> None:
    assert "@import" not in sheet
    rules = [re.sub(r'url\("[^"]*"\)', "", (SOURCE / "site/css" / part).read_text()) for part in PARTS]
    assert len(rules) > 5
    assert "\n".join(rules) in re.sub(r'url\("[^"]*"\)', "", sheet)


def test_files_named_in_the_parts_are_named_as_they_were_hashed(sheet: str) -> None:
    fonts = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(fonts) == 8
    assert all(re.fullmatch(r"\.\./fonts/[\w-]+\.[0-9a-f]{12}\.woff2", font) for font in fonts)


def test_site_does_not_start_before_files_are_collected(tmp_path) -> None:
    with pytest.raises(ImproperlyConfigured, match="collectstatic"):
        ensure(JoinedStaticFilesStorage(tmp_path, "/static/"))
    (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {"site.css": "site.0123456789ab.css"}}')
    ensure(JoinedStaticFilesStorage(tmp_path, "/static/"))


def test_site_starts_at_once_where_files_are_not_collected() -> None:
    ensure()
