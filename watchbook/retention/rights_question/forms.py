"""Shape of a decision on a protected record."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.retention.letter import law
from watchbook.retention.rights_request.forms import ProcessingPurposeForm
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.rules import GROUNDS, ItemDecision, Right
from watchbook.web.questions import ask_choice, ask_choices, ask_text

NOT_THEIRS = str(ItemDecision.NOT_THEIRS)


class RightsQuestionForm(ProcessingPurposeForm):
    """The purpose of the record, the two questions of its law, and the decision."""

    ground = ask_choice(
        _("What do you decide, and on what ground?"), (), _("Select what you decide"),
        hint=_("Neither confirm nor deny only if saying that the record exists, or that it does not, would itself do the harm."),
    )  # fmt: skip
    why = ask_text(
        _("Why?"), longest=4000,
        hint=_("The letter gives your reason for a refusal or a restriction, so do not name anybody else. It leaves out why you neither confirm nor deny."),
    )  # fmt: skip

    enclosed = ask_text(
        _("If you give a copy: which copy have you handed to the officer who answers?"), longest=1000, rows=3,
        hint=_("The letter lists it as enclosed, so do not name anybody else. Take out what is about other people first."),
    )  # fmt: skip

    def __init__(self, *args: Any, right: str, alike: Sequence[FoundItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alike:
            self.fields["numbers"] = ask_choices(
                _("On which of these records do you decide so?"), (), _("Select at least one record")
            )
            boxes: Any = self.fields["numbers"]
            boxes.choices = [(str(one.pk), one.thing_reference) for one in alike]
        field: Any = self.fields["ground"]
        field.choices = [
            (one.id, f"{ItemDecision(one.decision).label.capitalize()}: {one.says} ({law(one.provision)})")
            for one in GROUNDS
            if Right(right) in one.rights
        ] + [(NOT_THEIRS, ItemDecision.NOT_THEIRS.label.capitalize())]

    def told(self) -> dict[str, str]:
        """Return the answers as the act takes them: a record that is not theirs has no ground."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "numbers"}
        return said | {"ground": "" if said["ground"] == NOT_THEIRS else said["ground"]}
