"""Who may do what, asked of the code itself: every `may_…` function, called with a person who holds one duty alone."""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.utils import translation

from watchbook.governance.letters_import import LETTERS_RECEIVED
from watchbook.governance.models import Document, LetterAnswer, Tool
from watchbook.governance.states import DocumentState
from watchbook.investigations.models import Investigation, Subject
from watchbook.organisation.models import Duty, Person, Service
from watchbook.organisation.permissions import can
from watchbook.organisation.queries import today
from watchbook.organisation.rules import JOININGS, TITLES, DutyKind, Joining
from watchbook.oversight.models import Inspection, InternalAudit, Recommendation

ROOT = Path(__file__).resolve().parent.parent
May = Callable[..., None]
NOBODY, SYSTEM, CLOSED = "nobody", "system", "closed"

# The column of each duty, in the order of DESIGN §2.
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


Things = Callable[[Person], Sequence[Any]]


# The things that each act is tried on.
CASES: dict[str, Sequence[tuple[str, Things]]] = {
    "may_close_account": (
        ("another's account", lambda me: [_person()]),
        ("their own account", lambda me: [me]),
        ("the system person's", lambda me: [_person(is_system=True)]),
    ),
    "may_make_link": (
        ("another's account", lambda me: [_person()]),
        ("their own account", lambda me: [_person(id=me.id)]),
        ("a closed account", lambda me: [_person(is_active=False)]),
    ),
    "may_set_password": (
        ("another's account", lambda me: [_person()]),
        ("their own account", lambda me: [me]),
    ),
    "may_propose_duty_for": (
        ("another's account", lambda me: [_person()]),
        ("a closed account", lambda me: [_person(is_active=False)]),
        ("the system person's", lambda me: [_person(is_system=True)]),
    ),
    "may_decide_duty": (
        ("a third person's proposal for another", lambda me: [_duty(_person(), proposed_by=_person())]),
        ("a third person's proposal for themselves", lambda me: [_duty(me, proposed_by=_person())]),
        ("their own proposal", lambda me: [_duty(_person(), proposed_by=me)]),
    ),
    "may_end_duty": (
        ("another's duty", lambda me: [_duty(_person(), proposed_by=_person())]),
        (
            "their own, but administration",
            lambda me: [_duty(me, kind="investigator", proposed_by=_person())],
        ),
        ("their own administration", lambda me: [_duty(me, proposed_by=_person())]),
    ),
    "may_open_investigation": (
        ("their own service's", lambda me: [Service(id=me.service_id)]),
        ("another service's", lambda me: [Service(id=uuid4())]),
    ),
    **dict.fromkeys(
        ("may_read_investigation", "may_change_investigation"),
        (
            ("their service's, on its list", lambda me: [_investigation(me.service_id, listed=me)]),
            ("their service's, not on its list", lambda me: [_investigation(me.service_id)]),
            ("another service's, on its list", lambda me: [_investigation(uuid4(), listed=me)]),
            ("another service's, not on its list", lambda me: [_investigation(uuid4())]),
        ),
    ),
    "may_read_subject": (
        (
            "their service's, on its list",
            lambda me: [Subject(investigation=_investigation(me.service_id, listed=me))],
        ),
        (
            "their service's, not on its list",
            lambda me: [Subject(investigation=_investigation(me.service_id))],
        ),
    ),
    "may_need_to_know": (
        ("their own service's", lambda me: [_investigation(me.service_id)]),
        ("another service's", lambda me: [_investigation(uuid4())]),
    ),
    "may_import": (("the register of letters", lambda me: [LETTERS_RECEIVED]),),
    "may_record_recommendation": (
        ("an audit", lambda me: [InternalAudit()]),
        ("an inspection", lambda me: [Inspection()]),
    ),
    **{
        name: (
            ("another's, of an audit", lambda me: [_recommendation(audit=InternalAudit())]),
            ("another's, of an inspection", lambda me: [_recommendation(inspection=Inspection())]),
            ("their own", lambda me: [_recommendation(inspection=Inspection(), owner=me)]),
        )
        for name in (
            "may_correct_recommendation",
            "may_read_recommendation",
            "may_give_evidence",
            "may_reopen",
        )
    },
    "may_discharge": (
        ("another's, of an audit", lambda me: [_recommendation(audit=InternalAudit()), None]),
        ("another's, of an inspection", lambda me: [_recommendation(inspection=Inspection()), None]),
        ("their own", lambda me: [_recommendation(inspection=Inspection(), owner=me), None]),
        (
            "what they gave the evidence for",
            lambda me: [_recommendation(inspection=Inspection()), me.id],
        ),
    ),
    "may_read_tool": (
        ("the whole authority's", lambda me: [Tool(whole_authority=True)]),
        ("their own service's", lambda me: [Tool(services=[me.service_id])]),
        ("another service's", lambda me: [Tool(services=[uuid4()])]),
    ),
    "may_record_tool_of": (
        ("the whole authority's", lambda me: [[]]),
        ("their own service's", lambda me: [[me.service_id]]),
        ("another service's", lambda me: [[uuid4()]]),
    ),
    "may_see_training_of": (
        ("another's", lambda me: [_person()]),
        ("their own service's", lambda me: [_person(service_id=me.service_id)]),
        ("their own", lambda me: [me]),
    ),
    "may_sign_statement": (
        ("their own service's", lambda me: ["line_manager", Service(id=me.service_id)]),
        ("another service's", lambda me: ["line_manager", Service(id=uuid4())]),
        ("internal audit's", lambda me: ["internal_auditor", None]),
        ("the co-ordinator's", lambda me: ["ripa_coordinator", None]),
        ("the SRO's", lambda me: ["senior_responsible_officer", None]),
        ("that of a duty that signs none", lambda me: ["solicitor", None]),
    ),
    **dict.fromkeys(
        ("may_read_document", "may_confirm_reading"),
        (
            ("an edition in force", lambda me: [Document(must_read=[]), True]),
            ("another edition, which nobody must read", lambda me: [Document(must_read=[]), False]),
            (
                "another edition, which investigators must read",
                lambda me: [Document(must_read=["investigator"]), False],
            ),
        ),
    ),
    "may_record_document": (
        ("a policy", lambda me: ["policy"]),
        ("a data protection document", lambda me: ["dpia"]),
    ),
    **dict.fromkeys(
        ("may_correct_document", "may_record_clause"),
        (
            ("a draft policy", lambda me: ["policy", DocumentState.DRAFT]),
            ("a draft data protection document", lambda me: ["dpia", DocumentState.DRAFT]),
            ("an approved document", lambda me: ["policy", DocumentState.APPROVED]),
        ),
    ),
    "may_sign_none_held": (
        ("policies, tools and methods", lambda me: ["policy"]),
        ("data protection documents", lambda me: ["dpia"]),
        ("forms and training", lambda me: ["form"]),
    ),
    "may_correct_answer": (
        ("a reply", lambda me: [LetterAnswer(kind=LetterAnswer.Kind.REPLIED)]),
        ("the SRO's signature", lambda me: [LetterAnswer(kind=LetterAnswer.Kind.NO_REPLY)]),
    ),
}


