"""The table of docs/explanation/attacks.md: each outcome of `attack.py` as it comes, with the commit that was attacked."""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.attacks import Attack

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "attacks.md"
WHO = ("verify", "night", "doctor", "sealer or restore", "checkpoint kept", "slip kept")


def git(*words: str) -> str:
    """Return what git says."""
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


# What is written of a commit does not make it another one.
CHANGED = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs")
COMMIT = git("rev-parse", "--short=8", "HEAD") + ("-dirty" if CHANGED else "")
HEAD = (
    "# Attacks, and who notices",
    "",
    "<!-- Made by `tools/attack.py --write` on a real instance. Do not edit. -->",
    "",
    "Each was tried as the database's superuser and as root on a running demonstration, with the sealer run once afterwards. “Verify”"
    " is `watchbook audit-log verify`; “night” the nightly run since the last good one; “checkpoint kept” an outsider with last week's"
    " checkpoint, the log's key and a folder that they asked for; “slip kept” one with the slip of each act. The last column names"
    " the commit that was attacked: a row of an earlier one says who noticed then, and later guards may notice more.",
    "",
    f"| Attack | {' | '.join(WHO)} | tried at |",
    f"|---|{'---|' * (len(WHO) + 1)}",
)


def noticed_by(attack: Attack) -> list[str] | None:
    """Return who noticed an attack by what the page says; None if it was not tried at this commit."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        name, *cells = line.strip("| ").split("|")
        if name.strip() == attack.name and cells[-1].strip() == f"`{COMMIT}`":
            return [who for who, cell in zip(WHO, cells, strict=False) if cell.strip()]
    return None


def write(attack: Attack, who: Mapping[str, str], *, among: Iterable[Attack]) -> None:
    """Put the outcome of an attack into the page; what was said of others before stays, of those that are no more goes."""
    said = {
        line.split(" | ")[0][2:]: line
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.endswith("` |")
    }
    cells = ("yes" if one in who else "" for one in WHO)
    said[attack.name] = f"| {attack.name} | {' | '.join(cells)} | `{COMMIT}` |"
    lines = [said.get(one.name, f"| {one.name} |{' |' * len(WHO)} not tried yet |") for one in among]
    PAGE.write_text("\n".join([*HEAD, *lines]) + "\n", encoding="utf-8")
