"""Tables of the disclosure log: what the public reads, in a wording of its own, and what was taken back."""

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.foi.models.sending import Licence
from watchbook.organisation.models import Person


class Publication(Recorded):
    """One edition of an entry of the disclosure log; the highest edition is the one shown at its permanent address.

    `answers` is a list in the questions' order (foi.frozen.PublicAnswer): nothing in it names the requester or anyone.
    """

    reference = models.CharField(max_length=20)
    request_reference = models.CharField(max_length=20)  # no key: an entry outlives its request's file
    edition = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    answers = models.JSONField()
    published_on = models.DateField()
    # What the public is told of the request, for the day when its file is not kept any more.
    received_on = models.DateField()
    answered_on = models.DateField()
    due_on = models.DateField(null=True)
    licence = models.CharField(max_length=5, choices=Licence)
    licence_terms = models.TextField(blank=True)
    requester_is_out = models.BooleanField()
    persons_are_out = models.BooleanField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["reference", "edition"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="edition_of_a_publication", fields=["reference", "edition"]),
            models.CheckConstraint(
                name="published_names_nobody", condition=Q(requester_is_out=True, persons_are_out=True)
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Withdrawal(Recorded):
    """An entry taken back: its address stays and says why (a tombstone)."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_on = models.DateField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]

    def __str__(self) -> str:
        return str(self.pk)
