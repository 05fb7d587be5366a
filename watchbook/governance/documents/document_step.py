"""What happens to an edition of a document: approved, published, reviewed and kept, superseded, withdrawn.

Each is a row with its day and, where somebody decided, who and in which minute; nothing is changed.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.documents import permissions
from watchbook.governance.documents.editions import LockedEdition, lock_edition
from watchbook.governance.documents.models import Document, DocumentStep, Step
from watchbook.governance.documents.rules import comes_into_force_on, why_no_address, why_no_review, why_not
from watchbook.governance.documents.states import ADOPTED, DocumentState, check_move
from watchbook.organisation.models import Person
from watchbook.register.entry import check, next_version, taken_back, write

FIELDS = ("document_reference", "edition", "on", "corrects", "is_struck")
APPROVED = Kind("document.approved", FIELDS, ("decided_by", "minute"), _("The document was approved."))
PUBLISHED = Kind("document.published", FIELDS, ("address",), _("The document was published."))
REVIEWED = Kind("document.reviewed", FIELDS, ("words",), _("The document was reviewed and stays in force."))
REVIEW_SET = Kind(
    "document.review_set",
    ("reference", "edition", "review_on", "corrects"),
    says=_("The date of the document’s next review was set."),
)
SUPERSEDED = Kind("document.superseded", FIELDS, says=_("The document was replaced by a newer edition."))
RESTORED = Kind(
    "document.restored",
    FIELDS,
    says=_("The newer edition was taken back, so the document is in force again."),
)
WITHDRAWN = Kind("document.withdrawn", FIELDS, ("words",), _("The document was withdrawn."))


@transaction.atomic
def approve(
    document: Document, *, on: date, decided_by: str, minute: str = "", by: Person, at: datetime
) -> DocumentStep:
    """Record that an edition was approved; the one in use until then is superseded by it in the same act."""
    locked = lock_edition(document.reference, document.edition)
    permissions.may_decide_document(by)
    check_move(locked.state, to=DocumentState.APPROVED)
    _check_approval(locked, on=on, decided_by=decided_by, at=at)
    words = {"decided_by": decided_by.strip(), "minute": minute.strip()}
    row = write(APPROVED, _step(locked.row, Step.APPROVED, on=on, by=by, **words), by=by, at=at)
    ends_on = comes_into_force_on(on, in_use_from=locked.row.in_use_from)
    for older in locked.older_in_use:
        supersede(older.document, on=ends_on, by=by, at=at)
    return row


@transaction.atomic
def publish(document: Document, *, address: str, on: date, by: Person, at: datetime) -> DocumentStep:
    """Record where an approved edition was published, and when; a second time if it moved."""
    locked = lock_edition(document.reference, document.edition)
    permissions.may_publish_document(by)
    check_move(locked.state, to=DocumentState.PUBLISHED)
    _check_day(locked, on=on, at=at)
    check(why_no_address(address), tried=_("You cannot record this publication"))
    return write(PUBLISHED, _step(locked.row, Step.PUBLISHED, on=on, address=address, by=by), by=by, at=at)


@transaction.atomic
def review(
    document: Document, *, on: date, review_on: date | None, words: str, by: Person, at: datetime
) -> DocumentStep:
    """Record that an edition was reviewed and kept, and when it is to be reviewed next."""
    locked = lock_edition(document.reference, document.edition)
    permissions.may_record_document(by, locked.row.kind)
    if locked.state not in ADOPTED:
        raise WrongState(
            _(
                "You cannot review this edition: its state is “{now}”. You can review only an approved edition."
            ).format(now=locked.state.label)
        )
    _check_day(locked, on=on, at=at)
    check(why_no_review(review_on, on=on), tried=_("You cannot record this review"))
    row = _step(locked.row, Step.REVIEWED, on=on, words=words.strip(), by=by)
    write(REVIEWED, row, by=by, at=at)
    newer = next_version(locked.row, by=by, changes={"review_on": review_on})
    write(REVIEW_SET, newer, by=by, at=at)
    return row


@transaction.atomic
def withdraw(document: Document, *, on: date, reason: str, by: Person, at: datetime) -> DocumentStep:
    """Record that an edition was withdrawn, and why; before it came into use, the one before goes on."""
    locked = lock_edition(document.reference, document.edition)
    permissions.may_decide_document(by)
    check_move(locked.state, to=DocumentState.WITHDRAWN)
    _check_day(locked, on=on, at=at)
    row = _step(locked.row, Step.WITHDRAWN, on=on, words=reason.strip(), by=by)
    write(WITHDRAWN, row, by=by, at=at)
    in_force_from = locked.held.in_force_from
    if locked.superseded_by_this and in_force_from and on < in_force_from:
        restore(locked.superseded_by_this.document, by=by, at=at)
    return row


@transaction.atomic
def supersede(document: Document, *, on: date, by: Person, at: datetime) -> DocumentStep:
    """Write that an edition is superseded from the day on which a newer one comes into force; or move that day."""
    locked = lock_edition(document.reference, document.edition)
    permissions.may_decide_document(by)
    if locked.state is not DocumentState.SUPERSEDED:
        check_move(locked.state, to=DocumentState.SUPERSEDED)
    row = _step(locked.row, Step.SUPERSEDED, on=on, corrects=locked.held.ended, by=by)
    return write(SUPERSEDED, row, by=by, at=at)


@transaction.atomic
def restore(document: Document, *, by: Person, at: datetime) -> DocumentStep:
    """Take back that an edition was superseded, because the newer one fell away."""
    locked = lock_edition(document.reference, document.edition)
    permissions.may_decide_document(by)
    if locked.held.ended is None or locked.state is not DocumentState.SUPERSEDED:
        raise WrongState(
            _(
                "You cannot restore this edition: its state is “{now}”. You can restore only an edition that was replaced."
            ).format(now=locked.state.label)
        )
    return write(RESTORED, taken_back(locked.held.ended, by=by), by=by, at=at)


def _check_approval(locked: LockedEdition, *, on: date, decided_by: str, at: datetime) -> None:
    _check_day(locked, on=on, at=at)
    if not decided_by.strip():
        raise WrongState(
            _(
                "You cannot record this approval: the name of the person or committee that decided is missing. Enter the name."
            )
        )
    if locked.newer_approved:
        raise WrongState(
            _(
                "You cannot approve this edition: a newer edition, {newer}, is already approved. Record editions in the order of their approval."
            ).format(newer=locked.newer_approved.document)
        )
    older = [held for held in locked.older_in_use if held.approved and held.approved.on > on]
    if older:
        raise WrongState(
            _(
                "You cannot approve this edition: the earlier edition, {older}, was approved after the date that you entered. Check both dates."
            ).format(older=older[0].document)
        )


def _check_day(locked: LockedEdition, *, on: date, at: datetime) -> None:
    approved = locked.held.approved
    refusal = why_not(on, today=london_day(at), approved_on=approved.on if approved else None)
    check(refusal, tried=_("You cannot record this date"))


def _step(row: Document, step: Step, *, on: date, by: Person, **words: Any) -> DocumentStep:
    """A step of an edition, not written yet."""
    return DocumentStep(
        document_reference=row.reference, edition=row.edition, step=step, on=on, recorded_by=by, **words
    )
