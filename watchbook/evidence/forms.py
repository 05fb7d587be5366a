"""Shapes of what is typed about captures and exhibits; words of a person keep only what every paper can print."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchbook.acting.own_words import drawn, with_unseen_shown
from watchbook.evidence.exhibit import ExhibitFacts
from watchbook.evidence.models import Handling, Sensitivity
from watchbook.evidence.pack import HANDLINGS, Order
from watchbook.evidence.page_address import to_open
from watchbook.evidence.queries.exhibits import is_sought
from watchbook.evidence.retention_day import Choice
from watchbook.evidence.statement_draft import Proceedings
from watchbook.files.document.characters import printable
from watchbook.investigations.pasted_address import NotAnAddress
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_text

ANOTHER = "another"
WHOLE, FIRST_VIEW, WITHOUT = "whole", "first_view", "without"


class AskForm(GovukForm):
    """Which page, and how much. The pages are named by their place in the list, so that no address stands in a value."""

    page = forms.ChoiceField(
        label=_("Which page do you want to capture?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select which page to capture")},
    )
    another = forms.CharField(
        label=_("Address of the other page"),
        help_text=_("Paste the address of the page. We add it to the look as a page that you opened."),
        required=False,
        max_length=8000,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
    extent = ask_choice(
        _("How much of the page do you want to capture?"),
        [
            (WHOLE, _("The whole page, scrolled to its end, with a picture of each step")),
            (FIRST_VIEW, _("Everything that loads by itself, with a picture of the first screen only")),
        ],
        _("Select how much of the page to capture"),
        initial=WHOLE,
    )

    def __init__(self, *arguments: Any, addresses: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.addresses = addresses
        listed = [(str(place), address) for place, address in enumerate(addresses)]
        self.fields["page"].choices = [*listed, (ANOTHER, _("Another page"))]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["page"].initial = "0" if addresses else ANOTHER

    def clean(self) -> dict[str, Any]:
        """Another page needs its address; what deceives or leads into a network of our own is none."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("page") != ANOTHER:
            return told
        try:
            to_open(told.get("another", ""))
        except NotAnAddress as refusal:
            raise ValidationError({"another": f"{refusal.what} {refusal.why} {refusal.next}"}) from None
        return told

    @property
    def address(self) -> str:
        """The address that was chosen or pasted."""
        page = self.cleaned_data["page"]
        return str(self.cleaned_data["another"] if page == ANOTHER else self.addresses[int(page)])

    @property
    def in_full(self) -> bool:
        """Whether pictures of every step are taken."""
        return bool(self.cleaned_data["extent"] == WHOLE)


class PlainText(forms.CharField):
    """Words, as every page and paper carries them; of marks alone nothing is left, and the field counts as empty."""

    def to_python(self, value: Any) -> str:
        """The words without them."""
        return printable(super().to_python(value) or "")


