"""The ground: what following an act costs, what a register costs, likeness, the floor."""

import os
import subprocess
import tomllib
from pathlib import Path

from tools import likeness, trace_act
from tools.bare_machine import bare_demo
from tools.proofs.added import lines_added, python
from tools.proofs.before import tree_of
from tools.proofs.showing import ROOT, Line, Skipped, pass_tests

BEFORE = "fdd0a1a"  # what main stood on when the issue was taken up
APPROVAL_FILES, APPROVAL_LINES = 16, 800
LOOK_FILES, LOOK_VISITS = 35, 2
REGISTER, REGISTER_FOLDER, REGISTER_LINES = "third part", "watchbook/governance/third_parties", 200
LIKE_SHARE = 1 / 4
DEMO_SECONDS = 61 / 2
ALL_LINES = 80_000


def approval() -> str:
    """From the page of the court's order to the event."""
    now, told = _traced("approval")
    assert len(now.files) <= APPROVAL_FILES and now.lines <= APPROVAL_LINES, told  # noqa: PT018 - one bound
    return told


def look() -> str:
    """From the page on which a look at a pasted address is opened to the event."""
    now, told = _traced("look")
    assert len(now.files) <= LOOK_FILES and now.most_visits <= LOOK_VISITS, told  # noqa: PT018 - one bound
    return told


def _traced(act: str) -> tuple[trace_act.Trace, str]:
    now = trace_act.trace(ROOT, *trace_act.PAGES[act])
    with tree_of(BEFORE) as before:
        then = trace_act.trace(before, *trace_act.PAGES[act])
    return now, f"{trace_act.told(now)}; at {BEFORE}: {trace_act.told(then)}"


def third_parties() -> str:
    """The lines of its folder, and every new line elsewhere that names it; its tests pass."""
    folder = ROOT / REGISTER_FOLDER
    if not folder.is_dir():
        raise Skipped("the register of third parties is not there")
    with tree_of(BEFORE) as before:
        inside, outside = lines_added(REGISTER, folder=REGISTER_FOLDER, root=ROOT, before=before)
    told = f"{inside} lines in its folder and {outside} elsewhere, of {REGISTER_LINES}"
    assert inside + outside <= REGISTER_LINES, told
    tests = sorted(
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if "third_part" in str(path.relative_to(ROOT)) and path.name.startswith("test_")
    )
    assert tests, f"{told}; it has no tests"
    return f"{told}; {pass_tests(*tests)}"


def alike() -> str:
    """The pairs of like-shaped lines, now and before, counted by the same program in one run."""
    with tree_of(BEFORE) as before:
        figures = {
            kind: [likeness.measured([root / "watchbook"], root=root, kind=kind) for root in (ROOT, before)]
            for kind in (likeness.CODE, likeness.DECLARATION)
        }
    told = "; ".join(
        f"{kind}: {likeness.told(now)}; at {BEFORE}: {likeness.told(then)}"
        for kind, (now, then) in figures.items()
    )
    now, then = figures[likeness.CODE]
    assert len(now) <= LIKE_SHARE * len(then), told
    return f"{len(now) / len(then):.2f} of the pairs. {told}"


def demo() -> str:
    """`make demo` in a clone with an empty cache, beside the bare installation of the same packages."""
    cold, bare = bare_demo(ROOT)
    told = (
        f"cold {cold:.1f} s, the bare installation {bare:.1f} s, ratio {cold / bare:.1f}, load {os.getloadavg()[0]:.1f} on "
        f"{os.cpu_count()} cores"
    )
    assert cold <= DEMO_SECONDS, f"{told}; wanted {DEMO_SECONDS} s"
    return told


def contracts() -> str:
    """Every contract of import-linter, the one against circles among them; none with an exception."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    excepted = [one["id"] for one in (settings, *settings["contracts"]) if "ignore_imports" in one]
    assert not excepted, f"with exceptions: {excepted}"
    assert "acyclic_siblings" in {one["type"] for one in settings["contracts"]}, "no contract against circles"
    command = [ROOT / ".venv" / "bin" / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    kept = next(
        (line for line in done.stdout.splitlines() if line.startswith("Contracts:")), done.stdout[-300:]
    )
    assert done.returncode == 0, kept
    return f"{kept} {len(excepted)} exceptions."


def size() -> str:
    """All lines of `watchbook` in Python, empty ones too, without migrations."""
    with tree_of(BEFORE) as before:
        now, then = (_lines(root / "watchbook") for root in (ROOT, before))
    told = f"{now:,} lines, {then:,} at {BEFORE}"
    assert now <= ALL_LINES, f"{told}; wanted {ALL_LINES:,}"
    return told


def _lines(folder: Path) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in python(folder))


def references() -> str:
    """Of code and of documentation, to a heading or a file of this checkout."""
    return pass_tests("tests/architecture/test_references.py")


def coverage() -> str:
    """Every test in its long form, and what of each file they reach."""
    done = subprocess.run(["make", "-s", "coverage"], cwd=ROOT, capture_output=True, text=True, check=False)
    told = [line for line in done.stdout.splitlines() if line.startswith("missing:") or "covered" in line]
    assert done.returncode == 0, "; ".join(told) or done.stdout[-300:]
    return told[0]


LINES = (
    Line(
        f"A justice of the peace approves: ≤ {APPROVAL_FILES} files, ≤ {APPROVAL_LINES} lines to the event",
        approval,
    ),
    Line(f"A look is opened: ≤ {LOOK_FILES} files, none visited more than {LOOK_VISITS} times", look),
    Line(
        f"A register that did not exist, third parties, in ≤ {REGISTER_LINES} lines of Python", third_parties
    ),
    Line("Pairs of eight or more like-shaped lines: ≤ a quarter of before", alike),
    Line("`make demo` from a bare clone with an empty cache: ≤ half of 61 s", demo),
    Line("Every reference in code and docs resolves", references),
    Line("No import cycle; contracts without exception", contracts),
    Line("Every branch of law, ledger, rules, states, rights and acts is tested, 90 % of all else", coverage),
    Line(f"`watchbook` without migrations: ≤ {ALL_LINES:,} lines", size),
)
