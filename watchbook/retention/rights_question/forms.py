"""Shape of a decision on a protected record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.retention.letter import law
from watchbook.retention.rights_request.forms import ProcessingPurposeForm
from watchbook.retention.rights_request.rules import GROUNDS, ItemDecision, Right
from watchbook.web.questions import ask_choice, ask_text

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

    def __init__(self, *args: Any, rights: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ground"]
        field.choices = [
            (one.id, f"{ItemDecision(one.decision).label.capitalize()}: {one.says} ({law(one.provision)})")
            for one in GROUNDS
            if one.rights & {Right(right) for right in rights}
        ] + [(NOT_THEIRS, ItemDecision.NOT_THEIRS.label.capitalize())]

    def told(self) -> dict[str, str]:
        """Return the answers as the act takes them: a record that is not theirs has no ground."""
        said = self.cleaned_data
        return said | {"ground": "" if said["ground"] == NOT_THEIRS else said["ground"]}
