"""The sender of the mail that a request came as, proposed as who asks; and addresses whose replies are published (FOIA s.8(1)(b))."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from watchbook.files.store import the_store
from watchbook.foi.models import Request
from watchbook.foi.request import source_file
from watchbook.foi.request.requester import ADDRESS_LENGTH, NAME_LENGTH, Contact
from watchbook.reading.text.refusals import NotARequest

# Sites that give each request an address of its own and publish what is sent to it.
PUBLISHING = {"whatdotheyknow.com": "WhatDoTheyKnow"}
TOLD = 10  # addresses; of more their number
_DOMAIN = re.compile(r"@([\w.-]{1,253})")


@dataclass(frozen=True)
class ProposedRequester:
    """A person who may have asked by a mail, and what an officer must know before they record them."""

    contact: Contact  # empty where the mail names several people
    came_from: str = ""  # the mail's own address, where it asks for answers elsewhere
    sent_by: str = ""  # who sent it for the person whom it is from
    forwarded_by: str = ""  # who sent on a mail that this person wrote
    replies: tuple[str, ...] = ()  # the addresses to which it wants answers, where they are several
    writers: tuple[str, ...] = ()  # those of who wrote it, where they are several
    quotes: str = ""  # whom an older mail in it is from

    @property
    def addresses(self) -> tuple[str, ...]:
        """Each address to which an answer may go."""
        return tuple(filter(None, (self.contact.address, *(self.replies or self.writers))))

    @property
    def replies_told(self) -> str:
        """The addresses to which it wants answers, in words."""
        return _in_words(self.replies)

    @property
    def writers_told(self) -> str:
        """The addresses of who wrote it, in words."""
        return _in_words(self.writers)

    @property
    def published_by(self) -> str:
        """The name of the site that publishes each reply to one of the addresses; else nothing."""
        return next(filter(None, map(publishes_replies, self.addresses)), "")

    @property
    def unusual(self) -> tuple[str, str]:
        """The first address with a letter that may be taken for one of a to z, and that letter."""
        found = ((one, letter) for one in self.addresses for letter in one if not letter.isascii())
        return next(found, ("", ""))


def proposed_requester(request: Request) -> ProposedRequester | None:
    """The sender of the mail that is kept, or of one that it forwards; of nobody where none is named outside, and None where no mail is.

    Raises FileNotFoundError, or Damaged.
    """
    if not request.file_name.lower().endswith((".eml", ".msg")):
        return None
    try:
        read = source_file.read(request.file_name, the_store().get(request.file_sha256))
    except NotARequest:
        return None
    named = read.people
    if read.forwards:
        by = " ".join(filter(None, (named.name, named.address))) or ", ".join(named.writers)
        return ProposedRequester(_contact(read.forwards.name, read.forwards.address), forwarded_by=by)
    return ProposedRequester(
        _contact(named.name, named.address),
        named.came_from,
        named.sent_by,
        replies=named.replies,
        writers=named.writers,
        quotes=read.quotes,
    )


def _in_words(addresses: Sequence[str]) -> str:
    told = ", ".join(addresses[:TOLD])
    more = len(addresses) - TOLD
    return _("{addresses} and {number} more").format(addresses=told, number=more) if more > 0 else told


def _contact(name: str, address: str) -> Contact:
    return Contact(name=name[:NAME_LENGTH], address=address[:ADDRESS_LENGTH])


def publishes_replies(address: str) -> str:
    """The name of the site that publishes each reply to this address; nothing for any other."""
    domains = [one.casefold().rstrip(".") for one in _DOMAIN.findall(address)]
    return next(
        (
            site
            for domain, site in PUBLISHING.items()
            if any(f".{one}".endswith(f".{domain}") for one in domains)
        ),
        "",
    )
