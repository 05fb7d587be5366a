"""What the public gets of the seal: key, weekly checkpoints, tokens, the program; the same for everybody."""

import html
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.error import HTTPError

import pytest
from django.urls import reverse

from tests.audit_log.outside import a_witness, an_authority
from tests.audit_log.sealing import a_place, as_sealer, sealed
from tests.audit_log.test_seal import waiting
from tests.pages import browser
from watchbook.audit_log import publish
from watchbook.audit_log.outsiders import Outsiders
from watchbook.ledger import checkpoint, export, note, watch
from watchbook.ledger.cosignature import CosignatureVerifier

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def place(committed, tmp_path):
    """A log whose first checkpoint is published, stamped and witnessed; and which has grown since."""
    place = a_place(tmp_path)
    waiting(3)
    sealed(committed, place)
    authority, stamps = an_authority(tmp_path)
    witness, signs = a_witness(place.signer.verifier)

    def send(to, *rest):
        return (signs if to.startswith(witness.address) else stamps)(to, *rest)

    with as_sealer(committed):
        publish.publish(key=place.signer.verifier.line, now=NOW)
        assert publish.Asking(Outsiders((authority,), (witness,)), send=send).step() == 2
    waiting(5)
    sealed(committed, place)
    return place


def get(name, *arguments, status=200):
    answer = browser().get(reverse(f"seal:{name}", args=arguments))
    assert answer.status_code == status
    return answer.content


def test_the_checkpoint_is_the_published_one_with_its_cosignature_and_never_a_newer(place):
    signed = get("checkpoint")
    assert signed == get("checkpoint_of", "2026-11-25")
    read = note.read(signed, verifiers=[place.signer.verifier])
    assert checkpoint.parse(read.text).size == 3
    assert len(note.parse(signed).signatures) == 2
    assert get("key").decode() == f"{place.signer.verifier.line}\n"


def test_the_list_gives_each_checkpoint_with_its_token_by_digest(place):
    told = json.loads(get("checkpoints"))
    (one,) = told["checkpoints"]
    assert (told["key"], one["on"], one["entries"]) == (place.signer.verifier.line, "2026-11-25", 3)
    (token,) = one["tokens"]
    content = browser().get(token["token"]).content
    assert sha256(content).hexdigest() == token["sha256"]
    (witness,) = one["witnesses"]
    assert witness["name"] == "witness.example/w1"
    known = [place.signer.verifier, CosignatureVerifier.parse(witness["key"])]
    assert len(note.read(get("checkpoint"), verifiers=known).signatures) == 2
    assert witness["key"] in html.unescape(get("seal").decode())


def test_the_page_says_what_is_published_and_what_it_does_not_prove(place):
    said = get("seal").decode()
    for words in (
        place.signer.verifier.line.replace("+", "&#43;"),
        "Test authority",
        "witness.example/w1",
        "25 November 2026",
    ):
        assert words in said or words.replace("&#43;", "+") in said
    assert "Limits of this proof" in said
    assert '<h1 class="govuk-heading-l">How to check our audit log</h1>' in said
    assert said.count('href="/about/#ask"') == 2, "where to ask for the log, and for the auditor"
    assert sha256(export.verify_program()).hexdigest() in said


def test_the_program_that_watches_reads_what_is_published_and_its_proofs(
    place, committed, tmp_path, monkeypatch
):
    """The two ends that are tried apart elsewhere: the program as it is handed out, and the addresses as they answer."""

    def fetched(address):
        answer = browser().get(address.removeprefix("https://council.example"))
        if answer.status_code == 404:
            raise HTTPError(address, 404, "Not Found", {}, None)
        return answer.content.decode()

    monkeypatch.setattr(watch, "fetched", fetched)
    assert get("watch_program") == export.watch_program()
    kept = tmp_path / "kept"
    assert "has 3 entries" in watch.watch("https://council.example", kept, "")
    with as_sealer(committed):
        publish.publish(key=place.signer.verifier.line, now=NOW + timedelta(days=7))
    assert "grown since the one of 3 entries" in watch.watch("https://council.example", kept, "")
    assert "has 8 entries" in watch.watch("https://council.example", kept, "")
    get("consistency", 3)
    get("consistency", 8)
    for size in (0, 5, 9):  # never published: how the log grew in between is not told
        get("consistency", size, status=404)
    assert get("key").decode().strip() == (kept / "key").read_text()


def test_the_program_is_the_one_whose_digest_is_published(place):
    assert get("verify_program") == export.verify_program()
    assert get("try_program") == export.try_program()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("checkpoint_of", ["2026-11-26"]),
        ("checkpoint_of", ["nothing"]),
        ("token", ["2026-11-25", 2]),
        ("token", ["2026-11-25", 0]),
    ],
)
def test_what_was_never_published_is_not_there(place, name, arguments):
    get(name, *arguments, status=404)


def test_before_the_first_publication_the_page_says_so(db):
    assert b"We have not published a checkpoint yet" in get("seal")
    assert json.loads(get("checkpoints")) == {"key": None, "checkpoints": []}
    get("key", status=404)
    get("checkpoint", status=404)
