"""Subjects of one name: nobody looks at the one on easier answers than the other’s assessment without saying why they are two.

A name proves nothing, so it joins no counts. It is asked once, before the first look that opens at a subject, and only within
the service: what other services look into is found by account alone. A page of an unlisted site whose path names an account
of a subject may mirror it, and is asked about at each look: nothing tells that from a page of its own, so it binds nothing.
"""

import re
from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState, cannot
from watchbook.investigations.account import items_of_any
from watchbook.investigations.account_address import ELSEWHERE, WEB, RecognisedAddress, recognised
from watchbook.investigations.address_forms import FLAGS, platforms
from watchbook.investigations.models import Account, Subject
from watchbook.investigations.name_forms import name_forms
from watchbook.investigations.names_within import accounts_called, names_within
from watchbook.investigations.pasted_address import read
from watchbook.investigations.subject import HANDLE, NAME
from watchbook.investigations.together import together_with
from watchbook.keys import blind_index, envelope
from watchbook.looks.models import About, Look, LookOrigin
from watchbook.looks.sitting import Sitting
from watchbook.triage.queries import AssessmentStanding, newest_of_each

NOT_OPENED = (LookOrigin.AFTERWARDS, LookOrigin.IMPORTED)
OF_ONE = {"profile", "channel", "shop"}  # pages of other sites that are one account's
MOST_NAMES = 6  # of one address
_NAME = re.compile(r"@?[a-z0-9_][a-z0-9._-]{1,63}", FLAGS)


class CalledAlike(WrongState):
    """The look is not opened before its officer says how they know that it is not the subject with the same name."""


def check_namesakes(sitting: Sitting, *, service: UUID | None) -> None:
    """Refuse a first look at somebody who is called like a subject of the service that asks for more, without a word on that."""
    is_said = has_words(sitting.not_the_same) and sitting.subject is not None
    if is_said or sitting.about == About.OWN_PAGE:
        return
    found = namesakes(sitting.subject, sitting.address, service=service)
    if found:
        why = _(
            "A subject with the same name, or with an account that the address names or may show, was assessed as “{outcome}” "
            "({reference}). If this is the same person, add the account to that subject. If not, say how you know."
        ).format(outcome=found[0].titles, reference=found[0].assessment.reference)
        raise CalledAlike(cannot(_("You cannot open this look"), why))


def check_further_page(look: Look, page: RecognisedAddress) -> None:
    """Refuse a further page at which somebody may be seen who was assessed more strictly, unless the look says why they are two."""
    if look.subject is not None and has_words(envelope.opened(look).get("not_the_same", "")):
        return
    found = namesakes(look.subject, page.exact, service=look.service_id, is_first=True)
    if found:
        why = _(
            "This page may show the name or account of a subject who was assessed as “{outcome}” ({reference}). Open a separate "
            "look, and say there how you know that this is somebody else."
        ).format(outcome=found[0].titles, reference=found[0].assessment.reference)
        raise WrongState(cannot(_("You cannot go on with this look"), why))


def namesakes(
    subject: Subject | None, address: str, *, service: UUID | None, is_first: bool = False
) -> list[AssessmentStanding]:
    """The assessments that ask for somebody else, of other subjects of the service with this name or at this address.

    `is_first`: whether the page is asked about as at a first look, whatever was looked at before.
    """
    names = names_within(address)
    found = _mirrored(address, names)
    if is_first or subject is None or not subject.looks.exclude(way__in=NOT_OPENED).exists():
        own = name_forms(envelope.opened(subject)["called"]) if subject is not None else set[str]()
        found |= _called((*own, *names)) | _of_accounts(accounts_called(names))
    if not found:
        return []
    found -= together_with(subject).subjects
    others = Subject.objects.filter(pk__in=found, investigation__service=service) if found else []
    return [one for one in newest_of_each(others) if one.binds] if others else []


def _called(words: Iterable[str]) -> set[UUID]:
    asked = [one.strip() for one in words]
    return blind_index.found_any(asked, kind=NAME) | blind_index.found_any(asked, kind=HANDLE)


def _mirrored(address: str, names: Iterable[str]) -> set[UUID]:
    """The subjects whose account the page of an unlisted site may show."""
    shown = possibly_mirrored(address)
    found = recognised(address)
    is_unknown = found is not None and found.platform in ELSEWHERE and found.kind not in OF_ONE
    return _of_accounts({*shown, *accounts_called(names)} if is_unknown else shown)


def _of_accounts(accounts: Iterable[str]) -> set[UUID]:
    rows = Account.objects.filter(pk__in=items_of_any(accounts), parted_at=None)
    return set(rows.values_list("subject_id", flat=True))


def possibly_mirrored(pasted: str) -> frozenset[str]:
    """Return the accounts of platforms that an address may show, where its site is none that is known."""
    found = recognised(pasted)
    if found is None or found.platform not in ELSEWHERE:
        return frozenset()
    address = read(found.exact)
    written = [*address.path.split("/"), *address.query.values()]
    names = [one.removeprefix("@") for one in written if _NAME.fullmatch(one)][:MOST_NAMES]
    paths = {address.path, *(f"/{mark}{one}" for one in names for mark in ("", "@"))} - {"", "/"}
    pages = (recognised(f"https://{host}{one}") for host in _hosts() for one in sorted(paths))
    return frozenset(one.account for one in pages if one and one.account and one.platform != WEB) - {
        found.account
    }


@cache
def _hosts() -> tuple[str, ...]:
    """The host under which each platform writes its accounts."""
    accounts = [form.account for one in platforms().values() for form in one.forms if form.account]
    hosts = {one.partition("/")[0] for one in accounts}
    return tuple(sorted(one for one in hosts if "{" not in one))
