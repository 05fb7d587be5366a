"""The authority's own settings: its name, colour and contact; its nation decides calendars and laws."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record_row
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.permissions import may_amend_authority

SETTINGS = ("contact", "address", "telephone", "email", "officer_title", "review_to")
AMENDED = Kind(
    "authority.amended",
    fields=("title", "colour", "logo_sha256"),
    personal=SETTINGS,
    says=_("The authority’s settings were changed."),
)


def reached(authority: Authority) -> list[str]:
    """Return how the public reaches the authority: contact, address, telephone and email, each line once. No query."""
    told = (authority.contact, authority.address, authority.telephone, authority.email)
    return [line for line in dict.fromkeys(told) if line]


@transaction.atomic
def amend(
    authority: Authority,
    *,
    name: str,
    colour: str,
    by: Person,
    at: datetime,
    logo: Content | None = None,
    **settings: str,
) -> Authority:
    """Change how the authority shows itself, and what its letters bear; a logo that is not given stays."""
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    may_amend_authority(by)
    authority.name, authority.colour = name.strip(), colour
    for each in SETTINGS:
        setattr(authority, each, settings.get(each, "").strip())
    authority.logo_sha256 = the_store().put(logo.data) if logo else authority.logo_sha256
    authority.save(update_fields=["name", "colour", "logo_sha256", *SETTINGS])
    record_row(AMENDED, authority, by=by, at=at, title=authority.name)
    return authority
