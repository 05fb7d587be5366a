"""The sender of the mail that a request came as, proposed as who asks; and addresses whose replies are published (FOIA s.8(1)(b))."""

import re

from watchbook.files.store import the_store
from watchbook.foi.models import Request
from watchbook.foi.request import source_file
from watchbook.foi.request.requester import ADDRESS_LENGTH, NAME_LENGTH, Contact
from watchbook.reading.text.refusals import NotARequest

# Sites that give each request an address of its own and publish what is sent to it.
PUBLISHING = {"whatdotheyknow.com": "WhatDoTheyKnow"}
_DOMAIN = re.compile(r"@([\w.-]{1,253})")


def sender_of(request: Request) -> Contact | None:
    """The sender of the mail that is kept; None where no mail is, or it names nobody. Raises FileNotFoundError, or Damaged."""
    if not request.file_name.lower().endswith((".eml", ".msg")):
        return None
    try:
        found = source_file.read(request.file_name, the_store().get(request.file_sha256)).sender
    except NotARequest:
        return None
    return Contact(name=found[0][:NAME_LENGTH], address=found[1][:ADDRESS_LENGTH]) if found else None


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
