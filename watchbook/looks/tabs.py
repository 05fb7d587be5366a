"""The tab of an investigation that shows its looks; and what the page of a look leads on to, each of the part that owns it.

A part above adds a way on by a `LookTab` of its own and its dotted path in the settings' `LOOK_TABS`, which say the order.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import can
from watchbook.investigations.tabs import Tab
from watchbook.looks.models import Look
from watchbook.looks.states import LookState
from watchbook.organisation.models import Person

LOOKS = Tab(_("Looks"), "looks:of", rows=lambda whole: whole.looks.all())


class LookTab(NamedTuple):
    """A way on: its words, its address by name (which takes the look's reference), who may go it, and how.

    `posts`: by a button that acts at once; `while_open`: only before the look is closed.
    """

    title: Promise
    address: str
    may: Callable[[Person, Look], None]
    posts: bool = False
    while_open: bool = False


def ways_on(look: Look, *, person: Person) -> list[dict[str, Any]]:
    """What the page of a look leads on to, for this person."""
    tabs: list[LookTab] = [import_string(path) for path in settings.LOOK_TABS]
    return [
        {"text": tab.title, "href": reverse(tab.address, args=[look.reference]), "posts": tab.posts}
        for tab in tabs
        if (look.state == LookState.OPEN or not tab.while_open) and can(tab.may, person, look)
    ]
