"""What an application says beside its boxes, as its acts take it and as the rules read it; and what it still lacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.authorisations.application_form import Box, missing_of, pages_of, questions_of
from watchbook.authorisations.models import ApplicationVersion, Authorisation, AuthorisedSubject, Comment
from watchbook.authorisations.rules.complete import (
    ApplicationFacts,
    MissingAnswer,
    unanswered,
    what_is_missing,
)
from watchbook.authorisations.rules.kinds import arrangements_provision
from watchbook.authorisations.states import AuthorisationState
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import opened
from watchbook.law.provisions import provision
from watchbook.organisation.models import Person

SAID = {True: "yes", False: "no", None: ""}
YES_OR_NO = ("is_social_media", "uses_company", "is_confidential")
OF_SOURCE = ("is_vulnerable", "is_against_parent", "is_accompanied")
KEEPERS = ("handler", "controller", "record_keeper")


@dataclass(frozen=True)
class SourceParticulars:
    """What is said of a covert source; the day of birth and the pseudonym lie in the envelope."""

    pseudonym: str = ""
    born: date | None = None
    is_vulnerable: bool | None = None
    is_against_parent: bool | None = None
    is_accompanied: bool | None = None
    handler: Person | None = None
    controller: Person | None = None
    record_keeper: Person | None = None


@dataclass(frozen=True)
class ApplicationParticulars:
    """What an application says beside its boxes; each may still be open."""

    title: str = ""
    is_social_media: bool | None = None
    uses_company: bool | None = None
    is_confidential: bool | None = None
    ground: str = ""
    offence: str = ""
    why_not_ripa: str = ""
    source: SourceParticulars = SourceParticulars()


def check_two_people(handler: Person | None, controller: Person | None, *, nation: str) -> None:
    """Raise WrongState where one person would both handle a source and oversee that (RIPA s.29(5)(a), (b); RIP(S)A s.7(6))."""
    if handler is None or handler != controller:
        return
    raise WrongState(
        _(
            "You cannot choose {name} as both handler and controller: one person must have day-to-day contact with the source, and another person must have "
            "general oversight ({provision}). Choose a different person as handler or as controller."
        ).format(name=handler, provision=provision(arrangements_provision(nation)).title)
    )


def all_missing(row: Authorisation) -> list[MissingAnswer]:
    """Return the answers that the application still lacks, as a person reads them, each with its page."""
    facts = opened(row)
    lacks: list[tuple[Box, Promise | str]] = [
        (box, box.asks) for box in missing_of(row.kind, answers=facts["answers"])
    ]
    commented = without_answer(row)
    again = _("a new answer to “{question}”, or a reply to the comment on it")
    lacks += [(box, again.format(question=box.asks)) for box in questions_of(row.kind) if box.id in commented]
    return [
        *missing_beside(row, facts),
        *(MissingAnswer(page_of(box, kind=row.kind), says, box.id) for box, says in lacks),
    ]


def page_of(box: Box, *, kind: str) -> str:
    """The page that asks a question."""
    return next(page.id for page in pages_of(kind) if box in page.questions_of(kind))


def missing_beside(row: Authorisation, facts: Mapping[str, object]) -> tuple[MissingAnswer, ...]:
    """What is asked beside the boxes and not answered yet."""
    return what_is_missing(described(row, facts))


def described(row: Authorisation, facts: Mapping[str, object]) -> ApplicationFacts:
    """The application as the rules take it."""
    born = facts["born"]
    return ApplicationFacts(
        kind=row.kind,
        title=str(facts["title"]),
        is_social_media=row.is_social_media,
        uses_company=row.uses_company,
        is_confidential=row.is_confidential,
        ground=row.ground,
        offence=row.offence,
        why_not_ripa=row.why_not_ripa,
        names_subjects=named_by(row).exists(),
        describes_others=_says_others(facts),
        source_born=date.fromisoformat(str(born)) if born else None,
        source_pseudonym=str(facts["pseudonym"]),
        source_is_vulnerable=row.source_is_vulnerable,
        source_is_against_parent=row.source_is_against_parent,
        has_handler=row.handler_id is not None,
        has_controller=row.controller_id is not None,
        has_record_keeper=row.record_keeper_id is not None,
    )


def particulars_of(row: Authorisation) -> ApplicationParticulars:
    """What the application says now, to change some of it with `replace`."""
    facts = opened(row)
    source = SourceParticulars(
        pseudonym=facts["pseudonym"],
        born=date.fromisoformat(facts["born"]) if facts["born"] else None,
        is_vulnerable=row.source_is_vulnerable,
        is_against_parent=row.source_is_against_parent,
        is_accompanied=row.source_is_accompanied,
        handler=row.handler,
        controller=row.controller,
        record_keeper=row.record_keeper,
    )
    return replace(
        ApplicationParticulars(source=source),
        title=facts["title"],
        is_social_media=row.is_social_media,
        uses_company=row.uses_company,
        is_confidential=row.is_confidential,
        ground=row.ground,
        offence=row.offence,
        why_not_ripa=row.why_not_ripa,
    )


def said_by(row: Authorisation) -> dict[str, Any]:
    """Everything that the application says now, by the id of its question: what a version keeps, and the pages begin with."""
    facts = opened(row)
    return {
        **facts["answers"],
        **{name: facts[name] for name in ("title", "pseudonym", "born")},
        **{name: SAID[getattr(row, name)] for name in YES_OR_NO},
        **{name: SAID[getattr(row, f"source_{name}")] for name in OF_SOURCE},
        **{name: str(getattr(row, f"{name}_id") or "") for name in KEEPERS},
        "ground": row.ground,
        "offence": row.offence,
        "why_not_ripa": row.why_not_ripa,
        "subjects": sorted(str(one) for one in named_by(row).values_list("subject", flat=True)),
    }


def replies_in(row: Authorisation) -> dict[str, str]:
    """Return the applicant's answers to the comments at the boxes, not sent yet."""
    replies: dict[str, str] = opened(row)["replies"]
    return replies


