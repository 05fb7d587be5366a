"""The seal: a key signs the manifest, authorities outside stamp it, and what they have not stamped yet shows."""

import json
from datetime import UTC, datetime

import pytest

from tests.capture.authorities import Stamping
from tests.capture.bundles import FILES
from tests.capture.mutations import flipped, rebuilt, taken_apart
from watchbook.capture import bundle, manifest, opinions, seal, verify
from watchbook.capture.refusal import CaptureRefused
from watchbook.ledger.post import Reply, Unreachable


def said(path, name):
    return json.loads(dict(taken_apart(path.read_bytes()))[name])


def test_the_manifest_lists_every_file_and_what_the_caller_says(the_office, the_bundle):
    found = said(the_bundle, "manifest.json")
    assert {one["path"] for one in found["files"]} == {
        *FILES,
        "verify.py",
        "VERIFY.txt",
        "tsa-1.pem",
        "tsa-2.pem",
    }
    assert found["capture"] == {"id": "c-1", "status": "COMPLETE"}
    assert found["made_at"] == "2026-11-25T09:30:00.000+00:00"
    assert [one["name"] for one in found["authorities"]] == ["one.tsa.example", "two.tsa.example"]


def test_files_are_given_as_bytes_or_by_their_path(the_office, tmp_path):
    (tmp_path / "big").write_bytes(b"x" * 3_000_000)
    sealed = the_office.sealed("paths.zip", files={"capture.wacz": tmp_path / "big"}, authorities=[])
    assert opinions.of(sealed.path).bad == []
    assert dict(taken_apart(sealed.path.read_bytes()))["capture.wacz"] == b"x" * 3_000_000


def test_an_authority_that_does_not_answer_is_a_gap_and_is_asked_again(the_office):
    the_office.second.mute = True
    try:
        sealed = the_office.sealed("gap.zip")
        again = seal.stamp_again(
            sealed.path, signer=the_office.signer, authorities=the_office.authorities, send=the_office.post
        )
    finally:
        the_office.second.mute = False
    assert list(sealed.stamped) == ["one.tsa.example"]
    assert again.gaps == sealed.gaps == {"two.tsa.example": "two.tsa.example answered 503 and no token."}
    report = opinions.of(sealed.path)
    assert report.bad == []
    assert any("No time stamp of two.tsa.example" in one for one in report.good)
    asked = the_office.first.asked
    whole = seal.stamp_again(sealed.path, signer=the_office.signer, authorities=the_office.authorities, send=the_office.post,
                             later={"audit-proof.json": b"{}"})  # fmt: skip
    assert the_office.first.asked == asked
    assert (whole.gaps, len(whole.stamped), whole.manifest_sha256) == ({}, 2, sealed.manifest_sha256)
    assert opinions.of(sealed.path, key=the_office.signer.public_key).bad == []
    assert {one["path"] for one in said(sealed.path, "seal.json")["files"]} == {
        "audit-proof.json",
        "tsa-1.tsr",
        "tsa-2.tsr",
    }


def test_a_token_that_the_seal_lists_may_not_be_missing(the_bundle, tmp_path):
    members = [one for one in taken_apart(the_bundle.read_bytes()) if one[0] != "tsa-2.tsr"]
    (tmp_path / "less.zip").write_bytes(rebuilt(members))
    assert "The file tsa-2.tsr is missing." in opinions.of(tmp_path / "less.zip").bad


def test_an_authority_out_of_reach_is_a_gap(the_office):
    def down(*_):
        raise Unreachable("nobody answered")

    assert the_office.sealed("down.zip", send=down).gaps == {
        "one.tsa.example": "nobody answered",
        "two.tsa.example": "nobody answered",
    }


@pytest.mark.parametrize("garbage", [b"", b"\x30\x03\x02\x01", b"\x30\x84\xff\xff\xff\xff", b"0" * 50])
def test_what_is_no_token_is_a_gap_and_is_not_kept(the_office, garbage):
    sealed = the_office.sealed("garbage.zip", send=lambda *_: Reply(200, garbage))
    assert len(sealed.gaps) == 2
    assert said(sealed.path, "seal.json")["files"] == []


