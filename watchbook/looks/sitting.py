"""A sitting in words: what is said before a look and usually is, what its purpose says, at its end, or of one that was made; and its row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import CovertProfile
from watchbook.authorisations.states import ProfileState
from watchbook.investigations.account_address import recognised
from watchbook.investigations.models import Account, Investigation, Subject
from watchbook.keys import envelope
from watchbook.looks.models import About, AccountUsed, Look, LookOrigin, Manner, StandingPurpose
from watchbook.looks.rules.assessed import HIDDEN
from watchbook.looks.rules.drift import LooksStanding
from watchbook.organisation.models import Person
from watchbook.register.register_total import TotalKey
from watchbook.triage.facts import NO, YES, could_be_hidden, from_record, is_hidden, is_opened

REGISTER, TOTAL = "LK", "looks"
UNKNOWN_PLATFORM = "unknown"
# What a first look of a service is unless the officer says otherwise. What decides is asked, whatever stands here.
USUAL = {
    "unlawful_means": NO,
    "lent_login": NO,
    "inside_home": NO,
    "relationship": NO,
    "past_access_control": NO,
    "shared_profile": NO,
    "third_party": NO,
    "no_one_named": NO,
    "specific_investigation": YES,
    "immediate": NO,
    "told": NO,
    "made_open": NO,
    "covert": NO,
    "open_interview": NO,
    "one_off": YES,
    "f1": YES,
    "f2": NO,
    "f3": NO,
    "f4": NO,
    "f5": NO,
    "f6": NO,
    "f7": NO,
    "f8": NO,
    "core_function": YES,
    "offence": "none",
    "civil_behind_offence": NO,
}
# What it is where nobody in particular is looked at: the authority's own page, a register, themes.
NOBODY = USUAL | {
    "no_one_named": YES, "specific_investigation": NO, "one_off": NO, "f1": NO, "made_open": "own_page",
}  # fmt: skip
# To keep watch is to go on looking, and to learn how somebody lives.
_WATCH = {"f5": YES, "f7": YES, "one_off": NO}
SAYS: dict[str, dict[str, str]] = {
    "profile": {"f3": YES},
    "person": _WATCH,
    "group": _WATCH,
}
ABOUT_SOMEBODY = frozenset({"profile", "person", "group", "recruitment", "tracing"})


@dataclass(frozen=True)
class Sitting:
    """What is said before a look. `facts` are triage’s; `why_not` answers why looking again is not surveillance.

    `not_the_same` says how the officer knows that it is not the subject of the same name; `sudden` what happened suddenly,
    where it is an immediate response; `searched` what a search at nobody is for, and how it is known to name nobody.
    """

    about: str
    purpose: str
    why: str
    facts: Mapping[str, Any]
    attests: bool
    subject: Subject | None = None
    account: Account | None = None
    address: str = ""
    why_not: str = ""
    not_the_same: str = ""
    sudden: str = ""
    searched: str = ""
    account_used: str = AccountUsed.SIGNED_OUT
    covert_profile: CovertProfile | None = None
    way: str = LookOrigin.PAGE

    @property
    def could_be_hidden(self) -> bool:
        """Whether its profile or its answers keep the people concerned from knowing, or may: no overt plan covers it."""
        return self.account_used == AccountUsed.COVERT_PROFILE or could_be_hidden(self.facts)


@dataclass(frozen=True)
class Closing:
    """The four facts that close a look, and whether more than looking was done."""

    result: str
    seen: str
    collateral: int
    next: str
    did_more: bool = False


@dataclass(frozen=True)
class MadeLook:
    """A look that was made: when, and what is known of it. Without `facts`, triage was never asked."""

    sitting: Sitting
    looked_at: datetime
    closing: Closing


def standing_of_service(service_id: UUID | None) -> StandingPurpose | None:
    """For what a service looks now."""
    return StandingPurpose.objects.filter(service=service_id).first()


def initial_of(service_id: UUID | None, *, whole: Investigation | None = None) -> dict[str, Any]:
    """Return what the boxes of a look begin with: the purpose of its investigation, else the service's standing purpose."""
    stands = standing_of_service(service_id)
    standing = {"why": stands.words, "power": stands.power, "purpose": stands.purpose} if stands else {}
    return standing | ({"why": purpose_of(whole)} if whole else {})


def purpose_of(whole: Investigation) -> str:
    """Return the purpose of an investigation, in its own words."""
    return str(envelope.opened(whole)["purpose"])


