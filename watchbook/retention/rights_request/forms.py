"""Shapes of what is typed about rights requests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.retention.language import ask_language
from watchbook.retention.rights_request.rules import (
    Known,
    Right,
)
from watchbook.retention.rights_request.states import ANSWERS, LETTERS, NEEDS_WORDS, RightsStepKind
from watchbook.retention.rights_request.told_records import ToldRecord
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_file, ask_line, ask_text, ask_tick

LONGEST = 10_000
LONGEST_COPY = 20_000
NAMES_HINT = _(
    "Enter one name or handle on each line. Watchbook also finds the names with other capital letters, accents, word order or initials, but not nicknames: add "
    "those. A single short name also finds longer words that contain it."
)


def ask_was() -> Any:
    """Ask what a corrected record said."""
    return ask_text(
        _("If you have corrected the record, what did it say before?"), longest=2000, rows=3,
        hint=_("Correct the record on its own page first. The letter quotes what you enter, so do not name anybody else."),
    )  # fmt: skip


def ask_now() -> Any:
    """Ask what a corrected record says now."""
    return ask_text(
        _("What does the record say now?"), longest=2000, rows=3,
        hint=_("If you added the person’s own statement to the record, enter that statement."),
    )  # fmt: skip


class RightsRequestForm(GovukForm):
    """A person and what they ask for."""

    name = ask_line(_("Name of the person"), _("Enter the person’s name"))
    contact = ask_text(
        _("How can we reach this person?"),
        _("Enter a postal address, an email address or a telephone number"),
        longest=2000,
        rows=3,
    )
    names = ask_text(
        _("What other names and handles does the person use?"), longest=2000, rows=3, hint=NAMES_HINT
    )
    rights = ask_choices(
        _("What does the person ask for?"), Right.choices, _("Select the rights that the request is about")
    )
    words = ask_text(
        _("What did the person write or say?"),
        _("Enter the words of the request"),
        longest=LONGEST,
        strip=False,
    )
    received_on = DayField(
        label=_("When did you receive the request?"), what=_("the date on which you received the request")
    )
    language = ask_language()


class CorrectedRequestForm(RightsRequestForm):
    """The same as it should have been recorded, and what was wrong."""

    why = ask_text(_("What was wrong?"), _("Enter what was wrong"), longest=2000, rows=3)


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
        _("What do you use the data for?"), _("Enter what you use the data for"), longest=1000, rows=3,
        hint=_("Begin with “to”, as in “to protect a child”. Use words that the person can understand: the letter repeats them."),
    )  # fmt: skip
    has_function = ask_choice(
        _("Does a statute give the authority a law enforcement function for this purpose?"), Known.choices,
        _("Select whether a statute gives the authority this function"),
        hint=_("For example, trading standards prosecute offences under consumer law."),
    )  # fmt: skip
    is_against_crime = ask_choice(
        _("Do you use the data mainly to prevent, investigate, detect or prosecute crime?"), Known.choices,
        _("Select whether you use the data mainly for law enforcement"),
        hint=_("Safeguarding, civil enforcement, council tax and staff matters are not law enforcement."),
    )  # fmt: skip


class CorrectedPurposeForm(ProcessingPurposeForm):
    """A corrected purpose; whoever corrects it knows that decisions under another law are to be made again."""

    reopens = forms.BooleanField(
        label=_(
            "I understand that if another law now applies, I must decide again on each record under this purpose"
        ),
        required=False,
    )


def ask_ends(restricted: Iterable[ToldRecord]) -> Any:
    """Ask which restrictions end: the letter names these records, and only they are lifted."""
    return ask_choices(
        _("Which restrictions end?"),
        [(str(one.number), f"{one.number}. {one.words}") for one in restricted],
        _("Select each record whose restriction ends"),
        hint=_(
            "The records have the same numbers as in our answer. The letter names each record that you select."
        ),
    )


def ask_end_day() -> Any:
    """Ask for the day on which restrictions end: the letter gives it, and nobody lifts them before."""
    return DayField(
        label=_("On which date do the restrictions end?"),
        what=_("the date on which the restrictions end"),
        help_text=_(
            "Give the person time to write to you first. An officer can lift the restrictions from this date, but not before it."
        ),
    )


@dataclass(frozen=True)
class CopiedRecord:
    """A record of which a copy is given: its number, its name, and the text that the officer checks before it goes."""

    number: int
    label: str
    text: str
    hint: str

    @property
    def field(self) -> str:
        """The name of its box."""
        return f"copy_{self.number}"


class RightsStepForm(GovukForm):
    """The day and the words of a step."""

    on = DayField(label=_("What is the date of this step?"), what=_("the date"))
    words = ask_text(_("Your words"), longest=LONGEST, rows=8)

    def __init__(
        self,
        *args: Any,
        kind: RightsStepKind,
        copied: Iterable[CopiedRecord] = (),
        restricted: Iterable[ToldRecord] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind == RightsStepKind.RESTRICTION_ENDS:
            self.fields["ends"], self.fields["ends_on"] = ask_ends(restricted), ask_end_day()
        self.copied = list(copied)
        for one in self.copied:
            self.fields[one.field] = ask_text(
                one.label, longest=LONGEST_COPY, hint=one.hint, rows=10, initial=one.text
            )
        if self.copied:
            self.fields["is_checked"] = ask_tick(
                _("I have read each copy and removed the text about other people"),
                _("Read each copy, remove the text about other people, then tick the box"),
            )
        if kind in ANSWERS:
            self.fields["enclosed"] = ask_text(
                _("What else do you enclose? (optional)"), longest=4000, rows=4,
                hint=_("Enter each picture, recorded page or file on a line of its own: the letter lists them. First remove anything about other people."),
            )  # fmt: skip
        if kind in LETTERS:
            self.fields["on"].label = _("Date of the letter")
        self.fields["words"].label = WORDS[kind]
        self.fields["words"].help_text = HINTS.get(kind, "")
        self.fields["words"].required = kind in NEEDS_WORDS
        self.fields["words"].error_messages["required"] = _("Enter your words")

    def told(self) -> dict[str, Any]:
        """Return what was typed as the act takes it: the text of each copy by the number of its record."""
        said: dict[str, Any] = {
            name: self.cleaned_data[name] for name in ("on", "words", "enclosed") if name in self.cleaned_data
        }
        said |= {"ends": [int(one) for one in self.cleaned_data.get("ends", ())]}
        said |= {"ends_on": self.cleaned_data.get("ends_on")}
        return said | {"copied": {one.number: self.cleaned_data[one.field] for one in self.copied}}


class SentLetterForm(GovukForm):
    """A letter that was sent outside Watchbook: its day, what it says, and a copy of it."""

    on = DayField(label=_("What date is on the letter?"), what=_("the date of the letter"))
    words = ask_text(_("What are the main points of the letter?"), longest=LONGEST, rows=5)
    file = ask_file(
        _("A copy of the letter as it was sent"),
        _("Select a copy of the letter"),
        accept=".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt",
        hint=_(
            "A scan or picture of the signed letter: PDF, DOCX, ODT, PNG, JPEG or plain text, up to 3 MB."
        ),
    )

    def __init__(
        self, *args: Any, kind: RightsStepKind, restricted: Iterable[ToldRecord] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind == RightsStepKind.RESTRICTION_ENDS:
            self.fields["ends"], self.fields["ends_on"] = ask_ends(restricted), ask_end_day()
        self.fields["words"].required = kind in NEEDS_WORDS
        self.fields["words"].error_messages["required"] = _("Enter what the letter says")


class LiftForm(GovukForm):
    """The reason for which a restriction ends."""

    why = ask_text(
        _("Why does the restriction end?"),
        _("Enter why the restriction ends"),
        longest=4000,
    )


WORDS = {
    RightsStepKind.ACKNOWLEDGED: _("What do you want to add to the letter? (optional)"),
    RightsStepKind.IDENTITY_ASKED: _("Why do you doubt the person’s identity, and what would prove it?"),
    RightsStepKind.IDENTIFIED: _(
        "What proved the person’s identity, or how do you know the person? Give the kind of document, but not its number"
    ),
    RightsStepKind.CLARIFICATION_ASKED: _("What is your question?"),
    RightsStepKind.CLARIFIED: _("What are the details?"),
    RightsStepKind.EXTENDED: _("Why are the requests complex, or how many are there?"),
    RightsStepKind.ANSWERED: _("What do you want to add to the letter? (optional)"),
    RightsStepKind.ANSWERED_FURTHER: _("What do you want to add to the letter? (optional)"),
    RightsStepKind.RESTRICTION_ENDS: _("Why do these restrictions end?"),
    RightsStepKind.RECIPIENT_TOLD: _("Who did you tell, and what did you tell them?"),
    RightsStepKind.RECIPIENT_NOT_TOLD: _(
        "Who did you not tell, and why is telling them impossible or a disproportionate effort?"
    ),
    RightsStepKind.NOT_IDENTIFIED: _(
        "What did the person send, if anything, and why does it not prove who they are?"
    ),
    RightsStepKind.LETTER_CHECKED: _(
        "What shows that the letter was sent on the date that it bears? Open the copy of the letter first"
    ),
    RightsStepKind.WITHDRAWN: _("How did the person withdraw the request, and in which words?"),
}
HINTS = {
    RightsStepKind.EXTENDED: _("Waiting for a colleague is not a reason in law."),
    RightsStepKind.NOT_IDENTIFIED: _(
        "The letter repeats your words. Close the request only after the person has had time to reply."
    ),
}
