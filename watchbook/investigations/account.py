"""The accounts of a subject: added from a pasted address, joined as one subject with a basis and a reason, parted again.

Subjects that have the same account are found together through its keyed hash: whose they are, nobody learns from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.investigations.account_address import RecognisedAddress, recognise, recognised
from watchbook.investigations.models import Account, JoiningBasis, Subject
from watchbook.investigations.permissions import may_change_investigation
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.keys import blind_index, envelope
from watchbook.keys.models import BlindIndexEntry
from watchbook.organisation.models import Person

INDEX = "account"
FIELDS = ("reference", "number", "platform", "basis")
ADDED = Kind(
    "account.added", fields=FIELDS, says=gettext_lazy("A social media account was recorded for the subject.")
)
JOINED = Kind(
    "account.joined", fields=FIELDS, says=gettext_lazy("A further account was added to the subject.")
)
PARTED = Kind("account.parted", fields=FIELDS, says=gettext_lazy("An account was removed from the subject."))


@dataclass(frozen=True)
class AccountWords:
    """What an account's envelope holds."""

    account: str
    address: str
    reason: str = ""
    parted: str = ""


@transaction.atomic
def add(
    subject: Subject, pasted: str, *, basis: str = "", reason: str = "", by: Person, at: datetime
) -> Account:
    """Add the account that an address names. A second one joins two handles, which needs a basis and a reason."""
    row = locked(subject)
    may_change_investigation(by, row.investigation)
    check_open(InvestigationState(row.investigation.state))
    found = _recognised(pasted)
    first = _check(row, found, basis=basis, reason=reason)
    words = AccountWords(found.page, found.address, reason.strip())
    added = _entered(row, found, words, basis="" if first else basis, by=by)
    kind, whole = (ADDED if first else JOINED), row.investigation
    record_row(kind, added, by=by, at=at, reference=whole.reference, number=row.number)
    return added


@transaction.atomic
def note_page(subject: Subject, pasted: str, *, by: Person, at: datetime) -> Account:
    """Note the page at an address that names no account, such as a short link: it is one and the same for everybody.

    Only of a subject without an account, whose first one it is until the account is known.
    """
    row = locked(subject)
    may_change_investigation(by, row.investigation)
    check_open(InvestigationState(row.investigation.state))
    found = recognise(pasted)
    added = _entered(row, found, AccountWords(found.page, found.address), basis="", by=by)
    whole = row.investigation
    record_row(ADDED, added, by=by, at=at, reference=whole.reference, number=row.number)
    return added


@transaction.atomic
def part(account: Account, *, reason: str, by: Person, at: datetime) -> Account:
    """Say that this account is not the subject's after all. What was looked at under it counts for it alone again."""
    subject = locked(account.subject)
    row = subject.accounts.select_for_update().get(pk=account.pk)
    may_change_investigation(by, subject.investigation)
    check_open(InvestigationState(subject.investigation.state))
    if row.parted_at is not None:
        raise WrongState(
            _(
                "You cannot remove this account from the subject: the account has already been removed. Open the subject again to see its accounts."
            )
        )
    if not reason.strip():
        raise WrongState(
            _(
                "You cannot remove this account from the subject yet: the reason is missing. Say why the account is not the subject’s."
            )
        )
    row.parted_at, row.parted_by = at, by
    envelope.put(row, envelope.opened(row) | {"parted": reason.strip()})
    row.save(update_fields=["parted_at", "parted_by", "envelope"])
    whole = subject.investigation
    record_row(PARTED, row, by=by, at=at, reference=whole.reference, number=subject.number)
    return row


def accounts_of(subjects: Iterable[Subject]) -> list[Account]:
    """The accounts that these subjects have now."""
    rows = Account.objects.filter(subject__in=list(subjects), parted_at=None)
    return list(rows.select_related("subject__investigation", "added_by"))


def said_of(accounts: Iterable[Account]) -> dict[UUID, AccountWords]:
    """What is said of these accounts, by id, all envelopes opened with one look at the keys."""
    return {
        row: AccountWords(
            said["account"], said["address"], reason=said.get("reason", ""), parted=said.get("parted", "")
        )
        for row, said in envelope.opened_all(accounts).items()
    }


def index_entries(item: UUID, *names: str) -> list[BlindIndexEntry]:
    """The entries by which an account is found, letter for letter: what folds names alike would join look-alikes."""
    return blind_index.entries(item, kind=INDEX, words=[one.encode().hex() for one in names])


def items_of(*accounts: str) -> set[UUID]:
    """Everything that was entered under one of these very accounts. One query."""
    return blind_index.found_any([one.encode().hex() for one in accounts], kind=INDEX)


def items_named(found: RecognisedAddress | None) -> set[UUID]:
    """Everything that was entered under what an address names or may show. One query at most."""
    return items_of(*found.names) if found else set()


def entered_at(address: str) -> QuerySet[Account]:
    """Return what subjects have now of what an address names or may show, whosever they are."""
    return Account.objects.filter(pk__in=items_named(recognised(address)), parted_at=None)


def locked(subject: Subject) -> Subject:
    """The subject, locked for as long as the transaction runs: what is counted of it meanwhile stays true."""
    rows = Subject.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("investigation__service").get(pk=subject.pk)


def _entered(
    subject: Subject, found: RecognisedAddress, words: AccountWords, *, basis: str, by: Person
) -> Account:
    added = Account(subject=subject, platform=found.platform, basis=basis, added_by=by)
    envelope.put(added, {"account": words.account, "address": words.address, "reason": words.reason})
    added.save(force_insert=True)
    for entry in index_entries(added.id, *found.names):
        entry.save(force_insert=True)
    return added


def _recognised(pasted: str) -> RecognisedAddress:
    found = recognise(pasted)
    if found.account is None:
        raise WrongState(
            _(
                "You cannot add this address: it does not show which account it belongs to. Open the address in a look, then paste the address of the profile."
            )
        )
    return found


def _check(subject: Subject, found: RecognisedAddress, *, basis: str, reason: str) -> bool:
    """Whether it is the subject's first account; a further one without its basis is refused."""
    there = list(subject.accounts.filter(parted_at=None).values_list("id", flat=True))
    if items_of(str(found.account)) & set(there):
        raise WrongState(
            _(
                "You cannot add this account: the subject already has the account. Check the address, or go back to the subject."
            )
        )
    if there and (basis not in JoiningBasis or not reason.strip()):
        raise WrongState(
            _(
                "You cannot add a second account without a reason. Say what shows that both accounts belong to the subject, and why you think so."
            )
        )
    return not there
