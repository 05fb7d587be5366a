"""Keep an authority's published checkpoints, and warn if it ever rewrote its log. For journalists, councillors and inspectors.

    python3 watch.py https://council.example FOLDER --key 'NAME+ID+KEY'

It downloads the newest checkpoint, checks that the log has only grown since the one kept in FOLDER last time, and keeps it.
Run it once a week. It ends with 0 if the log only grew, 1 if it was rewritten or the authority does not prove growth, 2 if the
program cannot reach the authority. Without --key it trusts the first key that the authority gives, and accepts no other later.
It needs Python 3.10 or later and nothing else. What you keep in FOLDER is the evidence: keep a copy elsewhere.
"""

import argparse
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from watchbook.ledger.verify import (
    HASH,
    NUMBER,
    VerifiedHead,
    Wrong,
    bytes_of,
    checked_keys,
    head_of,
    matched,
    need,
)

# What is handed out has the functions of verify.py in the place of that line.
PLACE, SECONDS, LARGEST = "/.well-known/watchbook/", 60, 1_000_000
SHOUT = """
*** THE LOG WAS REWRITTEN, OR THE AUTHORITY DID NOT PROVE THAT IT ONLY GREW. ***
{why}
Do not change {folder}: it is your evidence. Tell the authority's senior responsible officer, its auditor and the regulator.
"""


def fetched(address: str) -> str:
    """Return what stands at an address."""
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  # of the web, as main asks
        return str(answer.read(LARGEST).decode())


def own(note: str) -> str:
    """Return the checkpoint as the log alone signed it: who else signed it is not asked here."""
    body, _, tail = note.rpartition("\n\n")
    return f"{body}\n\n{tail.split(chr(10))[0]}\n"


def check_growth(old: VerifiedHead, new: VerifiedHead, proof: Sequence[bytes]) -> None:
    """Raise Wrong unless the proof shows that the new log begins with the old one (RFC 9162 §2.1.4.2)."""
    path, place, last = [*proof], old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    path = path if place else [old.root, *path]
    need(path, "The proof is empty.")
    before = after = path[0]
    for one in path[1:]:
        need(last, "The proof is too long.")
        if place & 1 or place == last:
            before, after = (sha256(b"\x01" + one + side).digest() for side in (before, after))
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = sha256(b"\x01" + after + one).digest()
        place, last = place >> 1, last >> 1
    need(
        (before, after, last) == (old.root, new.root, 0),
        "The proof does not lead from the old log to the new one.",
    )


def check(authority: str, kept: VerifiedHead | None, newest: VerifiedHead, keys: Sequence[str]) -> None:
    """Raise Wrong unless the newest head is the kept one or grew out of it."""
    if kept is None or (kept.size, kept.root) == (newest.size, newest.root):
        return
    need(kept.size != newest.size, f"Two different logs of {kept.size} entries were signed.")
    need(
        kept.size < newest.size,
        f"The log has {newest.size} entries. The one that you kept has {kept.size}, so entries are gone.",
    )
    try:
        text = fetched(f"{authority}{PLACE}consistency/{kept.size}")
    except urllib.error.HTTPError as refused:
        raise Wrong(
            f"The authority gave no proof that its log has only grown since {kept.size} entries: {refused}"
        ) from refused
    told, _, note = text.partition("\n\n")
    first, *lines = told.split("\n")
    need(
        first == f"old {kept.size}" and head_of(own(note), keys)[:2] == newest[:2],
        "The proof is about other checkpoints.",
    )
    check_growth(kept, newest, [bytes_of(line, HASH) for line in lines])


def newest_kept(folder: Path, keys: Sequence[str]) -> VerifiedHead | None:
    """Return the newest head that was kept."""
    sizes = [int(matched(NUMBER, path.name)) for path in folder.glob("checkpoints/*")]
    return (
        head_of((folder / "checkpoints" / str(max(sizes))).read_text(encoding="utf-8"), keys)
        if sizes
        else None
    )


def watch(authority: str, folder: Path, key: str) -> str:
    """Fetch, check and keep; return what to say. Raise Wrong if the log was rewritten."""
    (folder / "checkpoints").mkdir(parents=True, exist_ok=True)
    known = folder / "key"
    if not known.exists():
        known.write_text(key or fetched(f"{authority}{PLACE}key").strip(), encoding="utf-8")
    keys = checked_keys([known.read_text(encoding="utf-8")])
    need(not key or key == keys[0], "The key that you gave is not the one in the folder.")
    note = own(fetched(f"{authority}{PLACE}checkpoint"))
    newest, kept = head_of(note, keys), newest_kept(folder, keys)
    check(authority, kept, newest, keys)
    (folder / "checkpoints" / str(newest.size)).write_text(note, encoding="utf-8")
    since = "This is the first checkpoint that you keep."
    if kept:
        grown = f"It has only grown since the one of {kept.size} entries that you kept."
        since = grown if newest.size > kept.size else "Nothing was added since the one that you kept."
    return f"The log of {keys[0].split('+')[0]} has {newest.size} entries. {since}"


def main(arguments: Sequence[str]) -> int:
    """Watch once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("authority", help="the authority's web address, such as https://council.example")
    parser.add_argument("folder", type=Path, help="the folder in which to keep checkpoints")
    parser.add_argument("--key", default="", help="the log's public key, from a source that you trust")
    asked = parser.parse_args(arguments)
    if not asked.authority.startswith(("https://", "http://")):
        parser.error("Enter the authority's address in full, beginning with https://.")
    try:
        checked_keys([asked.key] if asked.key else [])
    except Wrong as malformed:
        parser.error(str(malformed))
    try:
        print(watch(asked.authority.rstrip("/"), asked.folder, asked.key))
    except Wrong as rewritten:
        why = "".join(one if one.isprintable() else "?" for one in str(rewritten))
        print(SHOUT.format(why=why, folder=asked.folder))
        return 1
    except (OSError, ValueError) as error:
        print(
            f"The program could not reach the authority: {error}. Try again. If it still fails, ask the authority why."
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
