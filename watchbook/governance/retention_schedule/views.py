"""Pages of the retention schedule: its editions, one edition, and proposing, changing and adopting one."""

from typing import Any, cast

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.governance.retention_schedule import retention_adoption, retention_schedule
from watchbook.governance.retention_schedule.forms import (
    AdoptForm,
    ClassForm,
    OwnClassForm,
    ProposeForm,
    SureForm,
)
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.retention_schedule.permissions import (
    may_adopt_retention_schedule,
    may_prepare_retention_schedule,
    may_read_retention_schedule,
)
from watchbook.governance.retention_schedule.picture import bars
from watchbook.governance.retention_schedule.queries import (
    Edition,
    adoption_facts_of,
    edition_by_reference,
    editions,
    schedule_in_force,
    versions_of,
)
from watchbook.governance.retention_schedule.rules import AdoptionFacts, ClassFacts, period_in_words
from watchbook.law.retention import retention_class
from watchbook.organisation.queries import today
from watchbook.register.views.acting import CORRECTED, METHODS, acted, done, or_404, reader

MAY = {
    "may_prepare_retention_schedule": may_prepare_retention_schedule,
    "may_adopt_retention_schedule": may_adopt_retention_schedule,
}


@require_safe
def schedules(request: HttpRequest) -> HttpResponse:
    """Every edition, and which is followed today. Six queries of its own."""
    may_read_retention_schedule(reader(request))
    followed = schedule_in_force(on=today())
    context = {"editions": editions(), "followed": followed.schedule if followed else None, "today": today()}
    return render(request, "governance/retention_schedules.html", context | MAY)


@require_safe
def schedule(request: HttpRequest, schedule_reference: str) -> HttpResponse:
    """One edition: its classes as a picture and a table, its adoption, what it leaves out, and what happened."""
    may_read_retention_schedule(reader(request))
    edition = _edition_or_404(schedule_reference)
    missing = (retention_class(code, on=today()) for code in edition.missing(today()))
    context = {
        "edition": edition,
        "bars": bars(edition.classes),
        "rows": [(row, period_in_words(row)) for row in edition.classes],
        "missing": [one.title for one in missing if one],
        "events": events_about(*(row.id for row in versions_of(schedule_reference))),
    }
    return render(request, "governance/retention_schedule.html", context | MAY)


@require_http_methods(METHODS)
def propose(request: HttpRequest) -> HttpResponse:
    """Begin an edition."""
    by = reader(request)
    may_prepare_retention_schedule(by)
    found = {one.schedule.reference: one for one in editions()}
    form = ProposeForm(request.POST or None, schedules=[one.schedule for one in found.values()])

    def act() -> RetentionSchedule:
        after = found.get(form.cleaned_data["begins_with"])
        return retention_schedule.propose(
            title=form.cleaned_data["title"], after=after, by=by, at=timezone.now()
        )

    if begun := acted(form, act):
        return _to(
            request,
            begun.reference,
            _("The edition was begun. Go through its classes, then have it adopted."),
        )
    return _page(request, form, title=_("Begin an edition of the retention schedule"), submit=_("Begin"))


@require_http_methods(METHODS)
def class_add(request: HttpRequest, schedule_reference: str) -> HttpResponse:
    """Put a class of the authority's own into an edition."""
    by = reader(request)
    may_prepare_retention_schedule(by)
    edition = _edition_or_404(schedule_reference)
    form = OwnClassForm(request.POST or None)

    def act() -> RetentionClass:
        facts = ClassFacts(**form.cleaned_data)
        return retention_schedule.add_class(edition.schedule, facts, by=by, at=timezone.now())

    if acted(form, act):
        return _to(request, schedule_reference, _("The class was added."))
    return _page(request, form, edition=edition, title=_("Add a class"), submit=_("Add this class"))


@require_http_methods(METHODS)
def class_change(request: HttpRequest, schedule_reference: str, code: str) -> HttpResponse:
    """A new version of a class."""
    by = reader(request)
    may_prepare_retention_schedule(by)
    edition = _edition_or_404(schedule_reference)
    row = _class_or_404(edition, code)
    names = list(ClassForm.base_fields)
    form = ClassForm(request.POST or None, initial={name: getattr(row, name) for name in names})

    def act() -> RetentionClass:
        facts = ClassFacts(code=code, **form.cleaned_data)
        return retention_schedule.change_class(row, facts, by=by, at=timezone.now())

    if acted(form, act):
        return _to(request, schedule_reference, _("The class was changed. The earlier version is kept."))
    return _page(request, form, edition=edition, title=_("Change a class"), submit=_("Save as a new version"))


