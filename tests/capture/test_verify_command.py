"""`watchbook capture verify`: a report for each bundle, and an exit code that a script can trust."""

import argparse
import json

import pytest

from watchbook.capture.verify_command import add_verify


def run(*words):
    parser = argparse.ArgumentParser()
    add_verify(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["verify", *(str(word) for word in words)])
    return arguments.run(arguments)


def test_a_bundle_that_holds_is_told_with_its_time_stamps(the_office, the_bundle, capsys):
    assert run(the_bundle, "--key", the_office.signer.verifier.line) == 0  # as it is published
    assert "agrees with itself" not in capsys.readouterr().out
    assert run(the_bundle, "--json", "--key", the_office.signer.public_key.hex()) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["holds"], said["key"]) == (True, the_office.signer.public_key.hex())
    assert [one["authority"] for one in said["time_stamps"]] == ["one.tsa.example", "two.tsa.example"]


def test_one_that_does_not_is_told_with_what_why_and_next_and_the_rest_is_still_done(
    the_bundle, tmp_path, capsys
):
    (tmp_path / "bad.zip").write_bytes(the_bundle.read_bytes()[:-1])
    assert run(tmp_path / "bad.zip", the_bundle, "--json") == 1
    bad, good = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert set(bad["error"]) == {"what", "why", "next"}
    assert (good["holds"], good["agrees_with_itself"], good["is_key_known"]) == (False, True, False)
    assert "no key was given" in good["error"]["why"].lower()


def test_a_bundle_without_a_key_to_compare_never_passes_for_the_councils(the_bundle, capsys):
    assert run(the_bundle) == 3
    lines = capsys.readouterr().out.splitlines()
    assert "agrees with itself. Sealed by an unknown key" in lines[0]
    assert lines[-1].startswith("  note   Sealed by an unknown key")


def test_a_person_reads_sentences(the_bundle, tmp_path, capsys):
    assert run(tmp_path / "none.zip", the_bundle) == 1
    said = capsys.readouterr().out
    assert "none.zip: does NOT hold" in said
    assert "  ok     manifest.json is signed by that key." in said


def test_roots_of_ones_own_are_a_file_of_certificates(the_office, the_bundle, tmp_path, capsys):
    assert run(the_bundle, "--tsa-root", the_office.first.folder / "ca.pem") == 1
    assert "WRONG  The time stamp of two.tsa.example" in capsys.readouterr().out
    (tmp_path / "none.pem").write_bytes(b"no certificate")
    for bad in (tmp_path / "none.pem", tmp_path / "not-there.pem", tmp_path):
        with pytest.raises(SystemExit) as ended:
            run(the_bundle, "--tsa-root", bad)
        assert ended.value.code == 2
        assert "no file of certificates" in capsys.readouterr().err


@pytest.mark.parametrize("key", ["xyz", "00", "00" * 33, "zz" * 32, "a.example/b+00000000+AAAA", "a+b"])
def test_a_key_that_is_none_is_misuse(the_bundle, key, capsys):
    with pytest.raises(SystemExit) as ended:
        run(the_bundle, "--key", key)
    assert ended.value.code == 2
    assert "paste the published line, or 64 hexadecimal digits, and no file" in capsys.readouterr().err
