"""The stand-alone verifier: it says what holds, finds what was changed, and needs nothing but Python."""

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.capture.bundles import FILES
from tests.capture.mutations import not_found, rebuilt, taken_apart
from tests.each import each
from watchbook.capture import opinions, verify
from watchbook.ledger.note import Signer, is_signed

MUTATIONS = int(os.environ.get("TESTS_MUTATIONS", "300"))


def write(folder, content):
    path = folder / "changed.zip"
    path.write_bytes(content)
    return path


def resealed(office, bundle, *, change):
    """The bundle with its manifest changed and signed again, as only the key's holder could; the seal is of it too."""
    members = dict(taken_apart(bundle))
    manifest = json.loads(members["manifest.json"])
    change(manifest)
    members["manifest.json"] = verify.canonical(manifest)
    members["manifest.sig"] = office.signer.sign_bytes(members["manifest.json"])
    seal = json.loads(members["seal.json"]) | {
        "manifest_sha256": hashlib.sha256(members["manifest.json"]).hexdigest()
    }
    members["seal.json"] = verify.canonical(seal)
    members["seal.sig"] = office.signer.sign_bytes(members["seal.json"])
    return rebuilt(list(members.items()))


def test_a_bundle_that_nobody_touched_holds(the_office, the_bundle):
    report = verify.examine(the_bundle, key=the_office.signer.public_key)
    assert report.bad == []
    assert [name for name, _ in report.tokens] == ["one.tsa.example", "two.tsa.example"]
    assert f"{len(FILES) + 4} files hold what was sealed." in report.good


def test_every_change_is_found(the_office, the_bundle, tmp_path, record_property):
    other = the_office.sealed(
        "other.zip", files=FILES | {"text.txt": b"other"}, about={"id": "c-2", "status": "PARTIAL"}
    ).path
    at = datetime.now(UTC)

    def examine(content):
        # Each token is believed here, as if it held: what was changed is found without asking anybody about it.
        key = the_office.signer.public_key
        return verify.examine(write(tmp_path, content), key=key, signed=is_signed, stamp=lambda *_, **__: at)

    missed, kinds, tried = not_found(
        the_bundle.read_bytes(), other=other.read_bytes(), examine=examine, count=MUTATIONS, seed=MUTATIONS
    )
    assert missed == []
    assert kinds > 20
    record_property("changes found", tried)


@pytest.mark.parametrize("name", ["manifest.json", "manifest.sig", "seal.json", "seal.sig", "text.txt"])
def test_a_checksum_that_was_changed_in_both_places_is_found(the_office, the_bundle, tmp_path, name):
    content = the_bundle.read_bytes()
    crc = next(crc for one, crc, _start, _size in verify.members_of(content) if one == name)
    changed = content.replace(struct.pack("<I", crc), struct.pack("<I", crc ^ 1))
    verify.members_of(changed)  # a zip file of our spelling
    report = verify.examine(write(tmp_path, changed), key=the_office.signer.public_key)
    assert f"The checksum (CRC-32) of the file {name} is not that of its content." in report.bad


def test_a_bundle_sealed_again_by_another_key_agrees_with_itself_only(the_office, tmp_path, capsys):
    forger = Signer("harrowmere.example/captures", seed=bytes(32))
    forged = the_office.sealed("forged.zip", signer=forger).path
    assert verify.examine(forged).bad == []
    assert any("another key" in one for one in verify.examine(forged, key=the_office.signer.public_key).bad)
    said = [
        verify.main([str(forged), *words]) for words in ([], ["--key", the_office.signer.public_key.hex()])
    ]
    lines = capsys.readouterr().out.splitlines()
    assert said == [3, 1]
    first, last = lines[0], lines[lines.index("") + 1]
    assert first.startswith("note  Sealed by an unknown key: anybody can make such a seal.")
    assert last.startswith("This bundle agrees with itself. Sealed by an unknown key")
    assert lines[-1] == "This bundle does NOT hold."
    assert not any("This bundle holds" in one for one in lines)


