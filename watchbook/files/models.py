"""The columns by which a row keeps a file: the hash that names it in the store, and what it was called."""

from django.db import models


class KeptFile(models.Model):
    """A row with at most one file, chosen once and never overwritten: the guard of the row's own table refuses."""

    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    file_name = models.CharField(max_length=150, blank=True, default="")
    file_media_type = models.CharField(max_length=100, blank=True, default="")
    file_size = models.PositiveBigIntegerField(default=0)

    class Meta:
        abstract = True
