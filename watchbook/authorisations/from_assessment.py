"""Answers that an assessment and its investigation give already, carried into an application and not asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.authorisations.particulars import ApplicationParticulars
from watchbook.authorisations.rules.complete import ground_fits
from watchbook.authorisations.states import AuthorisationKind, Ground, WhyNotRipa
from watchbook.investigations.account_address import WEB
from watchbook.investigations.investigation import particulars_of
from watchbook.investigations.models import Subject
from watchbook.law.offences import latest, offence, offence_ids, threshold
from watchbook.triage.facts import NO, YES
from watchbook.triage.models import Assessment
from watchbook.triage.queries import AssessmentStanding, latest_for

BOXES = ("purpose", "power")


@dataclass(frozen=True)
class CarriedAnswers:
    """The answers of an assessment, by the question of the application; and on which version of it they rest."""

    assessment: Assessment
    version: int
    subject: Subject | None
    answers: Mapping[str, str]
    is_confidential: bool | None
    is_social_media: bool | None

    @property
    def particulars(self) -> ApplicationParticulars:
        """Return the answers that the application holds beside its boxes."""
        return ApplicationParticulars(
            title=self.answers["title"],
            ground=self.answers["ground"],
            offence=self.answers["offence"],
            why_not_ripa=self.answers["why_not_ripa"],
            is_confidential=self.is_confidential,
            is_social_media=self.is_social_media,
        )

    @property
    def kept(self) -> dict[str, str]:
        """Return what the application keeps of it, to tell later what was changed."""
        said = {"subjects": str(self.subject.id) if self.subject else ""}
        said |= {name: "yes" for name in ("is_confidential", "is_social_media") if getattr(self, name)}
        return {name: value for name, value in {**self.answers, **said}.items() if value}


def carried(
    standing: AssessmentStanding, said: Mapping[str, Any], *, kind: str, at: datetime
) -> CarriedAnswers:
    """Return the answers of an assessment for an application of a kind: the newest of its subject, and one that says so."""
    row = standing.assessment
    if kind not in standing.outcomes:
        raise WrongState(
            _(
                "You cannot begin this application from assessment {reference}: the outcome of the assessment is “{titles}”. Answer the triage questions again if "
                "something has changed."
            ).format(reference=row.reference, titles=standing.titles)
        )
    newest = latest_for(row.subject, at=at) if row.subject else None
    if newest and newest.assessment != row:
        raise WrongState(
            _(
                "You cannot apply from assessment {reference}: {newest} is a newer assessment of the same subject. Apply from {newest}."
            ).format(reference=row.reference, newest=newest.assessment.reference)
        )
    whole = particulars_of(row.investigation)
    facts, on = said["facts"], london_day(at)
    found = _offence(facts, row.investigation.offence)
    answers = {
        "title": whole.title,
        "purpose": whole.purpose,
        "power": whole.power,
        "ground": _ground(facts, found, kind=kind, nation=row.nation),
        "offence": "" if kind == AuthorisationKind.NON_RIPA else found,
        "why_not_ripa": _why_not_ripa(facts, found, kind=kind, nation=row.nation, on=on),
    }
    is_confidential = True if "confidential" in said["decision"]["flags"] else None
    version = 1 + len(standing.departures)
    return CarriedAnswers(row, version, row.subject, answers, is_confidential, _on_social_media(row.subject))


def carried_answers(told: CarriedAnswers, *, called: str) -> list[dict[str, str]]:
    """Return what is carried as a person reads it."""
    known = latest(told.answers["offence"]).title if told.answers["offence"] else ""
    shown = {
        _("Title of the operation"): told.answers["title"],
        _("Purpose of the operation"): told.answers["purpose"],
        _("Power"): told.answers["power"],
        _("Subject"): called,
        _("Ground"): str(dict(Ground.choices).get(told.answers["ground"], "")),
        _("Reason why RIPA cannot be used"): str(
            dict(WhyNotRipa.choices).get(told.answers["why_not_ripa"], "")
        ),
        _("Offence"): known,
        _("Confidential information"): _("likely") if told.is_confidential else "",
        _("Social media"): _("the subject has an account there") if told.is_social_media else "",
    }
    return [{"question": question, "answer": answer} for question, answer in shown.items() if answer]


def _on_social_media(subject: Subject | None) -> bool | None:
    """Whether the subject has an account on a platform; left open where none is recorded. One query."""
    if subject is None:
        return None
    return subject.accounts.filter(parted_at=None).exclude(platform=WEB).exists() or None


def _offence(facts: Mapping[str, Any], of_investigation: str) -> str:
    """Name the offence of the answers; where they name none, that of the investigation, if the register has it."""
    known = offence_ids()
    return next((one for one in (facts.get("offence", ""), of_investigation) if one in known), "")


def _ground(facts: Mapping[str, Any], found: str, *, kind: str, nation: str) -> str:
    """Name the ground that follows from the answers, where a council may rest this kind on it."""
    if kind == AuthorisationKind.NON_RIPA:
        return Ground.OUTSIDE.value
    ground = Ground.CRIME.value if found else str(facts.get("offence", ""))
    return ground if ground_fits(kind, ground, nation=nation) else ""


def _why_not_ripa(facts: Mapping[str, Any], found: str, *, kind: str, nation: str, on: date) -> str:
    """Name the reason why RIPA cannot be used, where the answers give one."""
    if kind != AuthorisationKind.NON_RIPA:
        return ""
    one = offence(found, on=on) if found else None
    if facts.get("core_function") == NO:
        return WhyNotRipa.NOT_CORE_FUNCTION.value
    if facts.get("civil_behind_offence") == YES or facts.get("offence") == "none":
        return WhyNotRipa.SCOTLAND_GROUND.value if nation == "scotland" else WhyNotRipa.CIVIL.value
    return WhyNotRipa.BELOW_THRESHOLD.value if one and threshold(one, nation=nation, on=on) == "below" else ""
