"""Shape of a decision on a protected record."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.retention.letter import law
from watchbook.retention.rights_request.forms import ProcessingPurposeForm, ask_now, ask_was
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.rules import GROUNDS, DataRegime, DecisionGround, ItemDecision, Right
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_text

NOT_THEIRS = str(ItemDecision.NOT_THEIRS)


class RightsQuestionForm(ProcessingPurposeForm):
    """The purpose of the record, the two questions of its law, and the decision."""

    ground = ask_choice(
        _("What is your decision, and on what ground?"), (), _("Select your decision"),
        hint=_("Select “Neither confirm nor deny” only if it would do harm just to say whether the record exists."),
    )  # fmt: skip
    why = ask_text(
        _("Why?"), longest=4000,
        hint=_("The letter gives your reason for a refusal or a restriction in these words. Do not name anybody else, a case, a place or anything else that shows "
        "what the record is. The letter leaves out your reason for neither confirming nor denying."),
    )  # fmt: skip

    enclosed = ask_text(
        _("If you decide to give a copy, what are you handing to the officer who answers the request?"), longest=1000, rows=3,
        hint=_("The letter lists this copy as enclosed, so do not name anybody else. Before you hand it over, remove anything about other people."),
    )  # fmt: skip

    was = ask_was()
    now = ask_now()

    def __init__(self, *args: Any, right: str, alike: Sequence[FoundItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, of in {
            "was": Right.RECTIFICATION,
            "now": Right.RECTIFICATION,
            "enclosed": Right.ACCESS,
        }.items():
            if right != of:
                del self.fields[name]
        if alike:
            self.fields["numbers"] = ask_choices(
                _("Which of these records does this decision cover?"), (), _("Select at least one record")
            )
            boxes: Any = self.fields["numbers"]
            boxes.choices = [(str(one.pk), one.thing_reference) for one in alike]
        self.grounds = [one for one in GROUNDS if Right(right) in one.rights]
        field: Any = self.fields["ground"]
        field.choices = [(one.id, _says(one)) for one in self.grounds]
        field.choices += [(NOT_THEIRS, ItemDecision.NOT_THEIRS.label.capitalize())]

    def radios(self) -> list[dict[str, Any]]:
        """Return the grounds, each with the law to which it belongs: the answers above say which of the two applies."""
        chosen = str(self["ground"].value() or "")
        items: list[dict[str, Any]] = [
            {"value": one.id, "text": _says(one), "checked": one.id == chosen, "hint": {"text": regime.label}}
            for regime in DataRegime
            for one in self.grounds
            if one.regime == regime
        ]
        theirs = {"value": NOT_THEIRS, "text": ItemDecision.NOT_THEIRS.label.capitalize()}
        return [*items, theirs | {"checked": chosen == NOT_THEIRS}]

    def told(self) -> dict[str, str]:
        """Return the answers as the act takes them: a record that is not theirs has no ground."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "numbers"}
        return said | {"ground": "" if said["ground"] == NOT_THEIRS else said["ground"]}


def _says(ground: DecisionGround) -> str:
    return f"{ItemDecision(ground.decision).label.capitalize()}: {ground.says} ({law(ground.provision)})"


class AgreeToErasureForm(GovukForm):
    """The reason of the second keeper."""

    why = ask_text(
        _("Why may the record be erased?"), _("Enter why the record may be erased"), longest=4000,
        hint=_("Only people with access to the record can see your reason. If you do not agree, decide again on the page about the record."),
    )  # fmt: skip