def cases(name: str, may: May) -> Sequence[tuple[str, Things]]:
    """The things an act is tried on; an act on a thing that nobody listed here is refused."""
    if name not in CASES and len(inspect.signature(may).parameters) > 1:
        raise LookupError(f"{name} asks about a thing. List its cases in tools/rights.py.")
    return CASES.get(name, [("", lambda me: [])])


def _asked(may: May, *, who: str, things: Things) -> bool:
    me = holder(who)
    return can(may, me, *things(me))


def holder(who: str) -> Person:
    """Somebody who holds one duty alone, as the queries remember it; no database is asked."""
    me = _person(is_system=who == SYSTEM, is_active=who != CLOSED)
    duties = {NOBODY: [], SYSTEM: [], CLOSED: list(DutyKind)}.get(who, [who])
    me.__dict__["_duties"] = {today(): frozenset(str(duty) for duty in duties)}
    me.service_id = uuid4()
    led = frozenset({me.service_id}) if who == DutyKind.LINE_MANAGER else frozenset()
    me.__dict__["_services_led"] = {today(): led}
    return me


def _person(**facts: Any) -> Person:
    return Person(name="Somebody", **facts)


def _duty(whose: Person, *, proposed_by: Person, kind: str = "system_administrator") -> Duty:
    return Duty(person=whose, kind=kind, proposed_by=proposed_by)


def _investigation(service_id: UUID | None, *, listed: Person | None = None) -> Investigation:
    row = Investigation(service_id=service_id)
    row.__dict__["_need_to_know"] = {listed.id} if listed else set()
    return row


def _recommendation(**facts: Any) -> Recommendation:
    return Recommendation(**{"owner": _person()} | facts)


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
        yield "| duty | and | |"
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
