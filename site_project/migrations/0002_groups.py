"""Two groups: editors draft and correct, publishers decide what the public sees."""

from django.db import migrations

EDITED = {
    "sources": ["source", "passage"],
    "entries": ["tag", "statement", "alias", "figure"],
    "zones": ["zone"],
    "companies": ["company", "person", "milestone", "product", "role", "presence"],
}


def permission(apps, app, model, codename, name):
    # Django makes permissions after all migrations; the groups need them now. It then finds them as its own.
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return found


def make_groups(apps, _schema_editor):
    group = apps.get_model("auth", "Group").objects
    editing = [
        permission(apps, app, model, f"{may}_{model}", f"Can {may} {apps.get_model(app, model)._meta.verbose_name}")
        for app, models in EDITED.items()
        for model in models
        for may in ("add", "change", "delete", "view")
    ]
    editing += [permission(apps, "entries", "entry", f"{may}_entry", f"Can {may} entry") for may in ("view", "delete")]
    publishing = permission(apps, "entries", "entry", "publish_entry", "Can publish entries and edit published ones")
    editors, _made = group.get_or_create(name="Editor")
    editors.permissions.add(*editing)
    publishers, _made = group.get_or_create(name="Publisher")
    publishers.permissions.add(*editing, publishing)


class Migration(migrations.Migration):
    dependencies = [
        ("site_project", "0001_initial"),
        ("sources", "0001_initial"),
        ("entries", "0002_publish_permission"),
        ("zones", "0001_initial"),
        ("companies", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
