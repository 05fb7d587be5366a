"""Shapes of what is typed about rights requests."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.keys import envelope
from watchbook.retention.letter import law
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.queries import purposes
from watchbook.retention.rights_request.rules import (
    BY_ID,
    GROUNDS,
    RIGHTS_IN_SHORT,
    DataRegime,
    ItemDecision,
    Known,
    Right,
)
from watchbook.retention.rights_request.states import LETTERS, NEEDS_WORDS, RightsStepKind
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_line, ask_text

LONGEST = 10_000
NAMES_HINT = _(
    "Enter one name or handle on each line. Watchbook finds other cases, accents, orders and initials, but not nicknames, so add those."
)


class RightsRequestForm(GovukForm):
    """A person and what they ask for."""

    name = ask_line(_("Name of the person"), _("Enter the person’s name"))
    contact = ask_text(
        _("How can we reach them?"),
        _("Enter a postal address, an email address or a telephone number"),
        longest=2000,
        rows=3,
    )
    names = ask_text(_("What other names and handles do they use?"), longest=2000, rows=3, hint=NAMES_HINT)
    rights = ask_choices(_("What do they ask for?"), Right.choices, _("Select what they ask for"))
    words = ask_text(
        _("What did they write or say?"), _("Enter what they wrote or said"), longest=LONGEST, strip=False
    )
    received_on = DayField(label=_("When did it come?"), what=_("the date on which it came"))


class PersonSearchForm(GovukForm):
    """The names for which every part is searched."""

    names = ask_text(
        _("Which names and handles do you want to search for?"),
        _("Enter at least one name"),
        longest=4000,
        hint=NAMES_HINT,
    )

    def clean_names(self) -> list[str]:
        """Each line."""
        return str(self.cleaned_data["names"]).splitlines()


class ProcessingPurposeForm(GovukForm):
    """The use of the data, and the two questions on which its law hangs."""

    purpose = ask_text(
        _("What do you use the data for?"), _("Say what you use the data for"), longest=1000, rows=3,
        hint=_("Begin with “to”, as in “to protect a child”. Use words that the person can understand: the letter repeats them."),
    )  # fmt: skip
    has_function = ask_choice(
        _("Does a statute give the authority a function of law enforcement here?"), Known.choices,
        _("Select whether a statute gives the authority this function"),
        hint=_("For example, trading standards prosecute offences under consumer law."),
    )  # fmt: skip
    is_against_crime = ask_choice(
        _("Do you use the data mainly to prevent, investigate, detect or prosecute crime?"), Known.choices,
        _("Select whether you use the data mainly for law enforcement"),
        hint=_("Safeguarding, civil enforcement, council tax and staff matters are not law enforcement."),
    )  # fmt: skip


class FoundItemForm(GovukForm):
    """The decision on some of the things that were found."""

    numbers = ask_choices(_("Which records?"), (), _("Select at least one record"))
    purpose = ask_choice(_("What do you use these records for?"))
    ground = ask_choice(_("What do you decide, and on what ground?"), (), _("Select what you decide"))
    why = ask_text(
        _("Why?"), longest=4000,
        hint=_("Give a reason if you refuse or restrict, or if the record is about somebody else. The letter gives the reason, so do not name anybody else."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: RightsRequest, items: Iterable[FoundItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = purposes(row)
        said = envelope.opened_all(current)
        self._purposes = {str(one.number): one for one in current}
        regimes = {one.regime for one in current}
        mine = {one.number: one for one in items if not one.is_protected}
        self._choices(
            "numbers", [(str(key), f"{key}. {one.thing_reference}") for key, one in sorted(mine.items())]
        )
        self._choices("purpose", [
            (number, f"{said[one.pk]['purpose']} ({DataRegime(one.regime).label if one.regime else _('law not known yet')})")
            for number, one in self._purposes.items()
        ])  # fmt: skip
        self._choices("ground", [
            (f"{right}:{one.id}", f"{about}{ItemDecision(one.decision).label.capitalize()}: {one.says} ({law(one.provision)})")
            for right, about in self._abouts(row) for one in GROUNDS if one.regime in regimes and right in one.rights
        ] + [(str(ItemDecision.NOT_THEIRS), ItemDecision.NOT_THEIRS.label.capitalize())])  # fmt: skip

    def _abouts(self, row: RightsRequest) -> list[tuple[Right, str]]:
        """Each right of a request, with the words that stand before its grounds where there are several."""
        used = [Right(one) for one in row.rights]
        return [(one, _("{right} – ").format(right=RIGHTS_IN_SHORT[one]) if used[1:] else "") for one in used]

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def decided(self) -> dict[str, Any]:
        """Return the choice as the act takes it: the decision goes with its right and its ground."""
        told = self.cleaned_data
        right, _colon, chosen = told["ground"].rpartition(":")
        ground = BY_ID.get(chosen)
        return {
            "decision": ground.decision if ground else ItemDecision.NOT_THEIRS,
            "right": right,
            "ground": ground.id if ground else "",
            "purpose": self._purposes.get(told["purpose"]) if ground else None,
            "why": told["why"],
        }


class RightsStepForm(GovukForm):
    """The day and the words of a step."""

    on = DayField(label=_("On which date?"), what=_("the date"))
    words = ask_text(_("Your words"), longest=LONGEST, rows=8)

    def __init__(self, *args: Any, kind: RightsStepKind, has_copies: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_copies:
            self.fields["enclosed"] = ask_text(
                _("What do you enclose?"), _("Say what you enclose"), longest=4000, rows=6,
                hint=_("Make a copy of each record that you give, and take out what is about other people. Enter one document on each line: the letter lists them."),
            )  # fmt: skip
        if kind in LETTERS:
            self.fields["on"].label = _("Date of the letter")
        self.fields["words"].label = WORDS[kind]
        self.fields["words"].help_text = HINTS.get(kind, "")
        self.fields["words"].required = kind in NEEDS_WORDS
        self.fields["words"].error_messages["required"] = _("Enter your words")


class LiftForm(GovukForm):
    """The reason for which a restriction ends."""

    why = ask_text(
        _("Why does the restriction end, and when did you tell the person?"),
        _("Enter why the restriction ends"),
        longest=4000,
    )


WORDS = {
    RightsStepKind.ACKNOWLEDGED: _("What do you want to add to the letter? (optional)"),
    RightsStepKind.IDENTITY_ASKED: _("Why do you doubt the person’s identity, and what would prove it?"),
    RightsStepKind.IDENTIFIED: _(
        "What proved the person’s identity? Give the kind of document but no number"
    ),
    RightsStepKind.CLARIFICATION_ASKED: _("What is your question?"),
    RightsStepKind.CLARIFIED: _("What did they say?"),
    RightsStepKind.EXTENDED: _("Why are the requests complex, or how many are there?"),
    RightsStepKind.ANSWERED: _("What do you want to add to the letter? (optional)"),
    RightsStepKind.ANSWERED_FURTHER: _("What do you want to add to the letter? (optional)"),
    RightsStepKind.RECIPIENT_TOLD: _("Who was told, and of what?"),
    RightsStepKind.RECIPIENT_NOT_TOLD: _("Who was not told, and why is it impossible or out of proportion?"),
    RightsStepKind.NOT_IDENTIFIED: _(
        "What did the person send, if anything, and why does it not prove who they are?"
    ),
    RightsStepKind.WITHDRAWN: _("What did they say? (optional)"),
}
HINTS = {
    RightsStepKind.EXTENDED: _("Waiting for a colleague is not a reason in law."),
    RightsStepKind.NOT_IDENTIFIED: _(
        "The letter says this. Close the request only after the person has had time to reply."
    ),
}