def usual_facts(service_id: UUID | None, *, subject: Subject | None = None) -> dict[str, str]:
    """The answers to triage that an officer begins from: the service's, the investigation's offence, the last look's.

    Those that decide (`triage.facts.DECIDING`) are never filled in, nor the offence where nobody has said it yet, and what the
    record knows is not for the officer to say.
    """
    stands = standing_of_service(service_id)
    facts = USUAL | {"offence": ""}
    if stands is not None:
        facts["core_function"] = "yes" if stands.is_core_function else "no"
        facts["offence"] = stands.offence or facts["offence"]
    if subject is None:
        return facts
    facts["offence"] = subject.investigation.offence or facts["offence"]
    last = subject.looks.filter(service=service_id).exclude(outcomes=[]).order_by("-opened_at").first()
    if last is None:
        return facts
    said = envelope.opened_all([last])[last.id].get("facts", {})
    return facts | {name: answer for name, answer in said.items() if name in facts}


def usable_profiles(person: Person, *, on: date) -> list[CovertProfile]:
    """The registered covert profiles that somebody may use today."""
    rows = CovertProfile.objects.filter(state=ProfileState.APPROVED, users__contains=[person.id])
    return [one for one in rows.filter(review_due_on__gte=on) if one.is_risk_assessed_for(person)]


def is_counted(about: str, subject: UUID | None, addresses: Iterable[str]) -> bool:
    """Whether a look counts with other looks at the same somebody: by its subject, or by the account of an address."""
    return about == About.SUBJECT and (subject is not None or any(map(recognised, addresses)))


def platform_of(sitting: Sitting) -> str:
    """The platform: the account’s, else what the address names, else unknown."""
    if sitting.account is not None:
        return sitting.account.platform
    found = recognised(sitting.address)
    return found.platform if found else UNKNOWN_PLATFORM


def row_of(sitting: Sitting, *, reference: str, by: Any, opened_at: datetime, **more: Any) -> Look:
    """The row of a look, without its envelope."""
    whole = sitting.subject.investigation if sitting.subject else None
    return Look(
        reference=reference,
        way=sitting.way,
        about=sitting.about,
        service_id=whole.service_id if whole else by.service_id,
        investigation=whole,
        subject=sitting.subject,
        account=sitting.account,
        platform=platform_of(sitting),
        purpose=sitting.purpose,
        manner=manner_of(sitting, basis=more["basis"]),
        account_used=sitting.account_used,
        covert_profile=sitting.covert_profile,
        attested=sitting.attests,
        opened_by=by,
        opened_at=opened_at,
        **more,
    )


def manner_of(sitting: Sitting, *, basis: str) -> Manner:
    """Openly only where something made it open; that an officer did not hide is not enough (Code 3.12)."""
    is_profile = sitting.account_used == AccountUsed.COVERT_PROFILE
    if is_profile or basis in HIDDEN or is_hidden(sitting.facts):
        return Manner.COVERT
    if sitting.about != About.SUBJECT or is_opened(sitting.facts):
        return Manner.OPEN
    return Manner.UNANNOUNCED


def words_of(sitting: Sitting, *, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the envelope holds before anything was seen; `facts` are those that were decided on."""
    found = recognised(sitting.address)
    address = found.exact if found else sitting.address.strip()
    return {
        "addresses": [address] if address else [],
        "why": sitting.why.strip(),
        "facts": dict(facts),
        "why_not": sitting.why_not.strip(),
        "not_the_same": sitting.not_the_same.strip(),
        "sudden": sitting.sudden.strip(),
        "searched": sitting.searched.strip(),
        "seen": "",
        "next": "",
    }


def total_of(look: Look) -> TotalKey:
    """Under what a look counts for ever; an imported one never as contemporaneous."""
    kind = f"imported_{look.manner}" if look.way == LookOrigin.IMPORTED else str(look.manner)
    service: UUID | None = look.service_id
    return TotalKey(
        register=TOTAL,
        service=service,
        on=london_day(look.opened_at),
        kind=kind,
        purpose=str(look.purpose),
        platform=look.platform,
    )


def with_purpose(facts: Mapping[str, Any], purpose: str) -> dict[str, Any]:
    """Return the facts of a look with what its purpose says over what the officer answered (Covert Surveillance Code, 3.16)."""
    return {**facts, **SAYS.get(purpose, {})}


def is_about_somebody(purpose: str) -> bool:
    """Whether a purpose is about a person or a group, so that the look has a subject."""
    return purpose in ABOUT_SOMEBODY


def known_of(counted: LooksStanding) -> dict[str, Any]:
    """The facts that the count knows, which no page asks."""
    known = from_record({}, prior_looks=counted.told, others=counted.signs.collateral)
    return {fact: answer for fact, answer in known.items() if fact != "prior_looks"} | (
        {"one_off": NO} if counted.told else {}
    )
