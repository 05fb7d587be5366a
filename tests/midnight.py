"""Midnight that passes while something is worked out."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

A_DAY = timedelta(days=1)


def passing_anywhere(monkeypatch, work):
    """Do some work again and again, each time with midnight a question for the day later, until midnight comes after it."""
    real = timezone.localdate
    for turns_after in count():
        asked = []

        def localdate(value=None, zone=None, asked=asked, turns_after=turns_after):
            if value is not None:
                return real(value, zone)
            asked.append(1)
            return real() + A_DAY * (len(asked) > turns_after)

        with monkeypatch.context() as patched:
            patched.setattr(timezone, "localdate", localdate)
            work()
        if len(asked) <= turns_after:
            return
