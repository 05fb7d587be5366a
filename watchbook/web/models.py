"""The table of presses of buttons (`press`)."""

from django.db import models
from django.db.models.functions import Now


class Press(models.Model):
    """One press of a form's button, by the hash of its key and what was sent; written with the act's own event.

    `answer` is the address that followed, empty as long as nobody knows it. Rows go after a day.
    """

    key = models.CharField(primary_key=True, max_length=64)
    answer = models.TextField(default="")
    since = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.key
