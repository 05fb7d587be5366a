"""Set-up's one question: who outside confirms each weekly checkpoint of the audit log, and what the answer means."""

import shutil
import sys
import tomllib
from pathlib import Path

from watchbook.audit_log import durable, outsiders
from watchbook.audit_log.outsiders import BadOutsiders, Outsiders
from watchbook.machine.progress import say

QUESTION = """
Who outside confirms the audit log each week? A witness signs that the log only grew; a time-stamp authority signs when it saw it.
They get a number and a hash, and nothing of any entry. docs/how-to/look-after-the-seal.md shows the file that names them.
Give the path of that file, or press Enter for nobody:"""
NOBODY = "# Nobody outside is asked: so it was answered at set-up. docs/how-to/look-after-the-seal.md shows how to name somebody.\n"
MEANS_NOBODY = (
    "Nobody outside is asked. Whoever has this machine with the log's key could rewrite the log, and only people who keep"
    " its checkpoints (watch.py, on the public page of the seal) could show it. Name somebody at any time in {file}."
)
MEANS_SOMEBODY = (
    "{witnesses} witnesses and {authorities} time-stamp authorities are asked each week. From then on nobody can rewrite the log"
    " without them, not even with this machine and its key. {file} names them."
)


def ask(file: Path) -> None:
    """Ask a person at a keyboard, once: an answer is kept in the file, and where it is there nothing is asked."""
    if file.exists() or not sys.stdin.isatty():
        return
    while not file.exists():
        try:
            say(QUESTION)
            answer = input().strip()
        except EOFError:
            return  # the next set-up asks again
        try:
            take(Path(answer).expanduser() if answer else None, file=file)
        except BadOutsiders as wrong:
            say(f"{wrong} Nothing was written. Mend the file, or press Enter for nobody.")


def take(named: Path | None, *, file: Path) -> None:
    """Keep who is named, with the certificates beside it, or that it is nobody; then say what that means. Raises BadOutsiders."""
    if named is None:
        durable.write(file, content=NOBODY.encode())
        say(MEANS_NOBODY.format(file=file))
        return
    if not named.is_file():
        raise BadOutsiders(f"{named} is no file.")
    found = outsiders.read(named)
    if found == Outsiders():
        raise BadOutsiders(f"{named} names nobody.")
    content = named.read_bytes()
    for one in tomllib.loads(content.decode()).get("timestamp_authority", []):
        beside = file.parent / one["certificates"]
        if not beside.exists():
            beside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(named.parent / one["certificates"], beside)
    durable.write(file, content=content)
    say(MEANS_SOMEBODY.format(witnesses=len(found.witnesses), authorities=len(found.authorities), file=file))
