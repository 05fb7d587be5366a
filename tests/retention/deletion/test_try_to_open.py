"""The tool by which an outsider tries to open what was deleted: its AES against published vectors; one capture, two key stores."""

import json
import shutil
from pathlib import Path
from runpy import run_path
from uuid import uuid4

import pytest
from django.apps import apps

from tests.evidence import given as evidence
from tests.retention.deletion import given
from watchbook.evidence import quarantine
from watchbook.keys import event_envelope, rotation
from watchbook.keys.envelope import Enveloped
from watchbook.ledger import try_to_open
from watchbook.retention.certificate import certificate
from watchbook.retention.deletion.states import ListState


def test_one_block_is_encrypted_as_fips_197_says():
    key, block = bytes(range(32)), bytes.fromhex("00112233445566778899aabbccddeeff")
    done = try_to_open.encrypted(block, try_to_open.round_keys(key))
    assert done.hex() == "8ea2b7ca516745bfeafc49904b496089"  # FIPS 197, C.3


def test_what_gcm_sealed_is_opened_and_nothing_else_is():
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    said = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
        "b16aedf5aa0de657ba637b39"
    )
    sealed = bytes.fromhex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
        "c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
    )  # the Galois/Counter Mode of Operation, test case 16
    assert try_to_open.decrypted(key, nonce, sealed, bound) == said
    for other in (bytes(32), key):
        with pytest.raises(try_to_open.NotOpenedError, match="does not open it"):
            try_to_open.decrypted(other, nonce, sealed, bound if other != key else b"elsewhere")


def test_a_file_is_not_opened_by_another_key():
    with pytest.raises(try_to_open.NotOpenedError, match="does not open it"):
        try_to_open.first_chunk(bytes(200), bytes(32), b"")


@pytest.mark.parametrize(
    "content", [b"", b"\x01\x05\0\0\0", b"\0\xff\0\0\0\x78", b"\0\x02\0\0\0\x78\x9d\0\0\0\0"]
)
def test_what_is_no_stream_of_a_dump_is_passed_over(content):
    assert try_to_open.inflated(content, 0) == b""


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"body": {"things": [{"keys": [{}]}]}}'])
def test_what_is_no_certificate_is_refused_with_a_sentence(tmp_path, capsys, monkeypatch, content):
    file = tmp_path / "file.json"
    file.write_text(content)
    program = try_to_open.__file__
    monkeypatch.setattr("sys.argv", [program, str(file), "--backup", str(tmp_path), "--keys", str(tmp_path)])
    with pytest.raises(SystemExit) as refused:
        run_path(program, run_name="__main__")
    assert refused.value.code == 2
    assert "is not a certificate of deletion" in capsys.readouterr().err


def test_it_knows_every_kind_that_a_certificate_leaves_out_of_a_protected_record():
    kinds = {one.kind_of_envelope for one in apps.get_models() if issubclass(one, Enveloped)}
    assert set(try_to_open.KINDS) == kinds
    assert quarantine.KIND in {f"{table}.content" for table in try_to_open.FILES}
    assert try_to_open.EVENT == event_envelope.KIND


def test_without_a_key_store_or_the_ciphertext_it_says_so(tmp_path, capsys):
    with pytest.raises(try_to_open.NotOpenedError, match="no key folder that was given"):
        try_to_open.key_of(uuid4(), [tmp_path])
    key = {"item": str(uuid4()), "sealed": [["evidence.capture.envelope", "00" * 32]]}
    body = {"number": "D-0001", "things": [{"item": key["item"], "table": "t", "keys": [key], "files": []}]}
    file = tmp_path / "file.json"
    file.write_text(json.dumps({"body": body}))
    assert try_to_open.main([str(file), "--backup", str(tmp_path), "--keys", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "this backup does not hold it" in said
    assert "0 of 1 ciphertexts of D-0001 could be opened" in said


@pytest.mark.usefixtures("real_dumps")
def test_a_deleted_capture_is_opened_with_an_older_key_store_until_its_keys_are_replaced(
    register, tmp_path, capsys
):
    row = evidence.a_held_capture(register.people)
    backup = register.back_up()
    older = [tmp_path / f"older {folder.name}" for folder in register.key_folders]
    for store, folder in zip(older, register.key_folders, strict=True):
        store.mkdir()
        shutil.copy(folder / "items.sqlite3", store)
    done = given.carried_out(given.an_approved_list(register.people, row))
    assert done.state == ListState.UNREADABLE
    file = tmp_path / "certificate.json"
    file.write_text("".join(certificate.as_file(done, at_end=certificate.ended_at(done))))

    def tried(*keys: Path):
        code = try_to_open.main([str(file), "--backup", str(backup), "--keys", *map(str, keys)])
        return code, capsys.readouterr().out

    code, said = tried(*register.key_folders)
    assert (code, "OPENED      " in said, "its key was destroyed under version 1" in said) == (0, False, True)
    code, said = tried(*older)
    assert (code, "no folder has version 1" in said) == (0, True)
    code, said = tried(*older, *register.key_folders)
    verdicts = [line.split()[0] for line in said.splitlines() if " " in line and line.split()[0] != "3"]
    assert (code, verdicts) == (1, ["OPENED", "OPENED", "NOT", "OPENED"]), said
    assert "3 of 4 ciphertexts" in said  # the event of a reading after the backup is not in it
    assert f" file {done.items.get().files[0][:16]}…" in said
    told = json.loads(
        file.read_text()
    )  # as of a protected record, of which a certificate says neither table nor kind
    for thing in told["body"]["things"]:
        thing["table"] = ""
        for key in thing["keys"]:
            key["sealed"] = [["", digest] for _kind, digest in key["sealed"]]
    file.write_text(json.dumps(told))
    assert "3 of 4 ciphertexts" in tried(*older, *register.key_folders)[1]
    assert rotation.rotate().version == 2
    assert tried(*older, *register.key_folders)[0] == 0
