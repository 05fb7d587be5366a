"""What others do with a log and the product never does: check a proof or receipt, cosign as a witness, open less.

It is a second reader beside `verify.py`, which has nothing in common with it, so that each holds the other to the formats.
"""

import hmac
import json
import struct
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from watchbook.ledger import checkpoint, leaf, note, receipt, tiles
from watchbook.ledger.cosignature import COSIGNATURE, message
from watchbook.ledger.leaf import Opening, of_opening
from watchbook.ledger.note import BadNote, Signature, key_id
from watchbook.ledger.receipt import HEADER, InclusionProof
from watchbook.ledger.tree import DIGEST_BYTES, leaf_hash, node_hash

# No log of 2**63 leaves or fewer has a longer way to its root.
MOST_HASHES = 63


class NotProven(ValueError):
    """A proof that does not hold, with the reason; nothing is returned that a caller could forget to look at."""


class Receipt(NamedTuple):
    """What a receipt that holds says: this event has these values, and so many closed, at this place under this head."""

    event: UUID
    fields: dict
    closed: int
    index: int
    checkpoint: checkpoint.Checkpoint


def check_inclusion(leaf, *, index, size, proof, root):
    """Raise NotProven unless the leaf with this *hash* is leaf `index` of the `size` leaves under the root."""
    if not 0 <= index < size:
        raise NotProven(f"A log of {size} leaves has no leaf {index}.")
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        raise NotProven(f"{len(proof)} hashes do not lead from leaf {index} to the root of {size} leaves.")
    if any(len(one) != DIGEST_BYTES for one in (leaf, root, *proof)):
        raise NotProven(f"A hash is {DIGEST_BYTES} bytes.")
    _, reached = _climb(leaf, index=index, inner=inner, beside=proof)
    if reached != root:
        raise NotProven(f"The proof leads from leaf {index} to another root.")


def check_consistency(old, size, *, proof, old_root, root):
    """Raise NotProven unless the log of `size` leaves begins with the very `old` leaves under the old root.

    A tree without leaves proves nothing here: that an empty log grows into any other is for the protocol to say
    (tlog-witness, old size 0).
    """
    if not 0 < old <= size:
        raise NotProven(f"A log of {size} leaves cannot have grown out of one of {old}.")
    if any(len(one) != DIGEST_BYTES for one in (old_root, root, *proof)):
        raise NotProven(f"A hash is {DIGEST_BYTES} bytes.")
    if old == size:
        if proof or old_root != root:
            raise NotProven(f"Two logs of {size} leaves have different roots.")
        return
    # Both ways begin at the last perfect subtree of the old log; that is all of it if its size is a power of two.
    perfect = (old & -old).bit_length() - 1
    index, inner = old - 1 >> perfect, ((old - 1) ^ (size - 1)).bit_length() - perfect
    begin, *beside = [old_root, *proof] if index == 0 else [*proof] or [b""]
    if len(beside) != inner + (index >> inner).bit_count():
        raise NotProven(f"{len(proof)} hashes do not lead from {old} to {size} leaves.")
    if _climb(begin, index=index, inner=inner, beside=beside) != (old_root, root):
        raise NotProven(f"The log of {size} leaves does not begin with the {old} leaves of before.")


def _climb(begin, *, index, inner, beside):
    """The roots that one way up reaches: with only what stood to its left, and with everything."""
    before = after = begin
    for level, one in enumerate(beside):
        if level >= inner or index >> level & 1:
            before, after = node_hash(one, before), node_hash(one, after)
        else:
            after = node_hash(after, one)
    return before, after


def proof_of(content):
    """Take a proof apart without checking it. Raises BadNote."""
    text = note.utf8(content)
    head, found, signed = text.partition("\n\n")
    first, *lines = head.split("\n")
    if not found or first != HEADER:
        raise BadNote(
            f"A proof begins with {HEADER} and holds a checkpoint after an empty line; this does not."
        )
    extra = note.decoded(lines.pop(0).removeprefix("extra ")) if lines and lines[0][:6] == "extra " else b""
    if not lines or not lines[0].startswith("index ") or len(lines) > MOST_HASHES + 1:
        raise BadNote(
            f"A proof says the index of its leaf and has at most {MOST_HASHES} hashes; this does not."
        )
    index = checkpoint.number(lines[0].removeprefix("index "))
    return InclusionProof(index, tuple(map(checkpoint.digest, lines[1:])), signed, extra)


