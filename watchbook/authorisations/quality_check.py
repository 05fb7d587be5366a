"""The RIPA co-ordinator's check: an application is returned with comments, or passed on to an authorising officer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import Authorisation, Comment
from watchbook.authorisations.permissions import may_check
from watchbook.authorisations.states import AuthorisationState, check_move
from watchbook.keys.envelope import put
from watchbook.organisation.models import Person

RETURNED = Kind(
    "quality_check.returned",
    fields=("reference", "state"),
    personal=("comments",),
    says=gettext_lazy("The RIPA co-ordinator returned the application with comments."),
)
PASSED = Kind(
    "quality_check.passed",
    fields=("reference", "state"),
    personal=("comments",),
    says=gettext_lazy("The RIPA co-ordinator passed the application on to an authorising officer."),
)


@transaction.atomic
def give_back(authorisation: Authorisation, *, comments: str, by: Person, at: datetime) -> Authorisation:
    """Return it to the applicant; the comments say what to mend."""
    row = locked(authorisation)
    may_check(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.RETURNED)
    if not comments.strip():
        raise WrongState(
            _("You cannot return this application without saying what the applicant should correct.")
        )
    return _write(row, step=Comment.Step.RETURNED, comments=comments, by=by, at=at)


@transaction.atomic
def pass_on(authorisation: Authorisation, *, comments: str, by: Person, at: datetime) -> Authorisation:
    """Pass it on: it is complete and argued for this operation. Whether it is necessary is the officer's to decide."""
    row = locked(authorisation)
    may_check(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.PASSED)
    return _write(row, step=Comment.Step.PASSED, comments=comments, by=by, at=at)


def _write(
    row: Authorisation, *, step: Comment.Step, comments: str, by: Person, at: datetime
) -> Authorisation:
    comment = Comment(authorisation=row, step=step, by=by, at=at)
    put(comment, {"comments": comments})
    comment.save(force_insert=True)
    passed = step is Comment.Step.PASSED
    row.state = AuthorisationState.PASSED if passed else AuthorisationState.RETURNED
    row.save(force_update=True)
    kind = PASSED if passed else RETURNED
    record_row(kind, row, by=by, at=at, comments=comments)
    return row