def test_it_runs_alone_and_says_what_it_found_in_plain_english(the_office, the_bundle, tmp_path):
    alone = tmp_path / "verify.py"
    alone.write_bytes(dict(taken_apart(the_bundle.read_bytes()))["verify.py"])
    key = the_office.signer.public_key.hex()
    python = [sys.executable, "-I", "-S", str(alone)]
    good = subprocess.run(
        [*python, str(the_bundle), "--key", key], capture_output=True, text=True, check=False
    )
    assert (good.returncode, good.stderr) == (0, "")
    assert "This bundle holds: nothing in it was changed" in good.stdout
    assert re.search(r"two\.tsa\.example saw this manifest at \d\d \w+ 20\d\d, ", good.stdout)
    changed = write(tmp_path, the_bundle.read_bytes().replace(b"Mill Lane", b"Hill Lane"))
    bad = subprocess.run([*python, str(changed)], capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "WRONG The file text.txt is not as it was sealed." in bad.stdout
    assert bad.stdout.startswith("note  Sealed by an unknown key")
    assert "WRONG 1 file was changed." in bad.stdout


def test_time_stamps_lead_to_a_root_that_the_checker_trusts_or_count_for_nothing(
    the_office, the_bundle, tmp_path, capsys
):
    """Whoever makes a bundle can make an authority too: its certificates lie in the bundle and vouch for themselves."""
    one, both = tmp_path / "one.pem", tmp_path / "both.pem"
    roots = [(place.folder / "ca.pem").read_bytes() for place in (the_office.first, the_office.second)]
    one.write_bytes(roots[0])
    both.write_bytes(b"".join(roots))
    assert verify.main([str(the_bundle), "--tsa-root", str(both)]) == 3
    assert "led to a root that you trust" in capsys.readouterr().out
    assert verify.main([str(the_bundle), "--tsa-root", str(one)]) == 1
    assert "WRONG The time stamp of two.tsa.example shows nothing" in capsys.readouterr().out
    for opinion in (verify.examine, opinions.of):
        assert opinion(the_bundle, roots=both.read_bytes()).bad == []
        assert len(opinion(the_bundle, roots=roots[0]).bad) == 1
    with pytest.raises(SystemExit):
        verify.main([str(the_bundle), "--tsa-root", "/nowhere/roots.pem"])


def test_a_key_that_is_none_is_misuse(the_bundle, capsys):
    with pytest.raises(SystemExit) as ended:
        verify.main([str(the_bundle), "--key", "xyz"])
    assert ended.value.code == 2
    assert verify.main([str(the_bundle)]) == 3
    assert verify.main([str(the_bundle) + ".none"]) == 1
    said = capsys.readouterr().out
    assert "cannot be read" in said
    assert "time stamp was found" not in said.rpartition("WRONG")[2]


def test_it_fits_in_four_hundred_lines_and_imports_the_standard_library_only():
    text = Path(verify.__file__).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    names = {
        line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))
    }
    assert names <= set(sys.stdlib_module_names)


def test_stock_tools_reach_the_same_result(the_office, the_bundle, tmp_path):
    for tool in ("unzip", "sha256sum", "openssl"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not here")
    subprocess.run(["unzip", "-q", str(the_bundle)], cwd=tmp_path, check=True)
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    sums = "".join(f"{one['sha256']}  {one['path']}\n" for one in manifest["files"])
    subprocess.run(["sha256sum", "-c", "--quiet"], input=sums, text=True, cwd=tmp_path, check=True)
    der = bytes.fromhex("302a300506032b6570032100") + the_office.signer.public_key
    (tmp_path / "key.der").write_bytes(der)
    words = "openssl pkeyutl -verify -pubin -inkey key.der -keyform DER -rawin -in manifest.json -sigfile manifest.sig"
    subprocess.run(words.split(), cwd=tmp_path, check=True, capture_output=True)
    words = "openssl ts -verify -data manifest.json -in tsa-1.tsr -CAfile tsa-1.pem -untrusted tsa-1.pem"
    subprocess.run(words.split(), cwd=tmp_path, check=True, capture_output=True)


def test_ed25519_agrees_with_the_library_on_good_and_bad_signatures():
    for number in range(6):
        signer = Signer("a.example/b", seed=bytes([number]) * 32)
        message = b"m" * number
        signature = signer.sign_bytes(message)
        assert verify.is_signed(message, content=signature, key=signer.public_key)
        assert not verify.is_signed(message + b"x", content=signature, key=signer.public_key)
        larger = signature[:32] + (int.from_bytes(signature[32:], "little") + verify.ORDER).to_bytes(
            32, "little"
        )
        assert not verify.is_signed(message, content=larger, key=signer.public_key)
    for content, key in (
        (b"", b""),
        (bytes(64), b"\xff" * 32),
        (b"\xff" * 64, signer.public_key),
        (bytes(64), b"\2" + bytes(31)),
    ):
        assert not verify.is_signed(b"", content=content, key=key)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one.update(format="else"), "a kind that this program does not know"),
        (lambda one: one.pop("files"), "cannot be read"),
        (lambda one: one.update(key="!"), "cannot be read"),
        (lambda one: one.update(files=7), "cannot be read"),
        (lambda one: one["files"][0].update(crc32=1), "not as it was sealed"),
        (lambda one: one["files"][0].update(bytes=1), "not as it was sealed"),
    ],
)
def test_a_manifest_that_its_own_key_signed_wrongly_is_still_told(
    the_office, the_bundle, tmp_path, change, said
):
    report = verify.examine(write(tmp_path, resealed(the_office, the_bundle.read_bytes(), change=change)))
    assert any(said in one for one in report.bad)


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/passwd", "a//b", "a\\b", "é.txt", ".hidden", "a" * 201, ""]
)
def test_a_name_that_none_of_ours_has_is_found(the_bundle, tmp_path, name):
    members = taken_apart(the_bundle.read_bytes())
    assert verify.examine(write(tmp_path, rebuilt([*members, (name, b"")]))).bad


@each(
    "text", [b"[]", b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1.5}', b'{"a":1,"a":1}', b"{", b"\xff", b"[" * 3000]
)
def test_json_in_another_spelling_is_found(text):
    with pytest.raises(verify.Broken):
        verify.parsed(text, "manifest.json")


def test_a_long_json_file_is_not_read(monkeypatch):
    monkeypatch.setattr(verify, "JSON_LIMIT", 3)
    with pytest.raises(verify.Broken, match="too long"):
        verify.parsed(b"{   }", "seal.json")


def test_without_openssl_a_time_stamp_is_told_as_not_checked(the_bundle, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    report = verify.examine(the_bundle)
    assert sum("was not checked: openssl could not be asked" in one for one in report.bad) == 2
    assert opinions.of(the_bundle).bad == []