@require_http_methods(METHODS)
def class_remove(request: HttpRequest, schedule_reference: str, code: str) -> HttpResponse:
    """Take a class out of an edition."""
    by = reader(request)
    may_prepare_retention_schedule(by)
    edition = _edition_or_404(schedule_reference)
    row = _class_or_404(edition, code)
    return _sure(
        request,
        lambda: retention_schedule.remove_class(row, by=by, at=timezone.now()),
        edition=edition,
        title=_("Take “{title}” out of the schedule").format(title=row.title),
        words=_("The class was taken out."),
    )


@require_http_methods(METHODS)
def adopt(request: HttpRequest, schedule_reference: str) -> HttpResponse:
    """Record that the authority adopted an edition."""
    by = reader(request)
    may_adopt_retention_schedule(by)
    edition = _edition_or_404(schedule_reference)
    form = AdoptForm(request.POST or None)

    def act() -> RetentionAdoption:
        facts = AdoptionFacts(**form.cleaned_data)
        return retention_adoption.adopt(edition.schedule, facts, by=by, at=timezone.now())

    if acted(form, act):
        return _to(request, schedule_reference, _("The adoption was recorded."))
    title = _("Record that this edition was adopted")
    return _page(request, form, edition=edition, title=title, submit=_("Record the adoption"))


@require_http_methods(METHODS)
def adoption_correct(request: HttpRequest, schedule_reference: str) -> HttpResponse:
    """A new version of the entry of an adoption."""
    by = reader(request)
    may_adopt_retention_schedule(by)
    edition, row = _adopted_or_404(schedule_reference)
    form = AdoptForm(request.POST or None, initial=vars(adoption_facts_of(row)))

    if acted(
        form,
        lambda: retention_adoption.correct(row, AdoptionFacts(**form.cleaned_data), by=by, at=timezone.now()),
    ):
        return done(request, CORRECTED, "governance:retention_schedule", schedule_reference)
    title = _("Correct the entry of the adoption")
    return _page(request, form, edition=edition, title=title, submit=_("Save as a new version"))


@require_http_methods(METHODS)
def adoption_take_back(request: HttpRequest, schedule_reference: str) -> HttpResponse:
    """Say that an adoption was entered by mistake."""
    by = reader(request)
    may_adopt_retention_schedule(by)
    edition, row = _adopted_or_404(schedule_reference)
    return _sure(
        request,
        lambda: retention_adoption.take_back(row, by=by, at=timezone.now()),
        edition=edition,
        title=_("Take back the entry of the adoption"),
        words=_("The entry of the adoption was taken back. The edition is a proposal again."),
    )


@require_http_methods(METHODS)
def take_back(request: HttpRequest, schedule_reference: str) -> HttpResponse:
    """Say that an edition was begun by mistake."""
    by = reader(request)
    may_prepare_retention_schedule(by)
    edition = _edition_or_404(schedule_reference)
    return _sure(
        request,
        lambda: retention_schedule.take_back(edition.schedule, by=by, at=timezone.now()),
        edition=edition,
        title=_("Take back this edition"),
        words=_("The edition was taken back. Its rows are kept."),
        to="governance:retention_schedules",
    )


def _sure(
    request: HttpRequest, act: Any, *, edition: Edition, title: str, words: str, to: str = ""
) -> HttpResponse:
    form = SureForm(request.POST or None)
    if request.method == "POST" and cast(Model | None, acted(form, act)):
        if to:
            return done(request, words, to)
        return _to(request, edition.schedule.reference, words)
    return _page(request, form, edition=edition, title=title, submit=_("Confirm"))


def _page(
    request: HttpRequest, form: Any, *, title: str, submit: str, edition: Edition | None = None
) -> HttpResponse:
    context = {"form": form, "edition": edition, "question": title, "submit_text": submit}
    return render(request, "governance/retention_question.html", context)


def _to(request: HttpRequest, reference: str, words: str) -> HttpResponse:
    return done(request, words, "governance:retention_schedule", reference)


def _edition_or_404(reference: str) -> Edition:
    return or_404(edition_by_reference(reference))


def _adopted_or_404(reference: str) -> tuple[Edition, RetentionAdoption]:
    edition = _edition_or_404(reference)
    if edition.adoption is None:
        raise Http404
    return edition, edition.adoption


def _class_or_404(edition: Edition, code: str) -> RetentionClass:
    return or_404(next((one for one in edition.classes if one.code == code), None))