class WordsAsSent(PlainText):
    """Words that may be a stranger's: signs that turn others or are not seen are shown by their number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def to_python(self, value: Any) -> str:
        """The words with such signs in figures; nothing where none of them draws anything."""
        return super().to_python(with_unseen_shown(drawn(str(value or ""))))


COUNTED = 9999  # of people on one page, as looks count them


class ExhibitForm(GovukForm):
    """What is said of an exhibit."""

    shows = PlainText(
        label=_("What does the exhibit show?"),
        help_text=_("Write a sentence or two, without names. The investigation says who the people are."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Enter what the exhibit shows")},
    )
    collateral = forms.IntegerField(
        label=_("How many other people can be recognised in the exhibit?"),
        help_text=_("Count the people pictured, named or quoted who are not subjects."),
        min_value=0,
        max_value=COUNTED,
        error_messages={"required": _("Enter the number of other people, or 0 if there are none")},
    )
    minimised = PlainText(
        label=_("How did you keep the intrusion on these people to a minimum?"),
        help_text=_("For example: only the post itself, not the comments under it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    sensitivity = ask_choice(
        _("What must we warn readers about?"),
        Sensitivity.choices,
        _("Select what to warn readers about"),
        initial=Sensitivity.NONE,
        hint=_("If you select a warning, the picture is blurred until the reader chooses to see it."),
    )
    retention_class = forms.ChoiceField(
        label=_("Which retention class does the exhibit belong to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the retention class")},
    )
    retain_until = DayField(
        label=_("What is the retention date of the exhibit?"),
        what=_("the retention date of the exhibit"),
        help_text=_("We review the exhibit on this date. Leave this blank if the class has a fixed period."),
        required=False,
    )

    def __init__(self, *args: Any, classes: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one.code, f"{one.title}: {one.words}" if one.words else one.title) for one in classes]
        self.fields["retention_class"].choices = listed  # type: ignore[attr-defined]  # a choice field's

    def facts(self) -> ExhibitFacts:
        """As the act takes them."""
        told = {name: self.cleaned_data[name] for name in ExhibitFacts.__dataclass_fields__}
        return ExhibitFacts(**told | {"sensitivity": Sensitivity(told["sensitivity"])})


class CorrectionForm(ExhibitForm):
    """The same, and why it is corrected."""

    why = PlainText(
        label=_("Why are you correcting the exhibit?"),
        max_length=500,
        error_messages={"required": _("Say why you are correcting the exhibit")},
    )


class ExhibitSearchForm(GovukForm):
    """Which exhibits are sought: by mark, reference or hash, and by day of production."""

    sought = ask_line(
        _("Mark, reference or hash"),
        longest=200,
        hint=_("For example AB/1, EX-0001, or at least the first eight characters of a SHA-256 hash."),
    )
    first_on = DayField(label=_("Produced from"), what=_("the first date"), required=False)
    last_on = DayField(label=_("Produced until"), what=_("the last date"), required=False)

    def clean_sought(self) -> str:
        """Something that could be one of the three."""
        told: str = self.cleaned_data["sought"]
        if told.strip() and not is_sought(told):
            raise forms.ValidationError(
                _(
                    "Enter a mark such as AB/1, a reference such as EX-0001, or at least the first eight characters of a hash"
                )
            )
        return told

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        told = super().clean() or {}
        first, last = told.get("first_on"), told.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("Enter a last date that is not before the first date"))
        return told

    def address(self) -> str:
        """What a number of a page is put after."""
        asked = [(name, value) for name, value in self.data.items() if name != "page" and value]
        return f"?{urlencode([*asked, ('page', '')])}"


class IntakeForm(GovukForm):
    """The file, and what is known of its making."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "Upload a web archive (WACZ or WARC), a saved page (MHTML), a picture (PNG, JPEG, GIF, WebP) or a PDF."
        ),
        error_messages={"required": _("Select the file")},
    )
    made_by = WordsAsSent(
        label=_("Who made the file?"),
        help_text=_("Enter who made the file, as far as you were told, such as a colleague or a witness."),
        max_length=200,
        error_messages={"required": _("Enter who made the file, or “not known”")},
    )
    made_with = WordsAsSent(label=_("Which program or device made the file?"), required=False, max_length=200)
    address = ask_line(
        _("Which web address does the file show?"),
        longest=2000,
        hint=_("Leave this blank if the file gives the address, or if you do not know it."),
    )


class PackForm(GovukForm):
    """For which proceedings, for whom, and what happens with it."""

    proceedings = ask_choice(
        _("Which proceedings is the pack for?"),
        Proceedings.choices,
        _("Select the proceedings"),
        initial=Proceedings.CRIMINAL,
    )
    extent = ask_choice(
        _("Who may see session secrets?"),
        [
            (
                WHOLE,
                _(
                    "The recipient may see session secrets: include the sealed bundle (for our solicitor, the prosecutor or the court)"
                ),
            ),
            (
                WITHOUT,
                _("The recipient must not see session secrets: omit the sealed bundle (for the other side)"),
            ),
        ],
        _("Select whether to include the sealed bundle"),
        hint=_("Session secrets, such as cookies, are in the sealed bundle as the site sent them."),
    )
    handling = ask_choice(
        _("What will you do with the pack?"),
        [(one.value, one.label) for one in HANDLINGS],
        _("Select what you will do with the pack"),
    )
    to_whom = PlainText(label=_("Who will receive the pack?"), required=False, max_length=200)
    why = PlainText(label=_("Why?"), help_text=_("We record this reason."), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """Whoever hands over says to whom and why."""
        told = super().clean() or {}
        if told.get("handling") == Handling.TRANSFERRED:
            if not told.get("to_whom"):
                self.add_error("to_whom", _("Enter the name of the recipient"))
            if not told.get("why"):
                self.add_error("why", _("Enter the reason for handing over the exhibit"))
        return told

    def order(self) -> Order:
        """As the act takes it."""
        told = self.cleaned_data
        return Order(
            proceedings=Proceedings(told["proceedings"]),
            is_whole=told["extent"] == WHOLE,
            handling=Handling(told["handling"]),
            to_whom=told["to_whom"],
            why=told["why"],
        )


class RelevanceForm(GovukForm):
    """Whether a capture is relevant, and why."""

    is_relevant = ask_choice(
        _("Does the investigation need the capture?"),
        [("yes", _("Yes: it is relevant, even if it weakens the case")), ("no", _("No: it is not relevant"))],
        _("Select whether the investigation needs the capture"),
    )
    why = ask_text(_("Why?"), _("Enter the reason for your decision"), longest=1000)

    def clean_is_relevant(self) -> bool:
        """Whether it is."""
        return bool(self.cleaned_data["is_relevant"] == "yes")
