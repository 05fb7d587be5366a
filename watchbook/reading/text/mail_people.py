"""The people whom a mail names: who wrote it, who sent it for them, and to whom it wants an answer (RFC 5322, 3.6.2).

A mail may name several of each, or one that we cannot read. Which of them asks, an officer decides.
"""

import re
from email.utils import getaddresses

from watchbook.reading.text import mail
from watchbook.reading.text.mail_facts import MailPeople

_LONGEST = 10_000  # characters of a header that names people
_ADDRESS_LONGEST = 320  # 64 before the “@”, 255 after it
_ADDRESS = re.compile(r"""[^\s@,;:<>()"\\]{1,64}@[^\s@,;:<>()"\\]{1,255}""")


def people(data: bytes) -> MailPeople:
    """The name and address to which an answer goes, where the mail says one alone; and who else is named."""
    writers, replies, sent = (_named(data, header) for header in ("From", "Reply-To", "Sender"))
    wanted = replies or writers
    own, address, by = (next(iter(named), "") for named in (writers, wanted, sent))
    name = wanted.get(address) or (writers[own] if _is_one(writers) else "")
    is_by_another = bool(by) and bool(own) and by.casefold() not in map(str.casefold, writers)
    return MailPeople(
        name=name if _is_one(wanted) else "",
        address=address if _is_one(wanted) else "",
        came_from=own if own.casefold() != address.casefold() or not _is_one(wanted) else "",
        sent_by=(f"{sent[by]} ({by})" if sent[by] else by) if is_by_another else "",
        replies=() if _is_one(replies) else tuple(replies),
        writers=() if _is_one(writers) else tuple(writers),
    )


def _named(data: bytes, header: str) -> dict[str, str]:
    """The addresses in a header, each once in whatever case, with their names; what it says where none can be told.

    The library mends a wrong header by dropping what stands after the first address: what is dropped is named too.
    """
    written = mail.written(data, header, longest=_LONGEST)
    read = [one for one in getaddresses([mail.said(data, header, longest=_LONGEST)]) if "@" in one[1]]
    if not read and "@" in written:
        return {mail.drawn(written, _ADDRESS_LONGEST): ""}
    found: dict[str, tuple[str, str]] = {}
    within = [
        ("", one)
        for words in (written, *(name for name, _address in read))
        for one in _ADDRESS.findall(words)
    ]
    for name, address in [*read, *within]:
        found.setdefault(address.casefold(), (mail.drawn(address, _ADDRESS_LONGEST), mail.drawn(name)))
    return dict(found.values())


def _is_one(named: dict[str, str]) -> bool:
    return len(named) == 1 and all(map(_ADDRESS.fullmatch, named))
