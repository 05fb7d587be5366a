"""The seal of a capture: its manifest signed by the authority's key and stamped by authorities outside (RFC 3161).

Done by whoever started the capture and has the key, never by the process of the browser. The authorities asked are named in
the manifest with their certificates, so a token that is missing shows, and none of another authority takes its place. A token
is kept if either `rfc3161-client` or `openssl` finds that it holds: the first refuses some that are only badly spelt.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.serialization import Encoding

from watchbook.capture import bundle, manifest, opinions, verify
from watchbook.capture.bundle import Member
from watchbook.ledger.note import Signer
from watchbook.ledger.post import Post, Unreachable, post
from watchbook.ledger.timestamp import TimestampAuthority, request

MEDIA_TYPE = "application/timestamp-query"
OWN_TEXT = Path(verify.__file__)
HOW_TO_VERIFY = """How to check this bundle
========================

{what}

With Python 3.9 or later, and openssl for the time stamps:

    python3 verify.py BUNDLE.zip --key KEY --tsa-root ROOTS.pem

KEY is the line that the authority publishes at its own address under /.well-known/watchbook/key, in quotation marks, or the 64
hexadecimal digits of that key. Do not take it from this bundle or from what came with it: anybody can seal a bundle with a key of
their own. ROOTS.pem are root certificates of the time-stamp authorities, from the authorities themselves. Without KEY you learn
only that the bundle agrees with itself.

By hand, with what any machine has:

    unzip BUNDLE.zip -d bundle && cd bundle
    sha256sum {file:<33} each sum stands in manifest.json
    openssl ts -verify -data manifest.json -in tsa-1.tsr -CAfile tsa-1.pem -untrusted tsa-1.pem
    openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in manifest.json -sigfile manifest.sig

The line with openssl ts is for a bundle that holds tsa-1.tsr. Without it there is no time stamp to check.

KEY.pem is KEY as openssl reads it; a pack has it beside the bundle, public-key.pem. The authority publishes its key at its own
address under /.well-known/watchbook/key: compare it with that before you rely on a signature.

{shows} What was made from it later (pictures cut
out, statements, copies with names taken out) is no part of it.
"""
VERIFY_TEXT = HOW_TO_VERIFY.format(
    what="It holds what a council's browser was sent by a web page, sealed when it was captured.",
    file="capture.wacz",
    shows="The seal shows what the site sent to that browser at that time, not who wrote it.",
)
VERIFY_TEXT_OF_ARRIVAL = HOW_TO_VERIFY.format(
    what="It holds a file that was made elsewhere, sealed when it came to the authority.",
    file="came.*",
    shows="The seal shows which file came, and when. It does not show who made the file, how, or when.",
)


@dataclass(frozen=True)
class SealedBundle:
    """A bundle on disk: the hash to log, when each authority saw it, and which have not answered, with the reason."""

    path: Path
    manifest_sha256: str
    stamped: Mapping[str, datetime]
    gaps: Mapping[str, str]


def seal(
    files: Mapping[str, Path | bytes], *, to: Path, signer: Signer, about: Mapping[str, manifest.Value], at: datetime,
    authorities: Sequence[TimestampAuthority] = (), send: Post = post,
) -> SealedBundle:  # fmt: skip
    """Write the bundle of these files by name; it appears whole under its path, or not at all."""
    whole = {"VERIFY.txt": VERIFY_TEXT.encode()} | dict(files) | {"verify.py": OWN_TEXT}
    whole |= {manifest.certificates(place): pem_of(one) for place, one in enumerate(authorities, start=1)}
    fresh = to.with_name(to.name + ".new")
    with fresh.open("w+b") as file:
        members = [bundle.write_member(file, name, whole[name]) for name in sorted(whole)]
        written = manifest.write(members, key=signer.public_key, about=about, authorities=authorities, at=at)
        members.append(bundle.write_member(file, verify.MANIFEST, written))
        members.append(bundle.write_member(file, verify.MANIFEST_SIGNATURE, signer.sign_bytes(written)))
        sealed = _stamp(
            file, members, written, signer=signer, authorities=authorities, later={}, to=to, send=send
        )
    fresh.rename(to)
    return sealed


def stamp_again(
    path: Path, *, signer: Signer, authorities: Sequence[TimestampAuthority],
    later: Mapping[str, bytes] | None = None, send: Post = post,
) -> SealedBundle:  # fmt: skip
    """Ask the authorities that have not answered, add what came later, and sign the seal anew; the manifest stays."""
    content = path.read_bytes()
    found = verify.members_of(content)
    place = [name for name, *_ in found].index(verify.MANIFEST_SIGNATURE) + 1
    kept = {name: content[start : start + size] for name, _, start, size in found}
    sealing = (verify.SEAL, verify.SEAL_SIGNATURE)
    tail = {name: kept[name] for name, *_ in found[place:] if name not in sealing}
    fresh = path.with_name(path.name + ".new")
    shutil.copyfile(path, fresh)
    with fresh.open("r+b") as file:
        members = [
            Member(name, size, sha256(kept[name]).hexdigest(), crc, start - bundle.HEADER - len(name))
            for name, crc, start, size in found[:place]
        ]
        file.seek(members[-1].offset + bundle.HEADER + len(members[-1].path) + members[-1].bytes)
        sealed = _stamp(
            file, members, kept[verify.MANIFEST], signer=signer, authorities=authorities,
            later=tail | dict(later or {}), to=path, send=send,
        )  # fmt: skip
    fresh.rename(path)
    return sealed


def _stamp(
    file: BinaryIO, members: list[Member], written: bytes, *, signer: Signer, authorities: Sequence[TimestampAuthority],
    later: Mapping[str, bytes], to: Path, send: Post,
) -> SealedBundle:  # fmt: skip
    """Write what comes after the manifest, the seal over it, and the end."""
    stamped, gaps, added = {}, {}, dict(later)
    for place, one in enumerate(authorities, start=1):
        name = manifest.token(place)
        try:
            response = added.get(name) or _asked(written, authority=one, send=send)
            stamped[one.name] = opinions.stamped_at(
                response, message=written, certificates=pem_of(one), name=one.name, policy=one.policy
            )
        except (Unreachable, verify.Broken) as why:
            gaps[one.name] = str(why)
            continue
        added[name] = response
    digest = sha256(written).hexdigest()
    last = [bundle.write_member(file, name, added[name]) for name in sorted(added)]
    sealing = manifest.write_seal(last, manifest_sha256=digest)
    last.append(bundle.write_member(file, verify.SEAL, sealing))
    last.append(bundle.write_member(file, verify.SEAL_SIGNATURE, signer.sign_bytes(sealing)))
    bundle.write_end(file, [*members, *last])
    return SealedBundle(to, digest, stamped, gaps)


def _asked(message: bytes, *, authority: TimestampAuthority, send: Post) -> bytes:
    reply = send(authority.address, request(message).as_bytes(), MEDIA_TYPE)
    if reply.status != HTTPStatus.OK:
        raise Unreachable(f"{authority.name} answered {reply.status} and no token.")
    return reply.content


def pem_of(authority: TimestampAuthority) -> bytes:
    """The certificates of an authority as the bundle holds them: its own first."""
    chain = [authority.certificate, *(one for one in authority.chain if one != authority.certificate)]
    return b"".join(one.public_bytes(Encoding.PEM) for one in chain)
