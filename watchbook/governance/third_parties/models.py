"""The table of third parties who look at social media for the authority."""

from django.db import models

from watchbook.register.models.entries import GUARDS, NamedEntry, ended_index, ends_after_it_begins, one_entry
from watchbook.register.title_words import words_index


class ThirdParty(NamedEntry):
    """A company or body that looks for us: its contract, for whom, what it may do, and when it was last checked."""

    who = models.CharField(max_length=200)
    contract = models.CharField(max_length=200)
    services = models.CharField(max_length=500)
    terms = models.TextField(max_length=2000)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=200, blank=True, default="")
    check_found = models.TextField(max_length=2000, blank=True, default="")

    class Meta:
        ordering = ["who", "-recorded_at"]
        indexes = [words_index("words_of_third_party", "who"), ended_index("third_party_ended")]
        triggers = GUARDS
        constraints = [
            one_entry("third_party_is_one"),
            ends_after_it_begins("third_party_ends_after_it_begins"),
        ]
