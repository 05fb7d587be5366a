"""A file contradicts itself in three ways, and each is said alone: a hash differs, a signature fails, a part is not listed."""

import pytest

from watchbook.evidence.self_contradiction import contradiction_of, hashes_in_words

AGREES = {"own_hashes": "agree", "differing": []}
UNLISTED = {"own_hashes": "unlisted", "differing": [["note.html", "unlisted"]]}
OLDER = UNLISTED | {"own_hashes": "differ"}  # as intakes said before an unlisted part was told apart
CHANGED = {"own_hashes": "differ", "differing": [["a.warc.gz", "changed"], ["b", "unlisted"]]}


def said_of(said, signature):
    found = contradiction_of(said, signature)
    return " ".join([found.meaning, *found.facts]) if found else ""


@pytest.mark.parametrize("said", [AGREES, {"own_hashes": "none"}, {}])
@pytest.mark.parametrize("signature", ["none", "holds", "unknown", ""])
def test_a_file_that_agrees_with_itself_is_not_doubted(said, signature):
    assert contradiction_of(said, signature) is None


@pytest.mark.parametrize("said", [UNLISTED, OLDER])
def test_of_an_unlisted_part_its_name_is_said_and_nothing_of_hashes_that_differ_or_of_a_signature(said):
    words = said_of(said, "none")
    assert "does not list it, so the part has no hash: “note.html”" in words
    assert "Every hash that the file lists matches its content." in words
    assert "signature" not in words
    assert "contradicts" not in words
    assert hashes_in_words(said).startswith("every hash that the file lists matches its content")


def test_a_hash_that_differs_is_said_of_its_part_alone():
    words = said_of(CHANGED, "none")
    assert "does not match the hash that the file lists for it: “a.warc.gz”." in words
    assert "does not list it, so the part has no hash: “b”." in words
    assert "signature in the file is" not in words
    assert "Every hash" not in words
    missing = {"own_hashes": "differ", "differing": [["c", "missing"], ["d", "missing"]]}
    assert "lists these parts but does not contain them: “c”, “d”." in said_of(missing, "none")
    assert "does not match the hashes that the file lists." in said_of({"own_hashes": "differ"}, "none")


def test_a_signature_that_fails_says_nothing_of_hashes():
    words = said_of(AGREES, "broken")
    assert words.endswith("The signature in the file is not valid.")
    assert "does not match the hashes" not in words


def test_a_cut_list_of_unlisted_parts_may_hide_a_hash_that_differs():
    many = {"own_hashes": "differ", "differing": [[f"part {number}", "unlisted"] for number in range(50)]}
    words = said_of(many, "none")
    assert "“part 9” and 40 more." in words
    assert "Every hash" not in words
