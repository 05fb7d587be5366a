"""Which duties may never be joined in one person, and which join with a warning that the SRO sees.

Small councils join duties. The pairs that one matter keeps apart (applicant and authorising officer of the same
application, proposer and approver of a deletion, first answer and internal review) are rules and constraints of the
parts that own the matter; this table is about holding two duties at all. Source: docs/explanation/separation-of-duties.md#duties; the Codes' separation of
applicant, gatekeeper and authorising officer (paragraph numbers to be confirmed by the authority's solicitor).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class DutyKind(StrEnum):
    """The duties of docs/explanation/separation-of-duties.md#duties; the values are what the database holds."""

    INVESTIGATOR = "investigator"
    LINE_MANAGER = "line_manager"
    RIPA_COORDINATOR = "ripa_coordinator"
    AUTHORISING_OFFICER = "authorising_officer"
    HEAD_OF_PAID_SERVICE = "head_of_paid_service"
    SENIOR_RESPONSIBLE_OFFICER = "senior_responsible_officer"
    SOLICITOR = "solicitor"
    INFORMATION_OFFICER = "information_officer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    INTERNAL_AUDITOR = "internal_auditor"
    INSPECTOR = "inspector"
    ELECTED_MEMBER = "elected_member"
    RECORDS_MANAGER = "records_manager"
    SYSTEM_ADMINISTRATOR = "system_administrator"


TITLES: dict[DutyKind, Promise] = {
    DutyKind.INVESTIGATOR: _("investigator"),
    DutyKind.LINE_MANAGER: _("line manager"),
    DutyKind.RIPA_COORDINATOR: _("RIPA co-ordinator"),
    DutyKind.AUTHORISING_OFFICER: _("authorising officer"),
    DutyKind.HEAD_OF_PAID_SERVICE: _("head of paid service"),
    DutyKind.SENIOR_RESPONSIBLE_OFFICER: _("senior responsible officer"),
    DutyKind.SOLICITOR: _("solicitor"),
    DutyKind.INFORMATION_OFFICER: _("information officer"),
    DutyKind.DATA_PROTECTION_OFFICER: _("data protection officer"),
    DutyKind.INTERNAL_AUDITOR: _("internal auditor"),
    DutyKind.INSPECTOR: _("inspector (IPCO)"),
    DutyKind.ELECTED_MEMBER: _("elected member"),
    DutyKind.RECORDS_MANAGER: _("records manager"),
    DutyKind.SYSTEM_ADMINISTRATOR: _("system administrator"),
}


def one_of(kinds: Sequence[DutyKind]) -> str:
    """Name each of these duties: whoever is refused looks for a person to ask."""
    asked = list(dict.fromkeys(kinds))
    *others, last = [_titled(kind, after=before) for before, kind in zip([None, *asked], asked, strict=False)]
    return gettext(" or ").join(filter(None, [", ".join(others), last]))


def _titled(kind: DutyKind, *, after: DutyKind | None) -> str:
    """A duty with its article, which the next one shares. Of system administrators there are several."""
    if kind is DutyKind.SYSTEM_ADMINISTRATOR:
        return gettext("a {title}").format(title=TITLES[kind])
    shares = after is not None and after is not DutyKind.SYSTEM_ADMINISTRATOR
    return str(TITLES[kind]) if shares else gettext("the {title}").format(title=TITLES[kind])


@dataclass(frozen=True)
class Joining:
    """Two duties in one person: forbidden, or allowed with a warning; and why, as the person reads it."""

    pair: frozenset[DutyKind]
    forbidden: bool
    why: Promise

    @property
    def titles(self) -> str:
        """Both duties as people say them, in the order of the alphabet."""
        return _("{first} and {second}").format(
            **dict(zip(("first", "second"), sorted(str(TITLES[kind]) for kind in self.pair), strict=True))
        )


def _never(first: DutyKind, second: DutyKind, *, why: Promise) -> Joining:
    return Joining(pair=frozenset({first, second}), forbidden=True, why=why)


def _warned(first: DutyKind, second: DutyKind, *, why: Promise) -> Joining:
    return Joining(pair=frozenset({first, second}), forbidden=False, why=why)


