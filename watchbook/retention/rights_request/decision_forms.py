"""Shapes of a decision on found records: first the records, the right and the purpose, then the grounds of that law for that right."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.keys import envelope
from watchbook.retention.letter import law
from watchbook.retention.rights_request.forms import ask_now, ask_was
from watchbook.retention.rights_request.found_thing import FoundThing
from watchbook.retention.rights_request.models import FoundItem, ProcessingPurpose, RightsRequest
from watchbook.retention.rights_request.queries import purposes
from watchbook.retention.rights_request.rules import (
    BY_ID,
    GROUNDS,
    RIGHTS_IN_SHORT,
    DataRegime,
    DecisionGround,
    ItemDecision,
    Right,
)
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_text

NOT_THEIRS = str(ItemDecision.NOT_THEIRS)


class ChosenRecordsForm(GovukForm):
    """The records on which one decision is made, for one right, and what they are used for."""

    numbers = ask_choices(_("Which records are you deciding on?"), (), _("Select at least one record"))
    right = ask_choice(
        _("Which part of the request are you deciding on?"), (), _("Select the part of the request")
    )
    purpose = ask_choice(_("What do you use these records for?"), (), _("Select the purpose"))

    def __init__(
        self, *args: Any, row: RightsRequest, things: Mapping[FoundItem, FoundThing], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.things = row, {str(one.number): (one, thing) for one, thing in things.items()}
        self._choices(
            "numbers", [(key, f"{key}. {one.thing_reference}") for key, (one, _thing) in self.things.items()]
        )
        self._choices("right", [(one, RIGHTS_IN_SHORT[Right(one)]) for one in row.rights])
        if len(row.rights) == 1:
            del self.fields["right"]
        current = purposes(row)
        self.purposes = {str(one.number): one for one in current}
        said = envelope.opened_all(current)
        named = [
            (
                key,
                f"{said[one.pk]['purpose']} ({DataRegime(one.regime).label if one.regime else _('law not known yet')})",
            )
            for key, one in self.purposes.items()
        ]
        self._choices("purpose", [*named, (NOT_THEIRS, _("None: the records are about somebody else"))])

    def clean_purpose(self) -> str:
        """Refuse a purpose whose law is not known: no ground is of no law."""
        chosen = str(self.cleaned_data["purpose"])
        if chosen in self.purposes and not self.purposes[chosen].regime:
            raise forms.ValidationError(
                _(
                    "You cannot decide under this purpose: the law that covers it is not known yet. Correct the purpose first, or select another purpose."
                )
            )
        return chosen

    def chosen(self) -> list[tuple[FoundItem, FoundThing]]:
        """Return the records that are ticked, each as whoever decides sees it."""
        return [self.things[key] for key in self.cleaned_data["numbers"]]

    def right_chosen(self) -> Right:
        """Return the right for which the decision is made: the only one, where there is one."""
        return Right(self.cleaned_data.get("right") or self.row.rights[0])

    def purpose_chosen(self) -> ProcessingPurpose | None:
        """Return the purpose; None where the records are about somebody else."""
        return self.purposes.get(self.cleaned_data["purpose"])

    def boxes(self) -> list[dict[str, Any]]:
        """Return the box of each record with its kind, day and service, and the words with the name, beside it."""
        ticked = {str(one) for one in self["numbers"].value() or ()}
        return [
            {
                "value": key,
                "text": f"{key}. {one.thing_reference}",
                "checked": key in ticked,
                "hint": {"text": thing.in_words},
            }
            for key, (one, thing) in self.things.items()
        ]

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class FoundItemForm(GovukForm):
    """The decision, on a ground of one law for one right; of records about somebody else the reason alone."""

    ground = ask_choice(_("What is your decision, and on what ground?"), (), _("Select your decision"))
    was = ask_was()
    now = ask_now()
    why = ask_text(
        _("Why?"), longest=4000,
        hint=_("Give a reason if you refuse or restrict, or if the record is about somebody else. The letter gives the reason, so do not name anybody else."),
    )  # fmt: skip

    def __init__(self, *args: Any, right: Right, purpose: ProcessingPurpose | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right, self.purpose = right, purpose
        regime = purpose.regime if purpose else None
        grounds = [one for one in GROUNDS if one.regime == regime and right in one.rights]
        field: Any = self.fields["ground"]
        field.choices = [(f"{right}:{one.id}", _says(one)) for one in sorted(grounds, key=_place)]
        if purpose is None:
            del self.fields["ground"]
        if right != Right.RECTIFICATION or purpose is None:
            del self.fields["was"]
            del self.fields["now"]

    def decided(self) -> dict[str, Any]:
        """Return the choice as the act takes it: the decision goes with its right and its ground."""
        told = self.cleaned_data
        ground = BY_ID.get(told.get("ground", "").rpartition(":")[2])
        return {
            "decision": ground.decision if ground else ItemDecision.NOT_THEIRS,
            "right": str(self.right),
            "ground": ground.id if ground else "",
            "purpose": self.purpose,
            "why": told["why"],
            "was": told.get("was", ""),
            "now": told.get("now", ""),
        }


def _place(ground: DecisionGround) -> int:
    return list(ItemDecision).index(ground.decision)


def _says(ground: DecisionGround) -> str:
    return f"{ItemDecision(ground.decision).label.capitalize()}: {ground.says} ({law(ground.provision)})"
