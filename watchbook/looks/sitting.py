"""A sitting in words: what is said before a look, at its end, or of one that was made; and the row that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Fact
from watchbook.authorisations.models import CovertProfile
from watchbook.investigations.account_address import Recognised, recognise
from watchbook.investigations.models import Account, Subject
from watchbook.investigations.pasted_address import NotAnAddress
from watchbook.looks.models import AccountUsed, Basis, Look, Manner, Way
from watchbook.looks.rules.opening import HIDDEN
from watchbook.looks.states import LookState
from watchbook.organisation.models import Service
from watchbook.register.register_total import Counted
from watchbook.triage.facts import YES

REGISTER, TOTAL = "LK", "looks"
UNKNOWN_PLATFORM = "unknown"
FACTS = (
    "reference", "way", "kind", "looked_at", "service", "platform", "purpose", "manner", "outcomes", "basis", "basis_id",
    "level", "look_in_window", "opened_at",
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """What is said before a look. `facts` are triage’s; `why_not` answers why looking again is not surveillance."""

    about: str
    purpose: str
    why: str
    facts: Mapping[str, Any]
    attests: bool
    subject: Subject | None = None
    account: Account | None = None
    address: str = ""
    why_not: str = ""
    account_used: str = AccountUsed.SIGNED_OUT
    covert_profile: CovertProfile | None = None
    way: str = Way.PAGE


@dataclass(frozen=True)
class Closing:
    """The four facts that close a look, and whether more than looking was done."""

    result: str
    seen: str
    collateral: int
    next: str
    did_more: bool = False


@dataclass(frozen=True)
class Made:
    """A look that was made: when, and what is known of it. Without `facts`, triage was never asked."""

    ask: Ask
    looked_at: datetime
    closing: Closing


@dataclass(frozen=True)
class Earlier:
    """A look of a log that was kept before, as that log has it."""

    looked_at: datetime
    service: Service
    officer: str
    address: str
    about: str
    purpose: str
    manner: str
    result: str
    seen: str


def platform_of(ask: Ask) -> str:
    """The platform: the account’s, else what the address names, else unknown."""
    if ask.account is not None:
        return ask.account.platform
    found = recognised(ask.address)
    return found.platform if found else UNKNOWN_PLATFORM


def recognised(pasted: str) -> Recognised | None:
    """What an address names; None for text that is no address, which a look that was made may still quote."""
    try:
        return recognise(pasted)
    except NotAnAddress:
        return None


def row_of(ask: Ask, *, reference: str, by: Any, opened_at: datetime, **more: Any) -> Look:
    """The row of a look, without its envelope."""
    whole = ask.subject.investigation if ask.subject else None
    covert = ask.facts.get("covert") == YES or ask.account_used == AccountUsed.COVERT_PROFILE
    return Look(
        reference=reference,
        way=ask.way,
        about=ask.about,
        service_id=whole.service_id if whole else by.service_id,
        investigation=whole,
        subject=ask.subject,
        account=ask.account,
        platform=platform_of(ask),
        purpose=ask.purpose,
        manner=Manner.COVERT if covert or more["basis"] in HIDDEN else Manner.OVERT,
        account_used=ask.account_used,
        covert_profile=ask.covert_profile,
        attested=ask.attests,
        opened_by=by,
        opened_at=opened_at,
        **more,
    )


def row_of_earlier(told: Earlier, *, reference: str, by: Any, closed_at: datetime) -> Look:
    """The row of an imported look: closed, attested by nobody, on the basis of nothing but the log."""
    found = recognised(told.address)
    return Look(
        reference=reference,
        state=LookState.CLOSED,
        way=Way.IMPORTED,
        about=told.about,
        service=told.service,
        platform=found.platform if found else UNKNOWN_PLATFORM,
        purpose=told.purpose,
        manner=told.manner,
        basis=Basis.IMPORTED,
        attested=False,
        opened_by=by,
        opened_at=told.looked_at,
        closed_at=closed_at,
        result=told.result,
    )


def words_of(ask: Ask) -> dict[str, Any]:
    """What goes into the envelope before anything was seen."""
    return {
        "addresses": [ask.address.strip()] if ask.address.strip() else [],
        "why": ask.why.strip(),
        "facts": dict(ask.facts),
        "why_not": ask.why_not.strip(),
        "seen": "",
        "next": "",
    }


def told_of(look: Look) -> dict[str, Fact]:
    """What the events of a look tell in the open."""
    return {
        "reference": look.reference,
        "way": str(look.way),
        "kind": str(look.about),
        "looked_at": look.subject_id,
        "service": look.service_id,
        "platform": look.platform,
        "purpose": str(look.purpose),
        "manner": str(look.manner),
        "outcomes": list(look.outcomes),
        "basis": str(look.basis),
        "basis_id": look.basis_id,
        "level": str(look.level),
        "look_in_window": look.look_in_window,
        "opened_at": look.opened_at,
    }


def total_of(look: Look) -> Counted:
    """Under what a look counts for ever; an imported one never as contemporaneous."""
    kind = f"imported_{look.manner}" if look.way == Way.IMPORTED else str(look.manner)
    service: UUID | None = look.service_id
    return Counted(
        register=TOTAL,
        service=service,
        on=london_day(look.opened_at),
        kind=kind,
        purpose=str(look.purpose),
        platform=look.platform,
    )
