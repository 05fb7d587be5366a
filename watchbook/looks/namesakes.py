"""Subjects of one name: nobody looks at the one on easier answers than the other’s assessment without saying why they are two.

A name proves nothing, so it joins no counts. It is asked once, before the first look that opens at a subject, and only within
the service: what other services look into is found by account alone. A page of an unlisted site whose path names an account
of a subject may mirror it, and is asked about at each look: nothing tells that from a page of its own, so it binds nothing.
"""

import re
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import unquote_plus
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState, cannot
from watchbook.investigations.account import items_of
from watchbook.investigations.account_address import ELSEWHERE, WEB, RecognisedAddress, recognised
from watchbook.investigations.address_within import innermost
from watchbook.investigations.known_sites import FLAGS, platforms
from watchbook.investigations.models import Account, Subject
from watchbook.investigations.pasted_address import VIEW_SOURCE, page_of, read, tracks
from watchbook.investigations.subject import HANDLE, NAME, in_any_order, name_forms
from watchbook.investigations.together import together_with
from watchbook.keys import blind_index, envelope
from watchbook.looks.models import About, Look, LookOrigin
from watchbook.looks.sitting import Sitting
from watchbook.triage.queries import AssessmentStanding, newest_of_each

NOT_OPENED = (LookOrigin.AFTERWARDS, LookOrigin.IMPORTED)
OF_ONE = {"profile", "channel", "shop"}  # pages of other sites that are one account's
MOST_NAMES = 6  # of one address
_NAME = re.compile(r"@?[a-z0-9_][a-z0-9._-]{1,63}", FLAGS)
MOST_WORDS = 200  # of one address: ordinary ones have a dozen
_LONGEST_RUN = 4  # words of one name
_SHORTEST = 3
_BASE64 = re.compile(r"[a-z0-9+/_-]{8,}={0,2}", FLAGS)
_WORD = re.compile(r"[^\W_]+")
_LEVELS = 4  # of what is written within what is written
_JOINTS = ("", ".", "_", "-")


class CalledAlike(WrongState):
    """The look is not opened before its officer says how they know that it is not the subject with the same name."""


class TooManyWords(WrongState):
    """An address has more words than are held against what is on record: it may name anybody."""


def check_namesakes(sitting: Sitting, *, service: UUID | None) -> None:
    """Refuse a first look at somebody who is called like a subject of the service that asks for more, without a word on that."""
    is_said = has_words(sitting.not_the_same) and sitting.subject is not None
    if is_said or sitting.about == About.OWN_PAGE:
        return
    found = namesakes(sitting.subject, sitting.address, service=service)
    if found:
        why = _(
            "Another subject may be the same person: it has the same name, or an account that the address names or may show. The newest assessment of that "
            "subject, {reference}, says “{outcome}”. If this is the same person, add the account to that subject. If not, say how you know."
        ).format(outcome=found[0].titles, reference=found[0].assessment.reference)
        raise CalledAlike(cannot(_("You cannot open this look"), why))


def check_further_page(look: Look, page: RecognisedAddress) -> None:
    """Refuse a further page at which somebody may be seen who was assessed more strictly, unless the look says why they are two."""
    if look.subject is not None and has_words(envelope.opened(look).get("not_the_same", "")):
        return
    found = namesakes(look.subject, page.exact, service=look.service_id, is_first=True)
    if found:
        why = _(
            "This page may show the name or account of another subject. The newest assessment of that subject, {reference}, says “{outcome}”. Open a separate "
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
    rows = Account.objects.filter(pk__in=items_of(*accounts), parted_at=None)
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


def names_within(pasted: str) -> frozenset[str]:
    """Return every name that the words of an address may make, alone and with those beside them; none where it is no address.

    They stand in its path or query, plain, escaped or in base64, and are held against what is on record by exact hashes.
    The page of an account has the account's own name, with or without its numbers, and no part of it.
    """
    found = recognised(pasted)
    if found is None:
        return frozenset()
    is_accounts = found.account is not None and found.kind != "site"
    names, count = set[str](), 0
    for text in _texts(innermost(found.exact) if is_accounts else found.exact.removeprefix(VIEW_SOURCE)):
        words = _WORD.findall(text)
        count += len(words)
        if count > MOST_WORDS:
            raise TooManyWords(_too_many_words())
        letters = [one for one in words if not one.isdigit()]
        whole = {joint.join(run) for run in (words, letters) for joint in _JOINTS}
        names |= {text.strip().strip("\"'"), *(whole if is_accounts else _runs(words))}
    return frozenset(one for one in names if len(one) >= _SHORTEST)


def _too_many_words() -> str:
    return _(
        "You cannot use this address: it has more than {most} words, so we cannot check whether it names a subject on record. Copy the address of the page "
        "alone, without a search or filters, and paste that."
    ).format(most=MOST_WORDS)


def accounts_called(names: Iterable[str]) -> frozenset[str]:
    """Return the account of each platform that has one of these names."""
    found = set[str]()
    for name in names:
        bare = name.lstrip("@")
        plain = {"": bare, "case": bare.lower(), "case dots": bare.lower().replace(".", "")}
        found |= {written.format(plain[fold]) for written, fold in _accounts() if fold in plain}
    return frozenset(found)


def _texts(exact: str) -> list[str]:
    """The parts of an address that may hold a name, and what stands written within each."""
    address = read(exact)
    path = page_of(exact).partition("?")[0].partition("#")[0]
    asked = [value for name, value in address.query.items() if not tracks(name, host=address.host)]
    texts, todo = dict[str, None](), [*path.split("/"), *asked, *address.fragment.split("/")]
    for _level in range(_LEVELS):
        todo = [one for one in todo if one and one not in texts]
        texts |= dict.fromkeys(todo)
        todo = [inner for one in todo for inner in _written_in(one)]
    return [one for one in texts if unquote_plus(one) == one or not one.isascii()]


def _written_in(text: str) -> Iterator[str]:
    """Yield what a text says once it is unescaped, and what its base64 stands for."""
    plain = text
    while (more := unquote_plus(plain)) != plain:
        plain = more
    if plain != text:
        yield from (plain, *plain.split("/"))
    for piece in _BASE64.findall(plain):
        padded = piece.rstrip("=") + "=" * (-len(piece.rstrip("=")) % 4)
        for decode in (b64decode, urlsafe_b64decode):
            try:
                said = decode(padded).decode()
            except ValueError:
                continue
            if said.isprintable():
                yield from (said, *said.split("/"))


def _runs(words: list[str]) -> Iterator[str]:
    """Yield each word, and each few that follow one another, joined as handles are, as a name is, and as a name in another order."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + _LONGEST_RUN, len(words)) + 1):
            run = words[first:last]
            yield from (joint.join(run) for joint in (_JOINTS if len(run) > 1 else ("",)))
            if len(run) > 1:
                yield in_any_order(run)


@cache
def _accounts() -> tuple[tuple[str, str], ...]:
    """Return how each platform writes an account that has one name, and how it tells names apart."""
    found = set[tuple[str, str]]()
    for platform in platforms().values():
        for form in platform.forms:
            holes = re.findall(r"\{(\w+)\}", form.account or "")
            if form.account and len(holes) == 1 and holes != ["host"]:
                written = form.account.replace(f"{{{holes[0]}}}", "{0}")
                found.add((written, platform.folds.get(holes[0], "")))
    return tuple(sorted(found))
