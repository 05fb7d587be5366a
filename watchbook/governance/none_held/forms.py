"""Shapes of what is typed when somebody signs that none is held."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from watchbook.governance.documents.models import HeldKind
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_text, ask_tick


class NoneHeldForm(GovukForm):
    """Of which kind none is held, where was looked, why there is none, and the signature."""

    kind = ask_choice(
        _("Which kind of document, tool or course is not held?"),
        missing=_("Select the kind of document, tool or course that is not held"),
    )
    searched = ask_text(
        _("Where did you search?"),
        longest=1000,
        missing=_("Enter the places where you searched"),
        hint=_(
            "Enter the places that you searched, the words that you searched for, and the job titles of the people whom you asked."
        ),
    )
    reason = ask_text(
        _("Why is none held?"),
        longest=1000,
        missing=_("Enter the reason why none is held"),
        hint=_("We may quote your reason to requesters."),
    )
    confirmed = ask_tick(
        _("I have searched, or asked others to search, and none is held"),
        _("Select the box to confirm that none is held"),
    )

    def __init__(self, *args: Any, kinds: Sequence[HeldKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in kinds]  # type: ignore[attr-defined]  # a choice field has them
