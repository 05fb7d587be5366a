"""The demonstration's first minutes: for each duty one person to sign in as, what they do, and the page to begin with."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.rules import TITLES, DutyKind


class FirstClick(NamedTuple):
    """A first click of a duty: what the duty does in a sentence, the address by name, and the words of the button."""

    does: Promise
    address: str
    words: Promise


class DemonstrationPerson(NamedTuple):
    """A person to sign in as: their duty, name and sign-in, what they do, and the page that comes then."""

    duty: str
    name: str
    email: str
    does: Promise
    words: Promise
    href: str


FIRST_CLICKS = {
    DutyKind.INVESTIGATOR: FirstClick(
        _("Looks at social media for an investigation, after Watchbook has said which power the look needs."),
        "looks:looks",
        _("begin a look"),
    ),
    DutyKind.LINE_MANAGER: FirstClick(
        _("Signs overt plans and checks the looks that the service makes."), "looks:service", _("check looks")
    ),
    DutyKind.RIPA_COORDINATOR: FirstClick(
        _("Checks each application before an officer decides, and keeps the central record."),
        "authorisations:record",
        _("open the central record"),
    ),
    DutyKind.AUTHORISING_OFFICER: FirstClick(
        _("Grants or refuses applications, and reviews, renews or cancels authorisations."),
        "home",
        _("see the waiting applications"),
    ),
    DutyKind.HEAD_OF_PAID_SERVICE: FirstClick(
        _("Leads the council’s staff and decides on the applications that no other officer may decide on."),
        "defensible",
        _("read today’s sheet"),
    ),
    DutyKind.SENIOR_RESPONSIBLE_OFFICER: FirstClick(
        _("Is responsible for how the council uses its powers to look at social media."),
        "defensible",
        _("read today’s sheet"),
    ),
    DutyKind.SOLICITOR: FirstClick(
        _("Adopts the rules of triage and confirms the law behind them."),
        "triage:rules",
        _("read the rules"),
    ),
    DutyKind.INFORMATION_OFFICER: FirstClick(
        _("Uses the registers to answer requests for information."), "foi:requests", _("answer a request")
    ),
    DutyKind.DATA_PROTECTION_OFFICER: FirstClick(
        _("Deals with requests and complaints about personal data."),
        "retention:rights_requests",
        _("open the requests"),
    ),
    DutyKind.INTERNAL_AUDITOR: FirstClick(
        _("Draws random samples of looks and applications and checks each of them."),
        "reports:samples",
        _("see the samples"),
    ),
    DutyKind.INSPECTOR: FirstClick(
        _(
            "Inspects the council for an oversight body and reads the evidence on the questions that inspectors ask."
        ),
        "reports:inspection",
        _("read the evidence"),
    ),
    DutyKind.ELECTED_MEMBER: FirstClick(
        _("Reads figures that contain no names and no details of cases."),
        "reports:members",
        _("read the report to members"),
    ),
    DutyKind.RECORDS_MANAGER: FirstClick(
        _(
            "Proposes to delete records that are past their retention date. Another person approves the deletion."
        ),
        "retention:deletions",
        _("see the deletions"),
    ),
    DutyKind.SYSTEM_ADMINISTRATOR: FirstClick(
        _("Looks after accounts and duties, but cannot see investigations."),
        "organisation:people",
        _("see people and duties"),
    ),
}


def one_of_each(people: Iterable[dict[str, str]]) -> list[DemonstrationPerson]:
    """The first person of each duty, in the order in which work goes from duty to duty."""
    first: dict[str, dict[str, str]] = {}
    for person in people:
        first.setdefault(person["duty"], person)
    found = [(kind, click, first.get(str(TITLES[kind]))) for kind, click in FIRST_CLICKS.items()]
    return [
        DemonstrationPerson(
            capfirst(str(TITLES[kind])),
            who["name"],
            who["email"],
            click.does,
            click.words,
            reverse(click.address),
        )
        for kind, click, who in found
        if who
    ]
