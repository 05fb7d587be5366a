"""Shapes of what is typed about documents: the entry of an edition, and its clauses."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from watchbook.governance.documents.document import DocumentParticulars
from watchbook.governance.documents.models import Clause, ClauseSubject, Document, DocumentKind, Extent
from watchbook.governance.documents.policy import ClauseWording
from watchbook.governance.letters.forms import copy_field
from watchbook.organisation.models import Person, Service
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm


class DocumentForm(GovukForm):
    """One edition of a document: what it is, whose it is, who must read it, its days, its file."""

    kind = forms.ChoiceField(
        label=_("What kind of document is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what kind of document it is")},
    )
    title = forms.CharField(
        label=_("What is its title?"), max_length=200, error_messages={"required": _("Enter its title")}
    )
    version_label = forms.CharField(
        label=_("Which version is it?"),
        help_text=_("As the document says, such as 3.1 or “June 2018”. Leave it empty if it says nothing."),
        max_length=40,
        required=False,
    )
    dated_on = DayField(
        label=_("What date does it bear, if any?"), what=_("the date on the document"), required=False
    )
    concerns_social_media = forms.ChoiceField(
        label=_("Is it about the use of social media in the authority’s research?"),
        choices=[(value, capfirst(label)) for value, label in Extent.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how far it is about the use of social media")},
    )
    owner = forms.ChoiceField(
        label=_("Who owns it?"),
        help_text=_("Who keeps it right and is asked about it."),
        error_messages={"required": _("Select who owns it")},
    )
    service = forms.ChoiceField(label=_("Whose is it?"), required=False)
    must_read = forms.MultipleChoiceField(
        label=_("Who must read it?"),
        help_text=_("They find it on their home page until they have said that they read it."),
        choices=[(kind.value, capfirst(TITLES[kind])) for kind in DutyKind],  # type: ignore[type-var]  # lazy text stays lazy
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    in_use_from = DayField(
        label=_("From when is it used, if not from its approval?"),
        what=_("the date from which it is used"),
        required=False,
    )
    review_on = DayField(
        label=_("When is it to be reviewed next, if that is set?"),
        what=_("the date of the next review"),
        required=False,
    )
    file = copy_field(_("The document, if a copy is held"))

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[DocumentKind],
        people: Sequence[Person],
        services: Sequence[Service],
        seen: Document | None = None,
        is_file_fixed: bool = False,
        **kwargs: Any,
    ) -> None:
        self.people = {str(person.id): person for person in people}
        self.services = {str(service.id): service for service in services}
        self.kinds = kinds
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]  # a choice field has them
            ("", _("Select a person")),
            *((key, person.name) for key, person in self.people.items()),
        ]
        self.fields["service"].choices = [  # type: ignore[attr-defined]  # a choice field has them
            ("", _("The whole authority’s")),
            *((key, service.name) for key, service in self.services.items()),
        ]
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in kinds]  # type: ignore[attr-defined]  # a choice field has them
        if len(kinds) == 1:
            del self.fields["kind"]
        if is_file_fixed:
            del self.fields["file"]
        if seen:
            self.fields["seen"] = seen_field(seen.pk)

    def particulars(self) -> DocumentParticulars:
        """What was typed, as the acts take it."""
        told = self.cleaned_data
        return DocumentParticulars(
            kind=told.get("kind") or self.kinds[0].value,
            title=told["title"],
            version_label=told["version_label"],
            dated_on=told["dated_on"],
            concerns_social_media=told["concerns_social_media"],
            owner=self.people[told["owner"]],
            service=self.services.get(told["service"]),
            must_read=tuple(told["must_read"]),
            in_use_from=told["in_use_from"],
            review_on=told["review_on"],
        )


def initial_of(row: Document) -> dict[str, Any]:
    """What an entry says, as the form shows it."""
    same = (
        "title",
        "version_label",
        "dated_on",
        "concerns_social_media",
        "must_read",
        "in_use_from",
        "review_on",
    )
    return {name: getattr(row, name) for name in same} | {
        "owner": str(row.owner_id),
        "service": str(row.service_id or ""),
    }


def initial_of_next(row: Document) -> dict[str, Any]:
    """What the next edition most likely says: as this one, save what is each edition's own."""
    own = ("version_label", "dated_on", "in_use_from", "review_on")
    return {name: value for name, value in initial_of(row).items() if name not in own}


class ClauseForm(GovukForm):
    """A clause as its edition words it."""

    number = forms.CharField(
        label=_("What number does it have?"),
        help_text=_("As in the document, such as 7 or 7.1."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": _("Enter the number of the clause")},
    )
    heading = forms.CharField(
        label=_("What is its heading?"),
        max_length=200,
        error_messages={"required": _("Enter the heading of the clause, or its first words")},
    )
    settles = forms.MultipleChoiceField(
        label=_("What does it settle?"),
        help_text=_("Requests about these things find the clause."),
        choices=[(value, capfirst(label)) for value, label in ClauseSubject.choices],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select what the clause settles")},
    )
    text = forms.CharField(
        label=_("What does it say?"),
        help_text=_("Word for word. It is quoted in answers."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Enter what the clause says")},
    )

    def __init__(self, *args: Any, clause: Clause | None = None, **kwargs: Any) -> None:
        self.clause = clause
        if clause:
            told = {name: getattr(clause, name) for name in ("heading", "settles", "text")}
            kwargs["initial"] = told
        super().__init__(*args, **kwargs)
        if clause:
            del self.fields["number"]

    def wording(self) -> ClauseWording:
        """What was typed, as the acts take it; a clause on record keeps its number."""
        told = self.cleaned_data
        return ClauseWording(
            number=self.clause.number if self.clause else told["number"],
            heading=told["heading"],
            settles=tuple(told["settles"]),
            text=told["text"],
        )


class TakeBackEditionForm(GovukForm):
    """A word that something was entered by mistake."""

    confirmed = forms.BooleanField(
        label=_("It was entered by mistake"),
        error_messages={"required": _("Tick the box to confirm that it was entered by mistake")},
    )

    def __init__(self, *args: Any, seen: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seen:
            self.fields["seen"] = seen_field(seen)


def seen_field(row_id: UUID) -> forms.UUIDField:
    """The version that a person looked at when they opened the page: what changed since is not overwritten."""
    sentence = _("Open this page again from the page of the document")
    return forms.UUIDField(
        widget=forms.HiddenInput, initial=row_id, error_messages={"required": sentence, "invalid": sentence}
    )
