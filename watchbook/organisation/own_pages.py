"""The authority's own pages and accounts: proposed by an administrator, confirmed or declined by a second person.

Officers look at these pages as the authority's own, without triage of a subject. What is taken off the list ends at once.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.module_loading import import_string
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
        "The list of the authority’s own pages was changed; a second person must confirm new pages."
    ),
)
CONFIRMED = Kind(
    "authority.own_pages_confirmed",
    personal=PAGES,
    is_grave=True,
    says=gettext_lazy("A second person confirmed a proposed page as the authority’s own."),
)
DECLINED = Kind(
    "authority.own_pages_declined",
    personal=PAGES,
    says=gettext_lazy("A proposed page was declined: it is not the authority’s own."),
)


@transaction.atomic
def propose(authority: Authority, listed: str, *, by: Person, at: datetime) -> Authority:
    """Take the list as it should be: a page left out is the authority's own no longer, a new one waits for a second person."""
    row = _locked(authority)
    may_propose_own_pages(by)
    pages = list(dict.fromkeys(listed.split()))
    for one in pages:
        _check_is_address(one)
        _check_can_be_own(one)
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
def confirm(authority: Authority, page: str, *, by: Person, at: datetime) -> Authority:
    """Accept one proposed page: officers may look at it as the authority's own from now on."""
    row = _to_decide(authority, page, by=by)
    row.own_pages = _lines([*row.own_pages.split(), page])
    return _decided(row, CONFIRMED, page=page, by=by, at=at)


@transaction.atomic
def decline(authority: Authority, page: str, *, by: Person, at: datetime) -> Authority:
    """Refuse one proposed page: looks at it need a subject and its triage, as before."""
    return _decided(_to_decide(authority, page, by=by), DECLINED, page=page, by=by, at=at)


def _to_decide(authority: Authority, page: str, *, by: Person) -> Authority:
    """Return the locked row to whose proposal the page belongs, or refuse."""
    row = _locked(authority)
    may_decide_own_pages(by, row)
    if not row.own_pages_proposed:
        raise WrongState(
            _(
                "You cannot decide on these pages: none of them is waiting for a decision. Open the list again: somebody may have decided already."
            )
        )
    if page not in row.own_pages_proposed.split():
        raise WrongState(
            _(
                "You cannot decide on this page: the list has changed since you opened it. Read the list again."
            )
        )
    return row


def _decided(row: Authority, kind: Kind, *, page: str, by: Person, at: datetime) -> Authority:
    """Take the page out of the proposal; who decided is said of the list once the last page is decided."""
    row.own_pages_proposed = _lines(one for one in row.own_pages_proposed.split() if one != page)
    row.own_pages_decided_by = None if row.own_pages_proposed else by
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
                "You cannot save this list: “{text}” is not the address of a page. Enter the full address of each page, beginning "
                "with https://."
            ).format(text=typed)
        ) from None


def _check_can_be_own(page: str) -> None:
    """Refuse the front page of a platform and what leads elsewhere; addresses are recognised in a part above this one."""
    why_no_own_page: Callable[[str], str | None] = import_string(settings.WHY_NO_OWN_PAGE)
    if why_not := why_no_own_page(page):
        raise WrongState(
            " ".join(
                [
                    _(
                        "You cannot save this list: “{page}” cannot be one of the authority’s own pages."
                    ).format(page=page),
                    why_not,
                ]
            )
        )
