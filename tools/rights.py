"""Who may do what, asked of the code itself: every `may_…` function, called with a person who holds one duty alone."""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from uuid import uuid4

from django.utils import translation

from tools.rights_cases import CASES
from tools.rights_things import Things, a_person
from watchbook.acting.refusals import can
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import JOININGS, TITLES, DutyKind, Joining

ROOT = Path(__file__).resolve().parent.parent
May = Callable[..., None]
NOBODY, SYSTEM, CLOSED = "nobody", "system", "closed"

# The column of each duty, in the order of docs/explanation/separation-of-duties.md#duties.
COLUMNS = {
    DutyKind.INVESTIGATOR: "Inv",
    DutyKind.LINE_MANAGER: "Man",
    DutyKind.RIPA_COORDINATOR: "Co",
    DutyKind.AUTHORISING_OFFICER: "AO",
    DutyKind.HEAD_OF_PAID_SERVICE: "Head",
    DutyKind.SENIOR_RESPONSIBLE_OFFICER: "SRO",
    DutyKind.SOLICITOR: "Sol",
    DutyKind.INFORMATION_OFFICER: "Info",
    DutyKind.DATA_PROTECTION_OFFICER: "DPO",
    DutyKind.INTERNAL_AUDITOR: "Aud",
    DutyKind.INSPECTOR: "Insp",
    DutyKind.ELECTED_MEMBER: "Mem",
    DutyKind.RECORDS_MANAGER: "Rec",
    DutyKind.SYSTEM_ADMINISTRATOR: "Adm",
}
OTHERS = {
    NOBODY: ("–", "an account without a duty"),
    SYSTEM: ("Jobs", "the system person, by whom jobs act"),
    CLOSED: ("Shut", "a closed account with every duty"),
}
# What is not about the duty of the person who asks.
ASKS_NOBODY = {
    "may_found": "set-up asks it, before anybody holds a duty: a register begins once, with two people",
    "may_hold_together": "it looks at two duties of one person; the table below says which pairs it refuses",
}


@dataclass(frozen=True)
class Right:
    """One act on one kind of thing, and who may do it."""

    may: str
    module: str
    says: str
    about: str
    holders: frozenset[str]


def rights() -> list[Right]:
    """Every act and, where it matters whose thing it is, every case of it."""
    found = []
    for name, (may, module) in sorted(questions().items(), key=lambda one: (one[1][1], one[0])):
        if name in ASKS_NOBODY:
            continue
        for about, things in cases(name, may):
            who = frozenset(who for who in (*COLUMNS, *OTHERS) if _asked(may, who=who, things=things))
            says = (inspect.getdoc(may) or "").split("\n")[0]
            found.append(Right(may=name, module=module, says=says, about=about, holders=who))
    return found


def questions() -> dict[str, tuple[May, str]]:
    """Every public function of ours that is called `may_…`, by name, with its module."""
    found: dict[str, tuple[May, str]] = {}
    for path in sorted((ROOT / "watchbook").rglob("*.py")):
        names = re.findall(r"^def (may_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found |= {name: (getattr(import_module(module), name), module) for name in names}
    return found


def cases(name: str, may: May) -> Sequence[tuple[str, Things]]:
    """The things an act is tried on; an act on a thing that nobody listed here is refused."""
    if name not in CASES and len(inspect.signature(may).parameters) > 1:
        raise LookupError(f"{name} asks about a thing. List its cases in tools/rights_cases.py.")
    return CASES.get(name, [("", lambda me: [])])


def _asked(may: May, *, who: str, things: Things) -> bool:
    me = holder(who)
    return can(may, me, *things(me))


def holder(who: str) -> Person:
    """Somebody who holds one duty alone, as the queries remember it; no database is asked."""
    me = a_person(is_system=who == SYSTEM, is_active=who != CLOSED)
    duties = {NOBODY: [], SYSTEM: [], CLOSED: list(DutyKind)}.get(who, [who])
    me.kept["duties"] = {today(): frozenset(str(duty) for duty in duties)}
    me.service_id = uuid4()
    led = frozenset({me.service_id}) if who == DutyKind.LINE_MANAGER else frozenset()
    me.kept["services_led"] = {today(): led}
    me.__dict__["_broken_glass"] = []
    return me


def page() -> Iterator[str]:
    """docs/reference/rights.md, line by line."""
    with translation.override("en-gb"):
        yield "Each row was asked of the code with a person who holds that one duty alone. ● may, · may not."
        yield ""
        yield ", ".join(f"**{short}** {TITLES[kind]}" for kind, short in COLUMNS.items()) + "."
        yield ", ".join(f"**{short}** {long}" for short, long in OTHERS.values()) + "."
        yield ""
        yield from _matrix()
        yield ""
        yield "Not about the duty of whoever asks:"
        yield ""
        yield from (f"- `{name}`: {why}." for name, why in sorted(ASKS_NOBODY.items()))
        yield ""
        yield "## Duties in one person"
        yield ""
        yield "| duty | and | in one person |"
        yield "|---|---|---|"
        yield from sorted(map(_joining, JOININGS))


def _matrix() -> Iterator[str]:
    heads = [*COLUMNS.values(), *(short for short, _ in OTHERS.values())]
    yield f"| act | on | {' | '.join(heads)} |"
    yield f"|---|---|{'|'.join(':-:' for _ in heads)}|"
    for right in rights():
        marks = " | ".join("●" if who in right.holders else "·" for who in (*COLUMNS, *OTHERS))
        part = right.module.split(".")[1]
        yield f"| `{right.may}` ({part}): {right.says} | {right.about} | {marks} |"


def _joining(joining: Joining) -> str:
    first, second = sorted(str(TITLES[kind]) for kind in joining.pair)
    verdict = "never" if joining.forbidden else "with a warning that the SRO sees"
    return f"| {first} | {second} | {verdict}: {joining.why} |"
