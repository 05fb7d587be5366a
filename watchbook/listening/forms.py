"""Shapes of what is typed about a listening project."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from watchbook.listening.models import Project, SourceKind
from watchbook.listening.opinion import Opinion
from watchbook.listening.platforms import why_not_kinds
from watchbook.listening.public_words import why_names_somebody, why_not_published
from watchbook.listening.queries import why_not_places
from watchbook.listening.rules import lines_of
from watchbook.listening.search_query import first_refused, to_triage, why_not_placed
from watchbook.listening.stopped import assessments_in_force
from watchbook.listening.taxonomy import TITLES
from watchbook.listening.watching import why_watches_somebody
from watchbook.organisation.models import Service
from watchbook.organisation.queries import the_authority, today
from watchbook.register.forms import RegisterForm, initial_of
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_line, ask_text, ask_tick

TEXT = "text-"
LINK = '<a class="govuk-link" href="{}">{}</a>'


class ProjectForm(RegisterForm):
    """The questions about a project: purpose, basis, topics, sources, queries and dates."""

    title = ask_line(
        _("Title"), _("Enter the title"), longest=120, hint=_("We publish your answer. Do not name people.")
    )
    purpose = ask_text(
        _("What does the service want to know, and what will it use the answer to decide?"),
        _("Enter the purpose"),
        longest=1000,
        hint=_("We publish your answer. Do not name people."),
    )
    lawful_basis = ask_text(
        _("Lawful basis"),
        _("Enter the lawful basis"),
        longest=1000,
        hint=_("Enter the article of the UK GDPR and the statutory power."),
    )
    service_id = ask_choice(_("Service"), missing=_("Select the service"))
    topics = ask_choices(_("Topics"), list(TITLES.items()), _("Select at least one topic"))
    places = ask_text(
        _("Places (optional)"),
        longest=1000,
        hint=_(
            "Enter one place on each line: a ward, such as “Acton ward”, or one of our services. Each query must name one "
            "of the places that you enter. Leave blank to count posts about any place."
        ),
    )
    sources = ask_choices(
        _("Sources"),
        SourceKind.choices,
        _("Select at least one source"),
        hint=_(
            "You can select only sources that let a council’s program read public posts. Platforms such as X and Facebook do not."
        ),
    )
    search_words = ask_text(
        _("Queries"),
        _("Enter at least one query"),
        longest=2000,
        hint=_(
            "Enter one query on each line, in words about the service. Put a place in quotation marks. Do not enter handles, or names of people, groups or protests."
        ),
    )
    withheld_why = ask_text(
        _("Exemption and reason, if the queries are not published (optional)"),
        longest=1000,
        hint=_("We publish this reason instead of the queries."),
    )
    dpia_reference = ask_choice(
        _("Data protection impact assessment"), missing=_("Select the data protection impact assessment")
    )
    equality_reference = ask_choice(
        _("Equality impact assessment"), missing=_("Select the equality impact assessment")
    )
    from_on = DayField(label=_("First date"), what=_("the first date"))
    until_on = DayField(label=_("Last date"), what=_("the last date"))

    def clean(self) -> dict[str, Any]:
        """Say at each box what is refused there, of a query with the way to triage; the act asks the same rules again."""
        told: dict[str, Any] = super().clean() or {}
        for name, why in self._refusals(told):
            if name in told:
                self.add_error(name, why)
        return told

    def _refusals(self, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Each refusal with the name of its box, as far as what it rests on was typed."""
        places, queries = (lines_of(told.get(name, "")) for name in ("places", "search_words"))
        choices: Any = self.fields["service_id"]
        service = dict(choices.choices).get(told.get("service_id"), "")
        names, authority = [*places, *([service] if service else [])], the_authority()
        published = partial(
            why_not_published, on=today(), names=names, regimes=authority.regimes if authority else []
        )
        title, purpose, basis, withheld = (
            told.get(name, "") for name in ("title", "purpose", "lawful_basis", "withheld_why")
        )
        first, last = told.get("from_on"), told.get("until_on")
        refusals = [
            ("title", published(title, "", "")),
            ("purpose", published("", purpose, "") or why_names_somebody(purpose, names=names)),
            ("purpose", why_watches_somebody(purpose)),
            ("lawful_basis", why_names_somebody(basis, names=names)),
            ("withheld_why", published("", "", withheld)),
            ("places", why_not_places(places, first, last) if first and last else None),
            ("sources", why_not_kinds(told.get("sources", ()), queries)),
            ("search_words", self._why_not_queries(queries, told.get("topics"), places)),
        ]
        yield from ((name, why) for name, why in refusals if why)

    @staticmethod
    def _why_not_queries(queries: list[str], topics: Any, places: list[str]) -> str | None:
        if topics and (why := first_refused(queries, topics=topics, places=places)):
            link = format_html(LINK, reverse("investigations:opening_title"), _("Open an investigation"))
            return format_html("{} {} {}", why, to_triage(), link)
        return why_not_placed(queries, places)

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the act takes it."""
        told = super().values()
        return told | {"service_id": UUID(told["service_id"])}


class ProjectDecisionForm(RegisterForm):
    """The reason of a refusal."""

    reason = ask_text(
        _("Reason"),
        _("Enter the reason"),
        longest=1000,
        hint=_("Say why the project is not necessary or not proportionate."),
    )


class ApprovalForm(RegisterForm):
    """The reason of an approval, and the word of the approver that what the public reads names nobody."""

    reason = ask_text(
        _("Reason"),
        _("Enter the reason"),
        longest=1000,
        hint=_("Say why the project is necessary and proportionate."),
    )
    names_nobody = ask_tick(
        _(
            "The title, purpose, lawful basis and published reason name no person, group or address, and the project is not about a person or a group"
        ),
        _(
            "Tick the box if the title, the purpose, the lawful basis and the published reason name no person, group or address, and the project is not about a "
            "person or a group. If you cannot confirm both, refuse the project"
        ),
    )


class ProjectEndForm(RegisterForm):
    """The reason of an end."""

    reason = ask_text(
        _("Reason"), _("Enter the reason"), longest=1000, hint=_("Say why you are ending the project now.")
    )


class AgreeForm(RegisterForm):
    """The word of a second officer that a source is what its entry says."""

    confirmed = ask_tick(
        _("I opened the address and the terms, and both match this record"),
        _("Tick the box once you have opened the address and the terms"),
    )
    of_nobody = ask_tick(
        _(
            "This address does not show the posts of only one person or group, and is not the address of a search"
        ),
        _(
            "Tick the box if the posts are not those of only one person or group and the address is not that of a search. If you cannot confirm both, do not agree"
        ),
    )


class AgreeWardForm(RegisterForm):
    """The word of a second officer that a ward is one."""

    confirmed = ask_tick(
        _("I found this ward in its source, and its name is not that of a person, a group or an event"),
        _("Tick the box once you have found the ward in its source"),
    )


class LabelForm(GovukForm):
    """The opinion in each of some texts, by its mark; any may be left for later."""

    def __init__(self, *args: Any, texts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for mark, text in texts.items():
            self.fields[f"{TEXT}{mark}"] = ask_choice(text, Opinion.choices)

    def given(self) -> dict[str, Opinion]:
        """Return the opinions that were chosen, by mark."""
        told = self.cleaned_data.items()
        return {name.removeprefix(TEXT): Opinion(value) for name, value in told if value}


def label_form(request: HttpRequest, texts: Mapping[str, str]) -> LabelForm:
    """Return the form for these texts, or as it was sent: for the marks that came, whether their texts are there or not."""
    sent = {name.removeprefix(TEXT): "" for name in request.POST if name.startswith(TEXT)}
    return LabelForm(request.POST, texts=sent) if request.POST else LabelForm(texts=texts)


def project_form(request: HttpRequest, project: Project | None) -> ProjectForm:
    """Return the form with the services that are open and the assessments that are in force."""
    form = ProjectForm(request.POST or None, initial=initial_of(ProjectForm, project) if project else {})
    services = [(str(one.id), one.name) for one in Service.objects.filter(closed_on=None)]
    held = assessments_in_force(today())
    form.fields["service_id"].choices = services  # type: ignore[attr-defined]  # a choice field's
    for column, documents in held.items():
        form.fields[column].choices = list(documents.items())  # type: ignore[attr-defined]  # a choice field's
        if not documents:
            form.fields[column].help_text = _(
                "This list is empty. Record the approval of the assessment in the register of documents first."
            )
    return form