_OUTSIDE = _("An inspector comes from outside the authority and changes nothing in its records.")
_MEMBER = _("An elected member sees reports without personal data and takes no part in individual decisions.")
_AUDIT = _("An internal auditor does not audit their own work.")
_SETTINGS = _("A system administrator looks after accounts and settings and sees no case data.")

JOININGS: tuple[Joining, ...] = (
    *(
        _never(DutyKind.INSPECTOR, other, why=_OUTSIDE)
        for other in DutyKind
        if other is not DutyKind.INSPECTOR
    ),
    *(
        _never(DutyKind.ELECTED_MEMBER, other, why=_MEMBER)
        for other in DutyKind
        if other not in {DutyKind.ELECTED_MEMBER, DutyKind.INSPECTOR}
    ),
    *(
        _never(DutyKind.INTERNAL_AUDITOR, other, why=_AUDIT)
        for other in (
            DutyKind.INVESTIGATOR,
            DutyKind.LINE_MANAGER,
            DutyKind.RIPA_COORDINATOR,
            DutyKind.AUTHORISING_OFFICER,
            DutyKind.SENIOR_RESPONSIBLE_OFFICER,
            DutyKind.SYSTEM_ADMINISTRATOR,
        )
    ),
    *(
        _never(DutyKind.SYSTEM_ADMINISTRATOR, other, why=_SETTINGS)
        for other in (
            DutyKind.INVESTIGATOR,
            DutyKind.LINE_MANAGER,
            DutyKind.RIPA_COORDINATOR,
            DutyKind.AUTHORISING_OFFICER,
            DutyKind.HEAD_OF_PAID_SERVICE,
            DutyKind.SENIOR_RESPONSIBLE_OFFICER,
            DutyKind.INFORMATION_OFFICER,
            DutyKind.DATA_PROTECTION_OFFICER,
            DutyKind.RECORDS_MANAGER,
        )
    ),
    _warned(
        DutyKind.INVESTIGATOR,
        DutyKind.AUTHORISING_OFFICER,
        why=_(
            "A person who makes applications also decides on other people’s applications, but never on their own."
        ),
    ),
    _warned(
        DutyKind.RIPA_COORDINATOR,
        DutyKind.AUTHORISING_OFFICER,
        why=_("The co-ordinator who checks applications also decides on them."),
    ),
    _warned(
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        DutyKind.AUTHORISING_OFFICER,
        why=_("The person who is answerable for the process also takes part in it."),
    ),
    _warned(
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        DutyKind.RIPA_COORDINATOR,
        why=_("The person who is answerable for the process also runs it."),
    ),
    _warned(
        DutyKind.DATA_PROTECTION_OFFICER,
        DutyKind.INFORMATION_OFFICER,
        why=_("The adviser on personal data also answers requests for personal data."),
    ),
    _warned(
        DutyKind.RECORDS_MANAGER,
        DutyKind.INVESTIGATOR,
        why=_(
            "The person who approves deletions also makes records, but never approves the deletion of their own records."
        ),
    ),
)


def joinings_of(kinds: Iterable[str]) -> list[Joining]:
    """Every pair among these duties that the table speaks of, forbidden ones first."""
    held = {DutyKind(kind) for kind in kinds}
    met = [joining for joining in JOININGS if joining.pair <= held]
    return sorted(met, key=lambda joining: not joining.forbidden)


def is_rank_listed(rank: str, *, listed: Iterable[str]) -> bool:
    """Whether a post is of a listed rank: the rank itself or a post named by it, such as “Head of Service, Housing”."""
    return any(_words(one) in _words(rank) for one in listed)


def end_of_wait(
    begun: datetime, *, wait: timedelta, hours: tuple[time, time], is_working_day: Callable[[date], bool]
) -> datetime:
    """Return when a wait is over that counts only between these hours of working days, on the clock of `begun`.

    A wait that ran through a night or a bank holiday would be over before anybody could object.
    """
    opens, closes = hours
    now, left = begun, wait
    while True:
        on = now.date()
        start = max(now, datetime.combine(on, opens, now.tzinfo))
        end = datetime.combine(on, closes, now.tzinfo)
        if start < end and is_working_day(on):
            if left <= end - start:
                return start + left
            left -= end - start
        now = datetime.combine(on + timedelta(days=1), time.min, now.tzinfo)


def _words(text: str) -> str:
    """The words alone, a blank before and after each."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return f" {' '.join(spaced.split())} "
