"""The search by which nothing in plain is found on a disk finds what is planted: packed, dumped, and compressed by PostgreSQL."""

import gzip
import io
import secrets
import time
import zipfile
import zlib

import pytest
from django.db import connection

from tests import server
from tests.evidence.in_plain import in_plain, says


@pytest.fixture
def words():
    return f"Zephyrine {secrets.token_hex(12)}"


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a page.html", content)
    return file.getvalue()


def dumped(content):
    packed = zlib.compress(content)
    return b"PGDMP\x00" + len(packed).to_bytes(4, "little") + packed + bytes(5)


@pytest.mark.parametrize(
    "pack",
    [
        bytes,
        gzip.compress,
        zipped,
        dumped,
        lambda content: b"before" + gzip.compress(zipped(content)) + b"after",
        lambda content: content.decode().encode("utf-16-le"),
    ],
)
def test_it_finds_the_words_however_they_are_packed(words, pack):
    assert says(pack(f"<p>{words}</p>".encode() * 3), words)
    assert not says(pack(b"<p>somebody else</p>" * 3), words)


def test_what_only_looks_packed_is_passed_over(words):
    assert not says(b"\x1f\x8b\x08 no gzip PK\x03\x04 no zip", words)


@pytest.mark.skipif(not server.IS_EMBEDDED, reason="where another server writes is its operator's to know")
@pytest.mark.usefixtures("committed")
def test_it_finds_them_in_a_value_that_postgresql_compressed(words):
    begun = time.time() - 1
    where = server.HOME.postgres.resolve() / "pg_wal"  # the tables' own files are written at a checkpoint
    with server.as_database_role("owner", database=connection.settings_dict["NAME"]) as sql:
        sql.execute("CREATE TABLE x_compressed (said text COMPRESSION pglz)")
        sql.execute("INSERT INTO x_compressed VALUES (%s)", ["a page " * 900 + words + " and more " * 900])
        (method,) = sql.execute("SELECT pg_column_compression(said) FROM x_compressed").fetchone()
        assert method == "pglz"
        sql.execute("DELETE FROM x_compressed")
    found = in_plain(words, since=begun, folders=[where])
    assert found
    assert not [path for path in found if words.encode() in path.read_bytes()], "else it was not compressed"
