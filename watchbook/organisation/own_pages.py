"""The authority's own pages and accounts: proposed by an administrator, confirmed or declined by a second person.

Officers look at these pages as the authority's own, without triage of a subject. What is taken off the list ends at once.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.permissions import may_decide_own_pages, may_propose_own_pages

check_address = URLValidator(schemes=["https", "http"])
PAGES = ("own_pages", "own_pages_proposed")
CHANGED = Kind(
    "authority.own_pages_proposed",
    personal=PAGES,
    says=gettext_lazy(
        "The list of the authority’s own pages was changed; what is new waits for a second person."
    ),
)
CONFIRMED = Kind(
    "authority.own_pages_confirmed",
    personal=PAGES,
    is_grave=True,
    says=gettext_lazy("A second person confirmed the proposed pages as the authority’s own."),
)
DECLINED = Kind(
    "authority.own_pages_declined",
    personal=PAGES,
    says=gettext_lazy("The proposed pages were declined: they are not the authority’s own."),
)


@transaction.atomic
def propose(authority: Authority, listed: str, *, by: Person, at: datetime) -> Authority:
    """Take the list as it should be: a page left out is the authority's own no longer, a new one waits for a second person."""
    row = _locked(authority)
    may_propose_own_pages(by)
    pages = list(dict.fromkeys(listed.split()))
    for one in pages:
        _check_is_address(one)
    confirmed = row.own_pages.split()
    kept = _lines(one for one in confirmed if one in pages)
    added = _lines(one for one in pages if one not in confirmed)
    if (kept, added) == (row.own_pages, row.own_pages_proposed):
        return row
    if added != row.own_pages_proposed:
        row.own_pages_proposed, row.own_pages_proposed_by, row.own_pages_decided_by = added, by, None
    row.own_pages = kept
    return _saved(row, CHANGED, by=by, at=at)


@transaction.atomic
def confirm(authority: Authority, shown: str, *, by: Person, at: datetime) -> Authority:
    """Accept the proposed pages as they were shown: officers may look at them as the authority's own from now on."""
    row = _to_decide(authority, shown, by=by)
    row.own_pages = _lines([*row.own_pages.split(), *row.own_pages_proposed.split()])
    return _decided(row, CONFIRMED, by=by, at=at)


@transaction.atomic
def decline(authority: Authority, shown: str, *, by: Person, at: datetime) -> Authority:
    """Refuse the proposed pages: looks at them need a subject and its triage, as before."""
    return _decided(_to_decide(authority, shown, by=by), DECLINED, by=by, at=at)


def _to_decide(authority: Authority, shown: str, *, by: Person) -> Authority:
    """Return the locked row whose proposal is the one that was shown, or refuse."""
    row = _locked(authority)
    may_decide_own_pages(by, row)
    if not row.own_pages_proposed:
        raise WrongState(
            _(
                "You cannot decide on these pages: no new pages wait for a decision. Somebody may have decided."
            )
        )
    if shown.split() != row.own_pages_proposed.split():
        raise WrongState(
            _(
                "You cannot decide on these pages: the list has changed since it was shown to you. Read it again."
            )
        )
    return row


def _decided(row: Authority, kind: Kind, *, by: Person, at: datetime) -> Authority:
    row.own_pages_proposed, row.own_pages_decided_by = "", by
    return _saved(row, kind, by=by, at=at)


def _saved(row: Authority, kind: Kind, *, by: Person, at: datetime) -> Authority:
    row.save(update_fields=[*PAGES, "own_pages_proposed_by", "own_pages_decided_by"])
    record_row(kind, row, by=by, at=at)
    return row


def _locked(authority: Authority) -> Authority:
    return Authority.objects.select_for_update(of=("self",)).get(pk=authority.pk)


def _lines(pages: Iterable[str]) -> str:
    return "\n".join(pages)


def _check_is_address(typed: str) -> None:
    """Refuse what is no address of a page: anybody’s words could be one."""
    try:
        check_address(typed)
    except ValidationError:
        raise WrongState(
            _(
                "You cannot save this list: “{text}” is not the address of a page. Enter each of the authority’s own pages "
                "in full, beginning with https://."
            ).format(text=typed)
        ) from None