def check_proof(proof, *, leaf, log, witnesses=(), quorum=0):
    """The checkpoint under which the leaf stands, signed by the log and by enough of the witnesses.

    Raises BadNote or NotProven with the reason.
    """
    head = checkpoint.read(proof.checkpoint, log=log)
    signed = note.read(proof.checkpoint, verifiers=[log, *witnesses])
    seen = {one.name for one in signed.signatures} & {one.name for one in witnesses}
    if len(seen) < quorum:
        raise BadNote(f"{len(seen)} known witnesses have signed this checkpoint; {quorum} are asked for.")
    check_inclusion(leaf_hash(leaf), index=proof.index, size=head.size, proof=proof.hashes, root=head.root)
    return head


def check_receipt(content, *, log, witnesses=(), quorum=0):
    """What a receipt says. Raises BadNote or NotProven with the reason if it does not hold."""
    shown = proof_of(content)
    event, fields, hashes = _unpacked(shown.extra)
    made = leaf.leaf(event, commitment=sha256(leaf.DOMAIN + b"".join(hashes)).digest())
    head = check_proof(shown, leaf=made, log=log, witnesses=witnesses, quorum=quorum)
    return Receipt(event, fields, len(hashes) - len(fields), shown.index, head)


def _unpacked(content):
    """Event, open values and all hashes of the extra data. Raises BadNote for anything but their one form."""
    fields = {}
    try:
        found = json.loads(content)
        event, entries = UUID(found["event"]), found["fields"]
        hashes = [_hash(entry, into=fields) for entry in entries]
        is_canonical = receipt.canonical(event, entries) == content and list(fields) == sorted(fields)
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise BadNote("This receipt does not open an event: its extra data is not of that form.") from wrong
    if not is_canonical:
        raise BadNote("This receipt writes its fields in another than the one canonical form.")
    return event, fields, hashes


def _hash(entry, *, into):
    """The hash of one entry; an open one's value is put among the fields. Raises ValueError or TypeError."""
    if not isinstance(entry, list):
        return _digest(entry)
    name, value, salt = entry
    if receipt.named(name, value=value) in into:
        raise ValueError(f"{name} is opened twice.")
    into[name] = value
    return leaf.field_hash(value, name=name, salt=_digest(salt))


def _digest(text):
    content = bytes.fromhex(text)
    if len(content) != leaf.DIGEST_BYTES or content.hex() != text:
        raise ValueError("A hash or salt is 32 bytes in small hexadecimal.")
    return content


def close_fields(opening, *, names):
    """An opening of less: the named fields closed as well. What is left needs no seed and no salt of theirs."""
    if missing := names - opening.values.keys():
        raise KeyError(f"The opening has no open field {', '.join(sorted(missing))}.")
    closed = {
        name: leaf.field_hash(opening.values[name], name=name, salt=opening.salts[name]) for name in names
    }
    return Opening(
        values={name: value for name, value in opening.values.items() if name not in names},
        salts={name: salt for name, salt in opening.salts.items() if name not in names},
        hashes={**opening.hashes, **closed},
    )


def verify(opening, *, event, leaf):
    """Whether an opening belongs to an event's leaf: its id, every opened value, every closed hash as committed."""
    try:
        return hmac.compare_digest(of_opening(opening, event=event), leaf)
    except ValueError:
        return False


def cosign(text, *, signer, time):
    """The cosignature of a witness under a checkpoint's text. That the log only grew is for the caller to know first."""
    content = struct.pack(">Q", time) + signer.sign_bytes(message(text, time=time))
    identity = key_id(signer.name, algorithm=COSIGNATURE, key=signer.public_key)
    return Signature(signer.name, identity, content)


def without_cosignatures(content, *, log):
    """The note as the log itself signed it: what a time-stamp token is asked for. Raises BadNote."""
    own = note.read(content, verifiers=[log])
    return note.write(own.text, own.signatures)


def leaves_of(content):
    """The leaves of a bundle. Raises ValueError for one that is cut off."""
    leaves, at = [], 0
    while at < len(content):
        begin = at + 2
        at = begin + int.from_bytes(content[begin - 2 : begin])
        leaves.append(content[begin:at])
    if at != len(content):
        raise ValueError("This bundle of leaves is cut off.")
    return leaves


def cut_bundle(content, *, width):
    """The partial bundle of a width, from a stored bundle that may have grown since."""
    leaves = leaves_of(content)
    if len(leaves) < width:
        raise ValueError(f"A bundle of {len(leaves)} leaves has no beginning of {width}.")
    return tiles.bundle(leaves[:width])
