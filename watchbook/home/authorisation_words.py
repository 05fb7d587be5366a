"""The words of “Your work” about authorisations: what an officer and an applicant are to do, by what is due."""

from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.rules.reminders import Task
from watchbook.authorisations.states import ReportStep
from watchbook.home.waiting import WaitingMatter, matter

TO_DO: dict[Task, Promise] = {
    Task.CANCEL_LAPSED: gettext_lazy("cancel the authorisation: it lapsed before anybody cancelled it"),
    Task.BARRED_BY_REVIEW: gettext_lazy(
        "review the authorisation: officers cannot open new looks under it until you do"
    ),
    Task.OVERDUE_REVIEW: gettext_lazy(
        "review the authorisation: from {barred} officers cannot open new looks under it"
    ),
    Task.REVIEW: gettext_lazy("review the authorisation"),
    Task.BOOK_COURT: gettext_lazy(
        "get the applicant’s report for the renewal in time for a court hearing, or cancel the authorisation"
    ),
    Task.DECIDE_RENEWAL: gettext_lazy(
        "get the applicant’s report for the renewal, or cancel the authorisation"
    ),
    Task.PREPARE_RENEWAL: gettext_lazy("prepare the renewal or the cancellation"),
}

TO_REPORT: dict[Task, Promise] = {
    Task.CANCEL_LAPSED: gettext_lazy(
        "write the report for the cancellation: the authorisation lapsed before anybody cancelled it"
    ),
    Task.BARRED_BY_REVIEW: gettext_lazy(
        "write the report for the review: you cannot open new looks under the authorisation until it is reviewed"
    ),
    Task.OVERDUE_REVIEW: gettext_lazy(
        "write the report for the review: from {barred} you cannot open new looks under the authorisation"
    ),
    Task.REVIEW: gettext_lazy("write the report for the review"),
    **dict.fromkeys(
        (Task.BOOK_COURT, Task.DECIDE_RENEWAL, Task.PREPARE_RENEWAL),
        gettext_lazy("apply for the renewal, or write the report for the cancellation"),
    ),
    Task.RENEWAL_AT_COURT: gettext_lazy(
        "take the renewal to court: the authorisation ends unless the court approves the renewal"
    ),
}
# The step of a reminder: a report of that step is the applicant’s half of it.
STEPS = {
    Task.CANCEL_LAPSED: ReportStep.CANCELLATION,
    **dict.fromkeys((Task.BARRED_BY_REVIEW, Task.OVERDUE_REVIEW, Task.REVIEW), ReportStep.REVIEW),
    **dict.fromkeys(
        (Task.BOOK_COURT, Task.DECIDE_RENEWAL, Task.PREPARE_RENEWAL, Task.RENEWAL_AT_COURT),
        ReportStep.RENEWAL,
    ),
}
TO_DECIDE = {
    ReportStep.REVIEW: gettext_lazy("review the authorisation: the applicant has sent the report"),
    ReportStep.RENEWAL: gettext_lazy("decide on the renewal: the applicant has sent the report"),
    ReportStep.CANCELLATION: gettext_lazy("cancel the authorisation: the applicant has sent the report"),
}

TO_SEND = {
    ReportStep.REVIEW: gettext_lazy("write the report for the review"),
    ReportStep.RENEWAL: gettext_lazy("apply for the renewal"),
    ReportStep.CANCELLATION: gettext_lazy("write the report for the cancellation"),
}


def matter_of(row: Authorisation, to_do: Promise | str, **more: Any) -> WaitingMatter:
    """Return a line about an authorisation."""
    what = _("{kind} {reference}").format(kind=capfirst(row.get_kind_display()), reference=row.reference)
    return matter(what, to_do, "authorisations:authorisation", row.reference, titled_by=row, **more)
