"""The sender of the mail that a request came as, proposed as who asks; and addresses whose replies are published (FOIA s.8(1)(b))."""

import re
from dataclasses import dataclass

from watchbook.files.store import the_store
from watchbook.foi.models import Request
from watchbook.foi.request import source_file
from watchbook.foi.request.requester import ADDRESS_LENGTH, NAME_LENGTH, Contact
from watchbook.reading.text.refusals import NotARequest

# Sites that give each request an address of its own and publish what is sent to it.
PUBLISHING = {"whatdotheyknow.com": "WhatDoTheyKnow"}
_DOMAIN = re.compile(r"@([\w.-]{1,253})")


@dataclass(frozen=True)
class ProposedRequester:
    """A person who may have asked by a mail, and what an officer must know before they record them."""

    contact: Contact
    came_from: str = ""  # the mail's own address, where it asks for answers elsewhere
    sent_by: str = ""  # who sent it for the person whom it is from
    forwarded_by: str = ""  # who sent on a mail that this person wrote


def proposed_requester(request: Request) -> ProposedRequester | None:
    """The sender of the mail that is kept, or of one that it forwards; None where no mail is, or it names nobody outside.

    Raises FileNotFoundError, or Damaged.
    """
    if not request.file_name.lower().endswith((".eml", ".msg")):
        return None
    try:
        read = source_file.read(request.file_name, the_store().get(request.file_sha256))
    except NotARequest:
        return None
    if read.forwards and not (read.forwards.name or read.forwards.address):
        return None
    if read.forwards:
        by = " ".join(filter(None, read.sender or ()))
        return ProposedRequester(_contact(read.forwards.name, read.forwards.address), forwarded_by=by)
    return read.sender and ProposedRequester(_contact(*read.sender), read.came_from, read.sent_by)


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
