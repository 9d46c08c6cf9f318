"""The full-text tables of the search index, by what each database brings.

Their words are those that ``entries.search.words`` leaves, joined by spaces, and neither database may split them
again: PostgreSQL's own parser would drop letters that its C library does not know. Names have a table of their own: a word that is common in prose and rare in names
would otherwise be sought among all that have it in prose.

The triggers go with ``entries_searchrow``: a migration that makes Django remake that table on SQLite must run
``make_tables`` again after it.
"""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE entries_search_names USING fts5(
        names, marks, content='entries_searchrow', content_rowid='id', tokenize='ascii', prefix='2 3')""",
    """CREATE VIRTUAL TABLE entries_search_all USING fts5(
        names, prose, marks, content='entries_searchrow', content_rowid='id', tokenize='ascii', prefix='2 3')""",
    """CREATE TRIGGER entries_search_insert AFTER INSERT ON entries_searchrow BEGIN
        INSERT INTO entries_search_names(rowid, names, marks) VALUES (new.id, new.names, new.marks);
        INSERT INTO entries_search_all(rowid, names, prose, marks) VALUES (new.id, new.names, new.prose, new.marks);
    END""",
    """CREATE TRIGGER entries_search_delete AFTER DELETE ON entries_searchrow BEGIN
        INSERT INTO entries_search_names(entries_search_names, rowid, names, marks)
            VALUES ('delete', old.id, old.names, old.marks);
        INSERT INTO entries_search_all(entries_search_all, rowid, names, prose, marks)
            VALUES ('delete', old.id, old.names, old.prose, old.marks);
    END""",
    """CREATE TRIGGER entries_search_update AFTER UPDATE OF names, prose, marks ON entries_searchrow BEGIN
        INSERT INTO entries_search_names(entries_search_names, rowid, names, marks)
            VALUES ('delete', old.id, old.names, old.marks);
        INSERT INTO entries_search_all(entries_search_all, rowid, names, prose, marks)
            VALUES ('delete', old.id, old.names, old.prose, old.marks);
        INSERT INTO entries_search_names(rowid, names, marks) VALUES (new.id, new.names, new.marks);
        INSERT INTO entries_search_all(rowid, names, prose, marks) VALUES (new.id, new.names, new.prose, new.marks);
    END""",
]
POSTGRESQL = [
    """CREATE FUNCTION entries_search_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT coalesce(string_agg(word || ':' || least(place, 16383), ' '), '')::tsvector
        FROM unnest(string_to_array($1, ' ')) WITH ORDINALITY AS words(word, place)
    $$""",
    """ALTER TABLE entries_searchrow
        ADD COLUMN names_document tsvector GENERATED ALWAYS AS (
            setweight(entries_search_words(names), 'A')
            || setweight(entries_search_words(marks), 'D')) STORED,
        ADD COLUMN all_document tsvector GENERATED ALWAYS AS (
            setweight(entries_search_words(names), 'A')
            || setweight(entries_search_words(prose), 'C')
            || setweight(entries_search_words(marks), 'D')) STORED""",
    "CREATE INDEX search_names_document ON entries_searchrow USING gin (names_document)",
    "CREATE INDEX search_all_document ON entries_searchrow USING gin (all_document)",
]
SQLITE_BACK = [
    "DROP TRIGGER entries_search_insert",
    "DROP TRIGGER entries_search_delete",
    "DROP TRIGGER entries_search_update",
    "DROP TABLE entries_search_names",
    "DROP TABLE entries_search_all",
]
POSTGRESQL_BACK = [
    "ALTER TABLE entries_searchrow DROP COLUMN names_document, DROP COLUMN all_document",
    "DROP FUNCTION entries_search_words",
]


def make_tables(_apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def drop_tables(_apps, editor):
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("entries", "0006_search")]

    operations = [migrations.RunPython(make_tables, drop_tables)]
