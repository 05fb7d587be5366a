"""The table of accounts at the council's sign-in, each linked to a person of the register."""

from django.db import models

from watchbook.audit_log.guard import needs_event, needs_event_by, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded


class CouncilAccount(Recorded):
    """An account at the council's sign-in, by the issuer's address and the subject that it never gives to another; linked by the person alone."""

    person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="council_accounts"
    )
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)

    class Meta:
        triggers = [
            needs_event(subject="person_id"),
            needs_event_by("council_account.linked", column="person_id"),
            recorded_by_the_clock(),
            written_once(),
        ]
        constraints = [
            models.UniqueConstraint(name="council_account_is_one_persons", fields=["issuer", "subject"]),
            models.UniqueConstraint(name="person_has_one_council_account", fields=["issuer", "person"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)
