"""A backup's manifest: signed by this register's key over every byte of it, and naming files of the store alone."""

import hashlib
import json

import pytest

from watchbook.ledger import note
from watchbook.ledger.note import Signer
from watchbook.machine import manifest
from watchbook.machine.failure import Failure
from watchbook.machine.manifest import BackupFile, Manifest

OURS = Signer("council.example/watchbook/1", seed=bytes(32))
FOREIGN = Signer("elsewhere.example/watchbook/1", seed=b"1" * 32)
NAMESAKE = Signer("council.example/watchbook/1", seed=b"1" * 32)
CONTENT = b"a picture"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
PATH = f"files/{DIGEST[:2]}/{DIGEST}"


def part(folder, path, content):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
    return BackupFile(path, len(content), hashlib.sha256(content).hexdigest())


@pytest.fixture
def folder(tmp_path):
    """A backup that this register made and signed."""
    dump, file = part(tmp_path, manifest.DUMP, b"a dump"), part(tmp_path, PATH, CONTENT)
    Manifest("2026-11-28", "18", "wb", dump, {"person": 2}, [file], [], 7, "00" * 32, "11" * 32).write(
        tmp_path
    )
    manifest.sign(tmp_path, signer=OURS)
    return tmp_path


def refused(folder):
    with pytest.raises(Failure) as failure:
        manifest.verified(folder, key=OURS.verifier)
    return f"{failure.value} {failure.value.why}"


def test_one_that_this_register_signed_is_taken(folder):
    assert manifest.verified(folder, key=OURS.verifier).log_size == 7


def test_one_that_nobody_signed_is_refused_unless_no_key_is_asked_for(folder):
    (folder / manifest.SIGNATURE).unlink()
    assert "nobody signed it" in refused(folder)
    assert manifest.verified(folder).log_size == 7


@pytest.mark.parametrize("signer", [FOREIGN, NAMESAKE])
def test_one_that_another_key_signed_is_refused(folder, signer):
    manifest.sign(folder, signer=signer)
    assert "not one that this register made" in refused(folder)


def test_a_signature_of_something_else_is_refused(folder):
    for text in ("watchbook backup\n", f"watchbook slip\n{DIGEST}\n", f"watchbook backup\n{'0' * 64}\n"):
        (folder / manifest.SIGNATURE).write_text(note.write(text, [OURS.sign(text)]))
        assert "is not the one that was signed" in refused(folder)
    for spoilt in (b"", b"no note", b"\xff\xfe", (folder / manifest.NAME).read_bytes()):
        (folder / manifest.SIGNATURE).write_bytes(spoilt)
        assert "does not hold" in refused(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"log_size": 6},
        {"log_root": ""},
        {"guards": ""},
        {"tables": {}},
        {"files": []},
        {"made_at": "2026-11-29"},
    ],
)
def test_a_manifest_of_which_anything_was_changed_is_refused(folder, change):
    content = json.loads((folder / manifest.NAME).read_text())
    (folder / manifest.NAME).write_text(json.dumps(content | change, indent=1, sort_keys=True))
    assert "is not the one that was signed" in refused(folder)


@pytest.mark.parametrize(
    "path",
    [
        "files/evil",
        f"files/{DIGEST}",
        f"files/00/{DIGEST}",
        f"files/{DIGEST[:2]}/{DIGEST.upper()}",
        f"files/{DIGEST[:2]}/{DIGEST}/x",
        f"files/{DIGEST[:2]}/{DIGEST}\n",
        f"files/../files/{DIGEST[:2]}/{DIGEST}",
        f"/files/{DIGEST[:2]}/{DIGEST}",
        "secrets/signing.key",
        "manifest.json",
    ],
)
def test_a_name_that_is_none_of_the_stores_is_refused_even_if_it_is_signed(folder, path):
    content = json.loads((folder / manifest.NAME).read_text())
    content["files"][0]["path"] = path
    (folder / manifest.NAME).write_text(json.dumps(content))
    manifest.sign(folder, signer=OURS)
    assert "which is no file of the store" in refused(folder)


def test_a_file_under_the_hash_of_another_is_refused(folder):
    other = hashlib.sha256(b"other").hexdigest()
    content = json.loads((folder / manifest.NAME).read_text())
    content["files"][0]["path"] = f"files/{other[:2]}/{other}"
    part(folder, content["files"][0]["path"], CONTENT)
    (folder / manifest.NAME).write_text(json.dumps(content))
    manifest.sign(folder, signer=OURS)
    assert "not named by its own hash" in refused(folder)


def test_a_link_out_of_the_backup_is_refused(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_bytes(CONTENT)
    (folder / PATH).unlink()
    (folder / PATH).symlink_to(outside)
    assert "lies outside the backup" in refused(folder)
