"""The tour of the demonstration: five minutes, each step a sentence, the duty that takes it, and the page where it begins."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.permissions import may_read_central_record
from watchbook.foi.permissions import may_read_requests
from watchbook.home.waiting import anybody
from watchbook.looks.permissions import may_open_looks, may_supervise_looks
from watchbook.organisation.models import Person
from watchbook.organisation.rules import DutyKind
from watchbook.reports.permissions import may_read_sheet
from watchbook.retention.deletion.permissions import may_read_deletions


class TourStep(NamedTuple):
    """A step: the duty to sign in as (None: nobody signs in), a sentence, the address by name, and who may open it."""

    duty: DutyKind | None
    words: Promise
    address: str
    may: Callable[[Person], None]


STEPS = (
    TourStep(None, _("Read the page that the public reads, with last year’s figures."), "front", anybody),
    TourStep(
        None,
        _("Open a published answer. Each part says which records the answer is based on."),
        "disclosure_log:log",
        anybody,
    ),
    TourStep(
        DutyKind.INFORMATION_OFFICER,
        _(
            "Open the newest request. Watchbook split the request into its questions. Each question has an answer with its evidence, or somebody must still search."
        ),
        "foi:requests",
        may_read_requests,
    ),
    TourStep(
        DutyKind.INVESTIGATOR,
        _(
            "Paste the address of an account. Watchbook does not open the page. It tells you how often "
            "the council has looked at the account, and what the next look needs."
        ),
        "looks:looks",
        may_open_looks,
    ),
    TourStep(
        DutyKind.RIPA_COORDINATOR,
        _("Follow an authorisation in the central record, from its application to its end."),
        "authorisations:record",
        may_read_central_record,
    ),
    TourStep(
        DutyKind.LINE_MANAGER,
        _("Check the looks of your service, and see which looks had no basis."),
        "looks:service",
        may_supervise_looks,
    ),
    TourStep(
        DutyKind.RECORDS_MANAGER,
        _("See a deletion: one person proposes it, another approves it, and a certificate proves it."),
        "retention:deletions",
        may_read_deletions,
    ),
    TourStep(
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        _("Read on one page what is in order today and what needs attention."),
        "defensible",
        may_read_sheet,
    ),
)
