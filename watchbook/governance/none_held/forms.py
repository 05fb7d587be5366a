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

    kind = ask_choice(_("Of what is none held?"), missing=_("Select of what none is held"))
    searched = ask_text(
        _("Where did you search?"),
        longest=1000,
        missing=_("Enter where you searched"),
        hint=_("The places and the words that were searched for, and who was asked by their post."),
    )
    reason = ask_text(
        _("Why is there none?"),
        longest=1000,
        missing=_("Enter why there is none"),
        hint=_("It may be told to requesters."),
    )
    confirmed = ask_tick(
        _("I have looked, or had it looked for, and none is held"),
        _("Select the box to sign that none is held"),
    )

    def __init__(self, *args: Any, kinds: Sequence[HeldKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in kinds]  # type: ignore[attr-defined]  # a choice field has them
