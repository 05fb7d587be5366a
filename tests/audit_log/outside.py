"""Outsiders of a test: a real `openssl ts`, and a witness in memory that keeps to tlog-witness; both as what is sent to them."""

from tests.ledger.authority import OpenSSL
from tests.ledger.reading import check_consistency, cosign
from watchbook.ledger import checkpoint, note
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.note import Signer
from watchbook.ledger.post import Reply
from watchbook.ledger.witness import Witness

WITNESS = Signer("witness.example/w1", seed=bytes(range(1, 33)))
AT = 1_790_000_000


def an_authority(folder):
    """A time-stamp authority, and what answers in its place."""
    made = folder / "authority"
    made.mkdir()
    openssl = OpenSSL(made)
    return openssl.authority(), lambda _address, content, _media_type: Reply(200, openssl.answer(content))


def a_witness(log):
    """A witness of one log, and what answers in its place."""
    seen = {"size": 0, "root": b""}

    def answers(_address, content, _media_type):
        head, _, signed = content.decode().partition("\n\n")
        first, *lines = head.split("\n")
        new = checkpoint.read(signed, log=log)
        if int(first.removeprefix("old ")) != seen["size"] or new.size < seen["size"]:
            return Reply(409, f"{seen['size']}\n".encode())
        if seen["size"]:
            check_consistency(
                seen["size"],
                new.size,
                proof=[note.decoded(line) for line in lines],
                old_root=seen["root"],
                root=new.root,
            )
        seen.update(size=new.size, root=new.root)
        return Reply(200, f"{cosign(new.text, signer=WITNESS, time=AT).line}\n".encode())

    witness = Witness("http://witness.example/w", CosignatureVerifier(WITNESS.name, WITNESS.public_key))
    return witness, answers
