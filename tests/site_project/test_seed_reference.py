"""The guide and the JSON Schema of seed documents, in step with the models that read them."""

import json

import pytest

from site_project.seeding import reference
from site_project.seeding.schema import TABLES


@pytest.mark.parametrize("path", [reference.SCHEMA, reference.GUIDE], ids=lambda path: path.name)
def test_file_is_in_step_with_the_models(path):
    remedy = "run: manage.py shell -c 'from site_project.seeding import reference; reference.write()'"
    assert path.read_text(encoding="utf-8") == reference.current()[path], remedy


def test_schema_and_guide_tell_every_field_of_every_table():
    schema, guide = json.loads(reference.SCHEMA.read_text("utf-8")), reference.GUIDE.read_text("utf-8")
    assert schema["required"] == ["format"]
    for kind, model in TABLES.items():
        part = guide.split(f"### `[[{kind}]]`")[1].split("### ")[0]
        told = schema["$defs"][model.__name__]["properties"]
        for name, field in model.model_fields.items():
            assert told[field.alias or name]["description"] == field.description
            assert f"| `{field.alias or name}` |" in part, (kind, name)
