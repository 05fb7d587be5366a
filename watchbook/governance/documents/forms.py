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
from watchbook.organisation.models import Person, Service
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register import forms as forms_of_entry
from watchbook.register.entry import facts_of
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_line, ask_paper, ask_text, ask_tick


class DocumentForm(GovukForm):
    """One edition of a document: what it is, whose it is, who must read it, its days, its file."""

    kind = ask_choice(_("What kind of document is it?"), missing=_("Select the kind of document"))
    title = ask_line(_("What is the title of the document?"), missing=_("Enter the title of the document"))
    version_label = ask_line(
        _("Which version of the document is it?"),
        hint=_("Optional. Enter the version as the document gives it, such as 3.1 or “June 2018”."),
        longest=40,
    )
    dated_on = DayField(
        label=_("What date is on the document, if any?"), what=_("the date on the document"), required=False
    )
    concerns_social_media = ask_choice(
        _("Is the document about the use of social media in the authority’s research?"),
        [(value, capfirst(label)) for value, label in Extent.choices],
        missing=_("Select whether the document is about the use of social media"),
    )
    owner = forms.ChoiceField(
        label=_("Who owns the document?"),
        help_text=_("Select the person who keeps the document up to date and answers questions about it."),
        error_messages={"required": _("Select the owner of the document")},
    )
    service = forms.ChoiceField(label=_("Which service is the document for?"), required=False)
    must_read = ask_choices(
        _("Who must read the document?"),
        [(kind.value, capfirst(TITLES[kind])) for kind in DutyKind],  # type: ignore[type-var]  # lazy text stays lazy
        hint=_("These officers see the document on their home page until they say that they have read it."),
    )
    in_use_from = DayField(
        label=_("When does the document come into use, if not on the date of its approval?"),
        what=_("the date from which the document is used"),
        required=False,
    )
    review_on = DayField(
        label=_("When is the document’s next review, if a date is set?"),
        what=_("the date of the next review"),
        required=False,
    )
    file = ask_paper(_("The file of the document, if you have a copy"))

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
            ("", _("The whole authority")),
            *((key, service.name) for key, service in self.services.items()),
        ]
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in kinds]  # type: ignore[attr-defined]  # a choice field has them
        if len(kinds) == 1:
            del self.fields["kind"]
        if is_file_fixed:
            del self.fields["file"]
        if seen:
            self.fields["seen"] = forms_of_entry.seen_field(seen.pk, is_required=True)

    def particulars(self) -> DocumentParticulars:
        """What was typed, as the acts take it."""
        told = self.cleaned_data
        named = {"owner": self.people[told["owner"]], "service": self.services.get(told["service"])}
        kind = told.get("kind") or self.kinds[0].value
        return facts_of(
            DocumentParticulars, {**told, **named, "kind": kind, "must_read": tuple(told["must_read"])}
        )


def initial_of(row: Document) -> dict[str, Any]:
    """What an entry says, as the form shows it."""
    named = {"owner": str(row.owner_id), "service": str(row.service_id or "")}
    return forms_of_entry.initial_of(DocumentForm, row) | named


def initial_of_next(row: Document) -> dict[str, Any]:
    """What the next edition most likely says: as this one, save what is each edition's own."""
    own = ("kind", "version_label", "dated_on", "in_use_from", "review_on")
    return {name: value for name, value in initial_of(row).items() if name not in own}


class ClauseForm(GovukForm):
    """A clause as its edition words it."""

    number = ask_line(
        _("What is the number of the clause?"),
        missing=_("Enter the number of the clause"),
        hint=_("Enter the number as the document gives it, such as 7 or 7.1."),
        longest=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    heading = ask_line(
        _("What is the heading of the clause?"),
        missing=_("Enter the heading of the clause, or its first words"),
    )
    settles = ask_choices(
        _("What does the clause cover?"),
        [(value, capfirst(label)) for value, label in ClauseSubject.choices],
        missing=_("Select what the clause covers"),
        hint=_("We use the clause to answer requests about these topics."),
    )
    text = ask_text(
        _("What does the clause say?"),
        longest=8000,
        missing=_("Enter the words of the clause"),
        hint=_("Enter the clause word for word. Our answers quote it."),
        rows=10,
    )

    def __init__(self, *args: Any, clause: Clause | None = None, **kwargs: Any) -> None:
        self.clause = clause
        kwargs["initial"] = forms_of_entry.initial_of(ClauseForm, clause)
        super().__init__(*args, **kwargs)
        if clause:
            del self.fields["number"]

    def wording(self) -> ClauseWording:
        """What was typed, as the acts take it; a clause on record keeps its number."""
        told = {**self.cleaned_data, "settles": tuple(self.cleaned_data["settles"])}
        return facts_of(ClauseWording, {**told, "number": self.clause.number} if self.clause else told)


class TakeBackEditionForm(GovukForm):
    """A word that something was entered by mistake."""

    confirmed = ask_tick(
        _("The entry was made by mistake"), _("Select the box to confirm that the entry was made by mistake")
    )

    def __init__(self, *args: Any, seen: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seen:
            self.fields["seen"] = forms_of_entry.seen_field(seen, is_required=True)


class ApproveForm(GovukForm):
    """When an edition was approved, by whom, and where it is minuted."""

    on = DayField(label=_("When was the document approved?"), what=_("the date of the approval"))
    decided_by = ask_line(
        _("Who approved the document?"),
        missing=_("Enter the person or committee that approved the document"),
        hint=_("Enter the committee or the post, such as Cabinet or Head of Legal Services."),
    )
    minute = ask_line(_("Which minute records the approval?"), hint=_("Optional."))


class PublishForm(GovukForm):
    """Where an edition can be read, and since when."""

    address = forms.URLField(
        label=_("At which web address is the document published?"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": False, "autocapitalize": "none"}),
        assume_scheme="https",
        error_messages={
            "required": _("Enter the web address of the document"),
            "invalid": _("Enter the whole web address, beginning with https://"),
        },
    )
    on = DayField(label=_("When was the document published?"), what=_("the date of the publication"))


class ReviewForm(GovukForm):
    """When an edition was reviewed and kept, with which result, and when next."""

    on = DayField(label=_("When was the document reviewed?"), what=_("the date of the review"))
    words = ask_text(
        _("What did the review find?"), longest=4000, missing=_("Enter the findings of the review"), rows=5
    )
    review_on = DayField(
        label=_("When is the document’s next review?"), what=_("the date of the next review")
    )


class WithdrawForm(GovukForm):
    """When an edition was withdrawn, and why."""

    on = DayField(label=_("On which date is the document withdrawn?"), what=_("the date of the withdrawal"))
    reason = ask_text(
        _("Why are you withdrawing the document?"),
        longest=4000,
        missing=_("Enter the reason for the withdrawal"),
        rows=5,
    )


class AdviseForm(GovukForm):
    """The data protection officer's advice."""

    on = DayField(label=_("When was the advice given?"), what=_("the date of the advice"))
    words = ask_text(_("What is the advice?"), longest=4000, missing=_("Enter the advice"), rows=8)
