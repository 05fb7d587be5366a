"""What each page knows of who asks for it: the person signed in, and how a page with a form is asked for."""

from typing import cast

from django.http import HttpRequest

from watchbook.organisation.models import Person

METHODS = ["GET", "HEAD", "POST"]


def reader(request: HttpRequest) -> Person:
    """Return who is signed in."""
    return cast(Person, request.user)  # every page that calls this asks for sign-in