def newest_version(row: Authorisation) -> ApplicationVersion | None:
    """The text that was sent last."""
    return row.applicationversions.last()


def returned_with(row: Authorisation) -> dict[str, str]:
    """The comments at the boxes with which it lies with the applicant now; none where nobody returned it."""
    if row.state != AuthorisationState.RETURNED:
        return {}
    boxes: dict[str, str] = opened(row.comments.filter(step=Comment.Step.RETURNED).latest("recorded_at"))[
        "boxes"
    ]
    return boxes


def without_answer(row: Authorisation) -> tuple[str, ...]:
    """The questions whose comment the applicant has neither followed by a change nor answered yet."""
    comments, sent = returned_with(row), newest_version(row)
    if not comments or sent is None:
        return ()
    return unanswered(comments, before=opened(sent), now=said_by(row), replies=replies_in(row))


def describes_others(row: Authorisation) -> bool:
    """Whether it describes people whom it does not name."""
    return _says_others(opened(row))


def named_by(row: Authorisation) -> QuerySet[AuthorisedSubject]:
    """The subjects that an authorisation names now."""
    return AuthorisedSubject.objects.filter(authorisation=row, removed_at=None)


def to_name(
    row: Authorisation, subjects: Iterable[Subject], *, added_by: Person, added_at: datetime
) -> list[AuthorisedSubject]:
    """What names these subjects too, from a moment, as its act is about to save it."""
    return [
        AuthorisedSubject(authorisation=row, subject=one, added_by=added_by, added_at=added_at)
        for one in subjects
    ]


def _says_others(facts: Mapping[str, object]) -> bool:
    answers = facts["answers"]
    return bool(isinstance(answers, dict) and answers.get("others", "").strip())
