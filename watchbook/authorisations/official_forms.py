"""The Home Office's forms box by box, in our own words: what each box asks, where its answer comes from, how we know of it.

The papers (`papers`) and the table of docs/reference/forms.md are both made from here. A box says which of our fields fill it, or why
none does. Where a form is known only from memory its boxes say so: the numbers of boxes are given only where they were read.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.states import AuthorisationKind, ReportStep
from watchbook.law.durations import ACTS
from watchbook.law.parameters import names
from watchbook.law.provisions import Provision, provision

DS_FORM, CHIS_FORM, MEMORY = "S36", "S76", ""  # sources of docs/law/sources.md; from memory, not verified
_NO_URGENT = _("Watchbook has no urgent procedure: every grant is in writing.")


@dataclass(frozen=True)
class FormBox:
    """One box: what it asks, the fields that fill it in their order, the source, or the reason why no field does."""

    asks: Promise
    fields: tuple[str, ...] = ()
    number: str = ""
    source: str = MEMORY
    reason: Promise | str = ""


@dataclass(frozen=True)
class OfficialForm:
    """One form: its kind of authorisation (none for the court's, which is one for all), its step, its boxes."""

    id: str
    title: Promise
    boxes: tuple[FormBox, ...]
    kind: str = ""
    step: str = ""


def _head(source: str) -> tuple[FormBox, ...]:
    return (
        FormBox(
            _("Public authority, address and contact"), ("authority", "authority_contact"), source=source
        ),
        FormBox(_("Name of applicant"), ("applicant",), source=source),
        FormBox(_("Unit or department"), ("unit",), source=source),
        FormBox(_("Contact details of the applicant"), ("applicant_contact",), source=source),
        FormBox(_("Operation"), ("title", "operation"), source=source),
        FormBox(_("Investigating officer, if not the applicant"), ("lead_officer",), source=source),
        FormBox(_("Reference number"), ("reference",), source=source),
    )


_WHO_TO_WHY = tuple(f"decision.{name}" for name in ("who", "what", "where", "when", "why", "how"))
_PROPORTION = tuple(
    f"answer.{name}" for name in ("gravity", "least_intrusion", "reasonable_use", "other_methods")
)
_DECISION = (
    FormBox(_("Applicant’s declaration and signature"), ("declaration", "hand.signature", "submitted"), "11"),
    FormBox(_("Authorising officer’s statement: who, what, where, when, why and how"), _WHO_TO_WHY, "12"),
    FormBox(
        _("Officer’s reasons for believing the authorisation necessary and proportionate"),
        ("decision.necessity", "decision.proportionality", "decision.conditions"),
        "13",
    ),
    FormBox(
        _("Reasons where confidential information is authorised"),
        ("head_decided", "answer.confidential"),
        "14",
    ),
    FormBox(_("Date of first review"), ("first_review",)),
    FormBox(_("Programme for later reviews"), ("next_review",)),
    FormBox(_("Name, rank and signature of the authorising officer"), ("officer", "hand.signature")),
    FormBox(_("Date and time granted"), ("decided",)),
    FormBox(_("Date and time the authorisation ends"), ("last_day",)),
    FormBox(_("Urgent authorisation: details and reasons"), number="15", reason=_NO_URGENT),
    FormBox(_("Urgent authorisation: officer’s reasons"), number="16", reason=_NO_URGENT),
)
_PROGRESS = (
    FormBox(_("Dates of the authorisation and of the last renewal"), ("in_force_from", "renewals")),
    FormBox(_("Date and time the authorisation ends"), ("last_day",)),
)
_SOURCE_NOW = (
    FormBox(_("Use made of the source, and tasks given"), ("report.use",)),
    FormBox(_("Source’s welfare and risks now; suitability of handler and controller"), ("report.welfare",)),
)
_REPORTED = FormBox(_("Applicant: name, signature and date"), ("reporter", "hand.signature"))


def _application(kind: str, title: Promise, boxes: tuple[FormBox, ...], source: str) -> OfficialForm:
    return OfficialForm(f"{kind}_application", title, (*_head(source), *boxes), kind)


def _review(kind: str, title: Promise, more: tuple[FormBox, ...] = ()) -> OfficialForm:
    boxes = (
        *_head(MEMORY),
        *_PROGRESS,
        FormBox(_("Number of this review, and dates of earlier ones"), ("review_number", "reviews")),
        FormBox(_("The investigation so far, private information obtained and its value"), ("report.found",)),
        FormBox(_("Reasons why it is necessary to continue"), ("report.why_continue",)),
        FormBox(_("Reasons why the authorisation is still proportionate"), ("report.proportionate",)),
        FormBox(_("Collateral intrusion so far, and any still likely"), ("report.collateral",)),
        FormBox(_("Confidential information acquired or accessed"), ("report.confidential",)),
        *more,
        _REPORTED,
        FormBox(
            _("Reviewing officer’s comments, and whether the authorisation should continue"),
            ("half.without_report", "half.comments", "half.amended", "decision_made"),
        ),
        FormBox(_("Name, rank and signature of the authorising officer"), ("half_officer", "hand.signature")),
        FormBox(_("Date of next review"), ("next_review_set",)),
    )
    return OfficialForm(f"{kind}_review", title, boxes, kind, ReportStep.REVIEW)


def _renewal(kind: str, title: Promise, more: tuple[FormBox, ...] = ()) -> OfficialForm:
    boxes = (
        *_head(MEMORY),
        *_PROGRESS,
        FormBox(_("Number of this renewal, and dates of earlier ones"), ("renewal_number", "renewals")),
        FormBox(_("Significant changes to the information in the application"), ("report.changes",)),
        FormBox(_("Reasons why it is necessary to continue"), ("report.necessity",)),
        FormBox(_("Reasons why the authorisation is still proportionate"), ("report.proportionality",)),
        FormBox(_("Collateral intrusion so far, and any still likely"), ("report.collateral",)),
        FormBox(_("Content and value of the information obtained so far"), ("report.product",)),
        FormBox(_("Results of the regular reviews"), ("report.reviews", "reviews")),
        *more,
        _REPORTED,
        FormBox(_("Authorising officer’s comments"), ("half.comments",)),
        FormBox(_("Authorising officer’s decision"), ("decision_made",)),
        FormBox(_("Name, rank and signature of the authorising officer"), ("half_officer", "hand.signature")),
        FormBox(_("Start and end of the renewed period, date and time"), ("renewed_period",)),
        FormBox(_("Date of first review, and of later reviews"), ("next_review",)),
        FormBox(_("Judicial approval"), ("court_orders",)),
    )
    return OfficialForm(f"{kind}_renewal", title, boxes, kind, ReportStep.RENEWAL)


def _cancellation(kind: str, title: Promise, more: tuple[FormBox, ...] = ()) -> OfficialForm:
    boxes = (
        *_head(MEMORY),
        FormBox(_("Reasons for the cancellation"), ("report.why",)),
        FormBox(_("Value of the surveillance"), ("report.value", "report.objectives")),
        *more,
        _REPORTED,
        FormBox(_("Authorising officer’s statement"), ("half.without_report", "half.comments", "outcome")),
        FormBox(_("Material, and directions on it"), ("report.product_note", "product", "half.directions")),
        FormBox(_("Name, rank and signature of the authorising officer"), ("half_officer", "hand.signature")),
        FormBox(_("First and last activity under the authorisation"), ("in_force_from", "last_activity")),
        FormBox(_("Date and time of the instruction to stop"), ("stopped",)),
        FormBox(_("Date and time cancelled"), ("cancelled",)),
    )
    return OfficialForm(f"{kind}_cancellation", title, boxes, kind, ReportStep.CANCELLATION)


_DS, _CHIS = AuthorisationKind.DIRECTED_SURVEILLANCE.value, AuthorisationKind.CHIS.value

DS_APPLICATION = _application(
    _DS,
    _("Application for authorisation of directed surveillance"),
    (
        FormBox(
            _("Rank or position of the authorising officer, under the Order"), ("rank_sought",), "1", DS_FORM
        ),
        FormBox(
            _("Purpose of the operation"), ("answer.purpose", "answer.power", "answer.known"), "2", DS_FORM
        ),
        FormBox(
            _("Planned activity: duration, places, equipment"),
            ("answer.activity", "answer.profiles", "answer.partners"),
            "3",
            DS_FORM,
        ),
        FormBox(_("People to be watched"), ("subjects", "answer.others"), "4", DS_FORM),
        FormBox(_("Information wanted"), ("answer.information",), "5", DS_FORM),
        FormBox(_("Ground"), ("ground",), "6", DS_FORM),
        FormBox(
            _("Necessity on that ground"),
            ("answer.necessity", "offence", "greatest_penalty", "threshold"),
            "7",
            DS_FORM,
        ),
        FormBox(
            _("Collateral intrusion, why it cannot be avoided, and precautions"),
            ("answer.collateral", "answer.precautions"),
            "8",
        ),
        FormBox(_("Why it is proportionate"), _PROPORTION, "9"),
        FormBox(
            _("Likelihood of confidential information"), ("is_confidential", "answer.confidential"), "10"
        ),
        *_DECISION,
    ),
    DS_FORM,
)
CHIS_APPLICATION = _application(
    _CHIS,
    _("Application for authorisation of the use or conduct of a covert human intelligence source"),
    (
        FormBox(_("Pseudonym or reference of the source"), ("pseudonym",), source=CHIS_FORM),
        FormBox(_("Handler, name and rank"), ("handler",), source=CHIS_FORM),
        FormBox(_("Controller, name and rank"), ("controller",), source=CHIS_FORM),
        FormBox(_("Keeper of the source’s identity and records"), ("record_keeper",), source=CHIS_FORM),
        FormBox(_("Rank or position of the authorising officer"), ("rank_sought",), "1", CHIS_FORM),
        FormBox(
            _("Purpose of the operation"), ("answer.purpose", "answer.power", "answer.known"), "2", CHIS_FORM
        ),
        FormBox(
            _("Purpose for which the source is tasked"),
            ("answer.tasking", "answer.information"),
            "3",
            CHIS_FORM,
        ),
        FormBox(
            _("Proposed conduct or use"),
            ("answer.conduct", "answer.activity", "answer.profiles", "answer.partners"),
            "4",
            CHIS_FORM,
        ),
        FormBox(_("Ground"), ("ground",), "5", CHIS_FORM),
        FormBox(_("Necessity on that ground"), ("answer.necessity", "offence", "greatest_penalty")),
        FormBox(_("Collateral intrusion, precautions"), ("answer.collateral", "answer.precautions")),
        FormBox(_("Sensitivities in the community, and other bodies’ sources"), ("answer.community",)),
        FormBox(_("Assessment of the risk to the source"), ("answer.risks",)),
        FormBox(_("Why it is proportionate"), _PROPORTION),
        FormBox(_("Likelihood of confidential information"), ("is_confidential", "answer.confidential")),
        FormBox(_("References of linked authorisations"), ("linked",)),
        FormBox(_("People to be met or watched"), ("subjects", "answer.others")),
        *(FormBox(box.asks, box.fields, reason=box.reason) for box in _DECISION),
    ),
    CHIS_FORM,
)
COURT_APPLICATION = OfficialForm(
    "court_application",
    _("Application for judicial approval"),
    (
        FormBox(_("Local authority"), ("authority",)),
        FormBox(_("Department"), ("unit",)),
        FormBox(_("Court"), ("court",)),
        FormBox(_("Offence under investigation"), ("offence", "greatest_penalty", "threshold")),
        FormBox(_("Ground"), ("ground",)),
        FormBox(_("Premises, or identity of the subject"), ("subjects", "answer.others")),
        FormBox(_("Technique, and whether for grant or renewal"), ("technique", "grant_or_renewal")),
        FormBox(_("Summary of details"), ("title", "answer.purpose", "answer.activity")),
        FormBox(_("Investigating officer"), ("applicant", "unit")),
        FormBox(_("Authorising officer, and rank"), ("officer", "decided")),
        FormBox(_("Officers who appear before the court"), ("attends", "appears_under")),
        FormBox(
            _("Address, telephone and email of the department"), ("authority_contact", "applicant_contact")
        ),
        FormBox(_("Local authority reference"), ("reference",)),
        FormBox(_("Date of first review, and last date in force"), ("first_review", "last_day")),
        FormBox(_("Number of pages"), ("pages",)),
        FormBox(_("Applicant’s declaration and signature"), ("declaration", "hand.signature", "hand.date")),
    ),
)
COURT_ORDER = OfficialForm(
    "court_order",
    _("Order of the court"),
    (
        FormBox(_("Court"), ("court",)),
        FormBox(_("Application considered"), ("order_preamble",)),
        FormBox(_("First option: approved"), ("order_approved",)),
        FormBox(_("Second option: refused"), ("order_refused",)),
        FormBox(_("Third option: refused and quashed"), ("order_quashed",)),
        FormBox(_("Notes"), ("hand.notes",)),
        FormBox(_("Reasons"), ("hand.reasons",)),
        FormBox(_("Name and signature of the justice"), ("hand.name", "hand.signature")),
        FormBox(_("Date and time"), ("hand.date", "hand.time")),
        FormBox(_("Address of the court"), ("hand.address",)),
    ),
)
FORMS: tuple[OfficialForm, ...] = (
    DS_APPLICATION,
    _review(_DS, _("Review of directed surveillance")),
    _renewal(_DS, _("Renewal of directed surveillance")),
    _cancellation(_DS, _("Cancellation of directed surveillance")),
    CHIS_APPLICATION,
    _review(_CHIS, _("Review of a covert human intelligence source authorisation"), _SOURCE_NOW),
    _renewal(_CHIS, _("Renewal of a covert human intelligence source authorisation"), _SOURCE_NOW),
    _cancellation(_CHIS, _("Cancellation of a covert human intelligence source authorisation"), _SOURCE_NOW),
    COURT_APPLICATION,
    COURT_ORDER,
)


def made_under(form: OfficialForm, *, nation: str, on: date) -> tuple[Provision, ...]:
    """Return the provisions under which a form is made in a nation, as on a day."""
    return tuple(map(provision, names(f"{ACTS[nation]}.forms.{form.id}", on=on)))


def form_of(kind: str, step: str) -> OfficialForm | None:
    """Return the form of a kind of authorisation at a step; `application` is the first."""
    return next((one for one in FORMS if one.id == f"{kind}_{step}"), None)
