"""Writes the folder that an outsider checks with `verify.py`, from plain inputs and without a database.

    checkpoint                the newest signed checkpoint, with its cosignatures
    checkpoints/SIZE          it and each older one that was published
    tile/…, tile/entries/…    the log as tiles and bundles of leaves (c2sp.org/tlog-tiles)
    tokens/SIZE.DAY-NAME.tsr  an authority's time stamp of the checkpoint of that size, as the log alone signed it
    tokens/SIZE.DAY-NAME.tlog-proof   the receipt that shows the time stamp's SHA-256 to be in the log, under that name
    receipts/EVENT.tlog-proof receipts of single events, opened as far as the reader may see
    keys                      verifier keys, a line each: the log's, then those of all witnesses who signed, by name
    verify.py, READ-ME.txt    the program that checks all this, and how to begin
    SHA256SUMS                the digest of every other file

It appears whole or not at all: leaves that do not give the checkpoint's root leave no folder behind.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import batched
from pathlib import Path

from watchbook.ledger import checkpoint as heads
from watchbook.ledger import tiles
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.note import Ed25519Verifier
from watchbook.ledger.tree import Range, leaf_hashes

VERIFY = Path(__file__).with_name("verify.py")
WATCH = Path(__file__).with_name("watch.py")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
READ_ME = """This folder is the log of {origin}: {size} entries.

Each entry is a sealed envelope of an event: nobody can read it here, and nobody can change it unseen.
Check it with any Python from 3.10 on; no network is needed:

    python3 verify.py . --key 'NAME+ID+KEY'

Put there the key that the authority publishes. This folder names the following one; whoever made it up could name any:

    {key}

The program says what holds, what that proves and what it does not. To be sure of the program, compare its digest with the
published one:

    sha256sum verify.py        {program}

Keep the file “checkpoint”. Whoever has an old one can hold it against any later folder: python3 verify.py . OLD-ONE
A slip of an act of yours is checked in the same way: python3 verify.py . SLIP. Entries are numbered from 0.
"""


class DoesNotFit(ValueError):
    """Inputs of an export that do not belong together, with the reason."""


@dataclass(frozen=True)
class Token:
    """A time stamp of a published checkpoint: its size, day and short name of the authority, the response, its receipt."""

    size: int
    authority: str
    content: bytes
    receipt: str


@dataclass(frozen=True)
class Contents:
    """What goes into an export beside the leaves. Checkpoints are signed notes, with cosignatures or without."""

    checkpoint: str
    log: Ed25519Verifier
    witnesses: Sequence[CosignatureVerifier] = ()
    checkpoints: Sequence[str] = ()
    tokens: Sequence[Token] = ()
    receipts: Mapping[str, str] = field(default_factory=dict)


def verify_program() -> bytes:
    """The program that checks an export; its SHA-256 is to be published beside the log's key."""
    return VERIFY.read_bytes()


def try_program() -> bytes:
    """The program by which an outsider tries to open what a certificate says is gone (try_to_open.py)."""
    return VERIFY.with_name("try_to_open.py").read_bytes()


def watch_program() -> bytes:
    """Return the program that keeps checkpoints (watch.py) as one file: with what it takes of verify.py in it."""
    program, shared = WATCH.read_text(encoding="utf-8"), VERIFY.read_text(encoding="utf-8")
    words, _, imports = program.partition("import argparse\n")
    imports, _, rest = imports.partition("from watchbook.ledger.verify import")
    rest = rest.partition(")\n")[2].lstrip()
    functions = shared[shared.index("import argparse") : shared.index("def read(folder")]
    return f"{words}{imports}{functions}{rest.lstrip()}".encode()


def write(folder: Path, *, leaves: Iterable[bytes], contents: Contents) -> Path:
    """Write the folder; it must not exist or be empty. Raises DoesNotFit, BadNote or FileExistsError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already and not empty. Name a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        _fill(made, leaves=leaves, contents=contents)
        made.chmod(0o755)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _fill(folder: Path, *, leaves: Iterable[bytes], contents: Contents) -> None:
    head = heads.read(contents.checkpoint, log=contents.log)
    sums = {}
    for path, content in _files(leaves, contents=contents, head=head):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            file.write(content)
        sums[path] = sha256(content).hexdigest()
    listed = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))
    (folder / "SHA256SUMS").write_bytes(listed.encode())


def _files(
    leaves: Iterable[bytes], *, contents: Contents, head: heads.Checkpoint
) -> Iterator[tuple[str, bytes]]:
    yield from _tiles(leaves, head=head)
    witnesses = sorted({one.line for one in contents.witnesses}, key=lambda line: line.split("+"))
    keys = (contents.log.line, *witnesses)
    program = verify_program()
    yield "keys", "".join(f"{line}\n" for line in keys).encode()
    yield "verify.py", program
    words = {"origin": head.origin, "size": head.size, "key": keys[0], "program": sha256(program).hexdigest()}
    yield "READ-ME.txt", READ_ME.format(**words).encode()
    yield "checkpoint", contents.checkpoint.encode()
    published = {heads.read(one, log=contents.log).size: one for one in contents.checkpoints}
    for size, one in (published | {head.size: contents.checkpoint}).items():
        yield f"checkpoints/{size}", one.encode()
    for token in contents.tokens:
        stem = f"tokens/{token.size}.{_named(token.authority)}"
        yield f"{stem}.tsr", token.content
        yield f"{stem}.tlog-proof", token.receipt.encode()
    for name, receipt in contents.receipts.items():
        yield f"receipts/{_named(name)}.tlog-proof", receipt.encode()


def _tiles(leaves: Iterable[bytes], *, head: heads.Checkpoint) -> Iterator[tuple[str, bytes]]:
    """Every tile and bundle, batch by batch. Raises DoesNotFit at the end for leaves of another log."""
    whole, last = Range(), dict[int, bytes]()
    for index, batch in enumerate(batched(leaves, tiles.WIDTH)):
        hashes = leaf_hashes(batch)
        yield tiles.bundle_path(index, width=len(batch)), tiles.bundle(batch)
        for tile, content in tiles.grown(whole.size, hashes, read=lambda level, _: last[level]):
            last[tile.level] = content
            if tile.width == tiles.WIDTH:
                yield tile.path, content
        whole = whole.extended(hashes)
    yield from (
        (tile.path, last[tile.level]) for tile in tiles.tiles_of(whole.size) if tile.width < tiles.WIDTH
    )
    if (whole.size, whole.root()) != (head.size, head.root):
        raise DoesNotFit(f"The {whole.size} leaves are not the {head.size} under the checkpoint.")


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise DoesNotFit(f"{name!r} cannot be part of a file's name: letters, digits, dots, hyphens.")
    return name