def test_a_token_for_something_else_is_a_gap(the_office):
    old = dict(taken_apart(the_office.sealed("one.zip").path.read_bytes()))["tsa-1.tsr"]
    sealed = the_office.sealed(
        "two.zip", send=lambda *_: Reply(200, old), at=datetime(2026, 11, 26, tzinfo=UTC)
    )
    assert set(sealed.gaps.values()) == {"its token is for something else"}


def test_a_token_of_another_authority_does_not_hold(the_office, tmp_path):
    stranger = Stamping(tmp_path / "c", name="three.tsa.example")
    first = the_office.first.authority
    sealed = the_office.sealed(
        "stranger.zip", authorities=[first], send=lambda a, content, m: Reply(200, stranger.answer(content))
    )
    assert "not signed by the certificate that is pinned" in sealed.gaps["one.tsa.example"]


def test_a_token_of_another_policy_does_not_hold(the_office):
    first = the_office.first
    other = type(first.authority).parse(
        seal.pem_of(first.authority), name="one.tsa.example", address=first.authority.address, policy="1.2.9"
    )
    assert "does not hold" in the_office.sealed("policy.zip", authorities=[other]).gaps["one.tsa.example"]


def test_a_token_with_its_chain_inside_is_kept_whichever_program_can_read_it(the_office):
    the_office.first.sends_chain = True
    try:
        sealed = the_office.sealed("chain.zip")
    finally:
        the_office.first.sends_chain = False
    assert sealed.gaps == {}
    assert opinions.of(sealed.path).bad == []


def test_a_token_that_only_openssl_reads_is_kept_and_held_against_openssl(
    the_office, the_bundle, monkeypatch
):
    monkeypatch.setattr(opinions, "decode_timestamp_response", _refusing)
    assert opinions.of(the_bundle).bad == []
    monkeypatch.setenv("PATH", "/nowhere")
    assert len(opinions.of(the_bundle).bad) == 2


def test_two_opinions_that_differ_are_told(the_bundle, monkeypatch):
    monkeypatch.setattr(verify, "openssl_says", lambda *_, **__: (False, "Verification: FAILED"))
    assert "openssl says of its token: Verification: FAILED" in opinions.of(the_bundle).bad[0]


def test_no_bit_of_a_token_can_be_changed_although_some_bits_of_it_prove_nothing(
    the_office, the_bundle, tmp_path
):
    import random

    dice = random.Random(7)
    members = dict(taken_apart(the_bundle.read_bytes()))
    for number in range(25):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(
            rebuilt(list((members | {"tsa-1.tsr": flipped(members["tsa-1.tsr"], dice)}).items()))
        )
        assert (
            "The file tsa-1.tsr is not as it was sealed."
            in verify.examine(path, stamp=lambda *_, **__: datetime.now(UTC)).bad
        )


def test_fractions_and_foreign_keys_are_no_part_of_a_manifest(the_office):
    for about in ({"a": 1.5}, {"a": [{"b": 0.1}]}, {"é": 1}):
        with pytest.raises(ValueError, match=r"fraction|ASCII"):
            the_office.sealed("wrong.zip", about=about)
    written = manifest.write(
        [], key=bytes(32), about={"a": [1, {"b": None}], "t": ("x",)}, authorities=[], at=datetime.now(UTC)
    )
    assert verify.parsed(written, "manifest.json")["capture"] == {"a": [1, {"b": None}], "t": ["x"]}


def test_a_capture_larger_than_a_bundle_is_refused_and_leaves_no_bundle(the_office, monkeypatch):
    monkeypatch.setattr(bundle, "LIMIT", 1000)
    with pytest.raises(CaptureRefused, match="too large"):
        the_office.sealed("large.zip")
    assert not (the_office.folder / "large.zip").exists()


def _refusing(response):
    raise ValueError("InvalidSetOrdering")
