"""Confirm that a translator checked our Welsh, in the words as they are; take it back where that was wrong.

Every public page and letter in Welsh says that nobody checked it, until then. What is confirmed is one state of the words,
told by their digest: once a newer version of Watchbook brings other words, the confirmation holds no more.
"""

import hashlib
import re
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import event_named
from watchbook.audit_log.record import Kind, record_row
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.permissions import may_confirm_welsh
from watchbook.organisation.queries import the_authority
from watchbook.web.wording import day

CONFIRMED = Kind(
    "authority.welsh_confirmed",
    fields=("welsh_checked_on", "welsh_words"),
    personal=("welsh_checker",),
    says=gettext_lazy("An officer confirmed that a translator has checked the Welsh."),
)
WITHDRAWN = Kind(
    "authority.welsh_withdrawn",
    fields=("welsh_words",),
    says=gettext_lazy("The confirmation that a translator has checked the Welsh was withdrawn."),
)
COLUMNS = ["welsh_checker", "welsh_checked_on", "welsh_words", "welsh_confirmed_by"]


@cache
def first_written_on() -> date:
    """Return the date on which our Welsh first existed, as the head of its catalogue says: nobody checked it before."""
    head = files("watchbook").joinpath("locale", "cy", "LC_MESSAGES", "django.po").read_text(encoding="utf-8")
    (written,) = re.findall(r'^"POT-Creation-Date: (\d{4}-\d\d-\d\d)', head, re.MULTILINE)
    return date.fromisoformat(written)


@cache
def words_now() -> str:
    """Return the digest of every Welsh sentence of ours, and of the Welsh names of the law."""
    told = (("locale", "cy", "LC_MESSAGES", "django.po"), ("law_words", "welsh_citations.toml"))
    words = (files("watchbook").joinpath(*path).read_bytes() for path in told)
    return hashlib.sha256(b"\0".join(words)).hexdigest()


def is_checked(authority: Authority | None) -> bool:
    """Whether the Welsh as it is now is confirmed. No query."""
    return authority is not None and authority.welsh_words == words_now()


def unchecked() -> str:
    """Say of a letter in Welsh, once, that no translator has checked it; nothing where one has, and of one in English. One query."""
    if get_language() != "cy" or is_checked(the_authority()):
        return ""
    return _("No translator has checked this letter yet.")


@transaction.atomic
def confirm(authority: Authority, *, checker: str, checked_on: date, by: Person, at: datetime) -> Authority:
    """Record who checked the Welsh and when: pages and letters leave out from now on that nobody did."""
    row = locked(authority)
    may_confirm_welsh(by)
    tried = _("You cannot confirm that a translator has checked the Welsh")
    if is_checked(row):
        why = _(
            "the check is already confirmed. To change the name of the translator, withdraw the confirmation first."
        )
        raise WrongState(f"{tried}: {why}")
    if checked_on > london_day(at):
        raise WrongState(
            f"{tried}: {_('the date is in the future. Enter the date on which the translator finished.')}"
        )
    if checked_on < (first := first_written_on()):
        why = _(
            "the date is before {first}, when our Welsh text was first written. Enter the date on which the translator finished."
        )
        raise WrongState(f"{tried}: {why.format(first=day(first))}")
    row.welsh_checker, row.welsh_checked_on = checker.strip(), checked_on
    row.welsh_words, row.welsh_confirmed_by = words_now(), by
    row.save(update_fields=COLUMNS)
    record_row(CONFIRMED, row, by=by, at=at)
    return row


def confirmation(authority: Authority) -> Event | None:
    """The event of the confirmation that stands. One query where there is one."""
    return event_named(CONFIRMED.name, subject=authority.pk) if authority.welsh_words else None


@transaction.atomic
def withdraw(authority: Authority, *, read: str, by: Person, at: datetime) -> Authority:
    """Withdraw the confirmation that was read, by the id of its event: pages and letters say again that no translator has checked them."""
    row = locked(authority)
    may_confirm_welsh(by)
    if not row.welsh_words:
        raise WrongState(
            _(
                "You cannot withdraw the confirmation: nobody has confirmed that a translator has checked the Welsh. Open the page again."
            )
        )
    stands = confirmation(row)
    if stands is None or str(stands.id) != read:
        raise WrongState(
            _(
                "You cannot withdraw this confirmation: another one has replaced it since you opened the page. Open the page again and read the confirmation."
            )
        )
    withdrawn = row.welsh_words
    row.welsh_checker, row.welsh_checked_on, row.welsh_words, row.welsh_confirmed_by = "", None, "", None
    row.save(update_fields=COLUMNS)
    record_row(WITHDRAWN, row, by=by, at=at, welsh_words=withdrawn)
    return row
