"""Requests that wait for an answer."""

from watchbook.foi.models import Request


def requests_waiting() -> list[Request]:
    """Requests without an answer sent; sending comes with its own issue, so for now all of them. One query."""
    return list(Request.objects.all())
