"""Signed notes: read as they were written, and refused for anything that the specification does not allow."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.ledger.note import (
    MOST_SIGNATURES,
    BadNote,
    Ed25519Verifier,
    Signature,
    Signer,
    decoded,
    parse,
    read,
    write,
)

ANNA, BEN = Signer("anna.example", seed=b"a" * 32), Signer("ben.example/log", seed=b"b" * 32)
TEXT = "One line.\n\nAnd ŵ another.\n"
SIGNED = write(TEXT, [ANNA.sign(TEXT), BEN.sign(TEXT)])
# Of the specification's page: a note and its signature by an algorithm of which we know only the form.
PUBLISHED = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
# The key of Go's checksum database, as its own documentation prints it.
GO_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"


def test_a_note_comes_back_with_the_signatures_of_the_keys_that_are_known():
    both = read(SIGNED, verifiers=[ANNA.verifier, BEN.verifier])
    assert both.text == TEXT
    assert [one.name for one in both.signatures] == ["anna.example", "ben.example/log"]
    one = read(SIGNED.encode(), verifiers=[BEN.verifier])
    assert [signature.name for signature in one.signatures] == ["ben.example/log"]


def test_a_signature_given_twice_counts_once():
    twice = write(TEXT, [ANNA.sign(TEXT)] * 2)
    assert len(read(twice, verifiers=[ANNA.verifier]).signatures) == 1


def test_the_published_note_is_taken_apart():
    note = parse(PUBLISHED)
    assert note.text.endswith("sera.\n")
    assert [(one.name, one.key_id.hex(), len(one.content)) for one in note.signatures] == [
        ("quasimodo.example/salvatore", "367ba04b", 64)
    ]
    assert write(note.text, note.signatures) == PUBLISHED


def test_a_published_key_has_the_number_that_it_says():
    assert Ed25519Verifier.parse(GO_KEY).line == GO_KEY


def test_a_wrong_signature_of_a_known_key_spoils_the_note():
    forged = write(TEXT, [ANNA.sign(TEXT), Signature(BEN.name, BEN.verifier.key_id, b"x" * 64)])
    assert read(forged, verifiers=[ANNA.verifier]).text == TEXT
    with pytest.raises(BadNote, match=r"signature of ben\.example/log under this note is wrong"):
        read(forged, verifiers=[ANNA.verifier, BEN.verifier])


@pytest.mark.parametrize("verifiers", [[], [Ed25519Verifier("anna.example", b"k" * 32)]])
def test_a_note_that_no_known_key_signed_is_refused(verifiers):
    with pytest.raises(BadNote, match=r"known is (nobody|anna\.example)"):
        read(SIGNED, verifiers=verifiers)


def test_a_known_key_of_no_point_of_the_curve_verifies_nothing():
    broken = Ed25519Verifier("anna.example", b"\xff" * 32)
    assert not broken.verifies(TEXT, content=b"x" * 64)


@each(
    "content",
    [
        b"\xff\n\n",
        "text\ud800\n\n— a AAAAAAA=\n",
        "text\n",
        "text\n\n",
        "text\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=",
        "te\txt\n\n— a AAAAAAA=\n",
        "text\r\n\r\n— a AAAAAAA=\r\n",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n—a AAAAAAA=\n",
        "text\n\n— a AAAA\n",
        "text\n\n— a AAAAAA==\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— a\u2003b AAAAAAA=\n",
        "text\n\n— a b AAAAAAA=\n",
        "text\n\n— a AAAAAAA=" + "\n— a AAAAAAA=" * MOST_SIGNATURES + "\n",
    ],
)
def test_what_is_no_note_is_refused_with_the_reason(content):
    with pytest.raises(BadNote):
        parse(content)


@pytest.mark.parametrize("text", ["no newline", "tab\there\n", ""])
def test_a_text_that_would_not_come_back_is_not_written(text):
    with pytest.raises(BadNote, match="ends with a newline"):
        write(text, [])


@pytest.mark.parametrize("text", ["AAE", "AAF=", "AA F=", "AAE=\n", "AAE==", "ÄÄE=", "A-E="])
def test_base64_has_one_form(text):
    assert decoded("AAE=") == b"\0\1"
    with pytest.raises(BadNote, match="not base64"):
        decoded(text)


@given(st.binary(max_size=40))
def test_base64_of_anything_comes_back(content):
    assert decoded(b64encode(content).decode()) == content


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\0b"])
def test_a_key_with_such_a_name_is_refused(name):
    with pytest.raises(BadNote, match="cannot be named"):
        Signer(name, seed=bytes(32))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "anna.example",
        ANNA.verifier.line.replace("anna", "bnna"),
        ANNA.verifier.line[:-1],
        ANNA.verifier.line.replace("+", "-"),
        "anna.example+00000000+" + ANNA.verifier.line.rpartition("+")[2],
        "anna.example+00000000+BA" + ANNA.verifier.line.rpartition("+")[2][2:],
    ],
)
def test_a_line_that_is_no_key_is_refused(line):
    assert Ed25519Verifier.parse(ANNA.verifier.line) == ANNA.verifier
    with pytest.raises(BadNote):
        Ed25519Verifier.parse(line)
