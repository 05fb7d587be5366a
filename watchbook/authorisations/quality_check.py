"""The RIPA co-ordinator's check: an application is returned with comments at its boxes, or passed on to an authorising officer."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.comment import comment_on, told
from watchbook.authorisations.models import Authorisation, Comment
from watchbook.authorisations.permissions import may_check
from watchbook.authorisations.reading import check_text_read
from watchbook.authorisations.states import AuthorisationState, check_move
from watchbook.organisation.models import Person

RETURNED = Kind(
    "quality_check.returned",
    fields=("reference", "state"),
    personal=("comments", "boxes"),
    says=gettext_lazy("The RIPA co-ordinator returned the application with comments."),
)
PASSED = Kind(
    "quality_check.passed",
    fields=("reference", "state"),
    personal=("comments",),
    says=gettext_lazy("The RIPA co-ordinator passed the application on to an authorising officer."),
)


@transaction.atomic
def give_back(
    authorisation: Authorisation,
    *,
    comments: str,
    by: Person,
    at: datetime,
    version: int,
    boxes: Mapping[str, str] | None = None,
) -> Authorisation:
    """Return it to the applicant; the comments, in all and at each box, say what to correct."""
    row = locked(authorisation)
    may_check(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.RETURNED)
    check_text_read(row, version, by=by, to=AuthorisationState.RETURNED)
    comment = comment_on(
        row, step=Comment.Step.RETURNED, comments=comments, boxes=boxes, made_by=by, made_at=at
    )
    comment.save(force_insert=True)
    row.state = AuthorisationState.RETURNED
    row.save(force_update=True)
    record_row(RETURNED, row, by=by, at=at, **told(comment))
    return row


@transaction.atomic
def pass_on(
    authorisation: Authorisation, *, comments: str, by: Person, at: datetime, version: int
) -> Authorisation:
    """Pass it on: it is complete and argued for this operation. Whether it is necessary is the officer's to decide."""
    row = locked(authorisation)
    may_check(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.PASSED)
    check_text_read(row, version, by=by, to=AuthorisationState.PASSED)
    comment = comment_on(row, step=Comment.Step.PASSED, comments=comments, made_by=by, made_at=at)
    comment.save(force_insert=True)
    row.state = AuthorisationState.PASSED
    row.save(force_update=True)
    record_row(PASSED, row, by=by, at=at, comments=comments)
    return row
