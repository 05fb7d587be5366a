"""Asks a witness to cosign a checkpoint (c2sp.org/tlog-witness, `add-checkpoint`).

A witness keeps the last head that it saw of a log and cosigns only what has grown out of it. So its refusal is news: it
has seen more than we have (somebody restored an older log) or something else (somebody forked it). Those two are never
tried again by themselves; a person has to look.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from watchbook.ledger import checkpoint, note
from watchbook.ledger.cosignature import CosignatureVerifier, time_of
from watchbook.ledger.note import BadNote, Signature
from watchbook.ledger.post import Post, Reply, Unreachable, post

MOST_HASHES = 63
LATEST_TIME = 253_402_300_799  # the last second of the year 9999, since 1970

type ProofFrom = Callable[[int], Sequence[bytes]]
"""The consistency proof from an older size, above none, to the checkpoint's."""


class WitnessRefused(Exception):
    """The witness did not cosign, with the reason and what to do."""


class NotKnown(WitnessRefused):
    """The witness does not know this log or its key; its operator enters it."""


class WitnessRolledBack(WitnessRefused):
    """The witness has cosigned a larger log than ours: ours was set back."""


class WitnessForked(WitnessRefused):
    """The witness has cosigned another history than ours."""


@dataclass(frozen=True)
class Witness:
    """A witness: where it takes checkpoints (the submission prefix), and its public key."""

    address: str
    verifier: CosignatureVerifier


def cosigned(
    signed: str, *, witness: Witness, seen: int, proof_from: ProofFrom, send: Post = post
) -> tuple[Signature, ...]:
    """The witness's cosignatures under a signed checkpoint, verified.

    `seen` is the size that the witness saw last as far as we know, 0 if we do not; what it tells us instead is tried
    once. Raises WitnessRefused, or Unreachable to try again later.
    """
    size = checkpoint.parse(note.parse(signed).text).size
    reply = _ask(signed, witness=witness, old=min(seen, size), proof_from=proof_from, send=send)
    if reply.status == HTTPStatus.CONFLICT and (last := _last_seen(reply, witness=witness)) != min(
        seen, size
    ):
        if last > size:
            raise WitnessRolledBack(
                f"{witness.verifier.name} has seen {last} leaves of this log and we have {size}: it was set back. Do not seal; restore what is missing."
            )
        reply = _ask(signed, witness=witness, old=last, proof_from=proof_from, send=send)
    return _cosignatures(reply, signed=signed, witness=witness)


def body(signed: str, *, old: int, proof: Sequence[bytes]) -> bytes:
    """The request: the old size, the consistency proof, an empty line, the checkpoint."""
    if len(proof) > MOST_HASHES:
        raise ValueError(f"A consistency proof has at most {MOST_HASHES} hashes.")
    lines = (f"old {old}", *map(note.encoded, proof), "")
    return ("\n".join(lines) + "\n" + signed).encode()


def _ask(signed: str, *, witness: Witness, old: int, proof_from: ProofFrom, send: Post) -> Reply:
    size = checkpoint.parse(note.parse(signed).text).size
    proof = proof_from(old) if 0 < old < size else ()
    address = f"{witness.address.rstrip('/')}/add-checkpoint"
    return send(address, body(signed, old=old, proof=proof), "text/plain; charset=utf-8")


def _last_seen(reply: Reply, *, witness: Witness) -> int:
    try:
        return checkpoint.number(reply.content.decode("ascii").removesuffix("\n"))
    except ValueError as wrong:
        raise Unreachable(f"{witness.verifier.name} did not say which size it saw last.") from wrong


def _cosignatures(reply: Reply, *, signed: str, witness: Witness) -> tuple[Signature, ...]:
    name = witness.verifier.name
    match reply.status:
        case HTTPStatus.OK:
            return _verified(reply.content, signed=signed, witness=witness)
        case HTTPStatus.FORBIDDEN | HTTPStatus.NOT_FOUND:
            raise NotKnown(
                f"{name} does not know this log or its key ({reply.status}). Send its operator the log's origin and verifier key."
            )
        case HTTPStatus.CONFLICT | HTTPStatus.UNPROCESSABLE_ENTITY:
            raise WitnessForked(
                f"{name} has seen another history of this log ({reply.status}). Do not seal; compare with what it cosigned."
            )
        case HTTPStatus.BAD_REQUEST:
            raise WitnessRefused(
                f"{name} could not read the request (400). This is a mistake of the program."
            )
    raise Unreachable(f"{name} answered {reply.words}")


def _verified(content: bytes, *, signed: str, witness: Witness) -> tuple[Signature, ...]:
    """The cosignatures that are this witness's; those of keys that we do not know are left out."""
    text = note.parse(signed).text
    try:
        given = note.parse(f"{text}\n{content.decode()}")
        own = note.read(note.write(text, given.signatures), verifiers=[witness.verifier]).signatures
        if any(time_of(one) > LATEST_TIME for one in own):
            raise BadNote("It was made after the year 9999.")
        return own
    except (BadNote, UnicodeDecodeError) as wrong:
        raise WitnessRefused(
            f"{witness.verifier.name} answered without a cosignature that holds: {wrong} Check its verifier key."
        ) from wrong
