"""Pages of the retention schedule: its editions, one edition, and proposing, changing and adopting one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.models import Recorded
from watchbook.audit_log.queries import events_about
from watchbook.files.columns import Words
from watchbook.governance.retention_schedule import forms, permissions, retention_adoption, retention_schedule
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.retention_schedule.queries import (
    Edition,
    edition_by_reference,
    editions,
    schedule_in_force,
    versions_of,
    with_parts,
)
from watchbook.governance.retention_schedule.queries import (
    schedules as all_schedules,
)
from watchbook.governance.retention_schedule.rules import (
    AdoptionFacts,
    ClassFacts,
    length_in_words,
    period_in_words,
)
from watchbook.law.retention import retention_class
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import CORRECTED, METHODS, acted, done, or_404, reader, rights_of
from watchbook.web.forms import GovukForm
from watchbook.web.long_list import cut
from watchbook.web.picture import WHOLE

MAY = rights_of(permissions)
CONFIRM = _("Confirm")
DAYS_OF = {"days": timedelta(days=1).days, "months": 30.4, "years": 365.25}


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, how long in words, what happens then, and its share of the longest."""

    title: str
    length: str
    action: str
    share: float


@dataclass(frozen=True)
class ScheduleStep:
    """A step of an edition: where, who may take it, of which row, what is asked, the act that gets it, and the words."""

    address: str
    may: Callable[[Person], None]
    row: Callable[[Edition, str], Recorded | None]
    form: type[GovukForm]
    act: Callable[..., Recorded]
    title: Words
    done: Words
    submit: Words = CONFIRM
    is_correction: bool = False


def _schedule(edition: Edition, _code: str) -> RetentionSchedule:
    return edition.schedule


def _class(edition: Edition, code: str) -> RetentionClass | None:
    return next((one for one in edition.classes if one.code == code), None)


def _adoption(edition: Edition, _code: str) -> RetentionAdoption | None:
    return edition.adoption


STEPS = {
    "class_add": ScheduleStep(
        "add-class/",
        permissions.may_prepare_retention_schedule,
        _schedule,
        forms.OwnClassForm,
        lambda row, by, at, **told: retention_schedule.add_class(row, ClassFacts(**told), by=by, at=at),
        _("Add a class"),
        _("The class was added."),
        _("Add this class"),
    ),
    "class_change": ScheduleStep(
        "classes/<slug:code>/",
        permissions.may_prepare_retention_schedule,
        _class,
        forms.ClassForm,
        lambda row, by, at, **told: retention_schedule.change_class(
            row, ClassFacts(code=row.code, **told), by=by, at=at
        ),
        _("Change a class"),
        _("The class was changed. We keep the earlier version."),
        _("Save as a new version"),
        is_correction=True,
    ),
    "class_remove": ScheduleStep(
        "classes/<slug:code>/remove/",
        permissions.may_prepare_retention_schedule,
        _class,
        forms.SureForm,
        lambda row, by, at, **_told: retention_schedule.remove_class(row, by=by, at=at),
        _("Remove “{title}” from the schedule"),
        _("The class was removed."),
    ),
    "adopt": ScheduleStep(
        "adopt/",
        permissions.may_adopt_retention_schedule,
        _schedule,
        forms.AdoptForm,
        lambda row, by, at, **told: retention_adoption.adopt(row, AdoptionFacts(**told), by=by, at=at),
        _("Record that this edition was adopted"),
        _("The adoption was recorded."),
        _("Record the adoption"),
    ),
    "adoption_correct": ScheduleStep(
        "adoption/",
        permissions.may_adopt_retention_schedule,
        _adoption,
        forms.AdoptForm,
        lambda row, by, at, **told: retention_adoption.correct(row, AdoptionFacts(**told), by=by, at=at),
        _("Correct the adoption"),
        CORRECTED,
        _("Save as a new version"),
        is_correction=True,
    ),
    "adoption_take_back": ScheduleStep(
        "adoption/take-back/",
        permissions.may_adopt_retention_schedule,
        _adoption,
        forms.SureForm,
        lambda row, by, at, **_told: retention_adoption.take_back(row, by=by, at=at),
        _("Take back the adoption"),
        _("The adoption was taken back. The edition is a proposal again."),
    ),
    "take_back": ScheduleStep(
        "take-back/",
        permissions.may_prepare_retention_schedule,
        _schedule,
        forms.SureForm,
        lambda row, by, at, **_told: retention_schedule.take_back(row, by=by, at=at),
        _("Take back this edition"),
        _("The edition was taken back. We keep its entries."),
    ),
}


@require_safe
def schedules(request: HttpRequest) -> HttpResponse:
    """Every edition, and which is followed today. Seven queries of its own."""
    permissions.may_read_retention_schedule(reader(request))
    followed = schedule_in_force(on=today())
    page = cut(request, all_schedules(), sort={"reference": "reference", "title": "title"})
    context = {
        "page": page,
        "editions": with_parts(page),
        "followed": followed.schedule if followed else None,
        "today": today(),
    }
    return render(request, "governance/retention_schedules.html", context | MAY)


@require_safe
def schedule(request: HttpRequest, schedule_reference: str) -> HttpResponse:
    """One edition: its classes as a picture and a table, its adoption, what it leaves out, and what happened."""
    permissions.may_read_retention_schedule(reader(request))
    edition = or_404(edition_by_reference(schedule_reference))
    missing = (retention_class(code, on=today()) for code in edition.missing(today()))
    context = {
        "edition": edition,
        "bars": _bars(edition.classes),
        "rows": [(row, period_in_words(row)) for row in edition.classes],
        "missing": [one.title for one in missing if one],
        "events": events_about(*(row.id for row in versions_of(schedule_reference))),
    }
    return render(request, "governance/retention_schedule.html", context | MAY)


@require_http_methods(METHODS)
def propose(request: HttpRequest) -> HttpResponse:
    """Begin an edition."""
    by = reader(request)
    permissions.may_prepare_retention_schedule(by)
    found = {one.schedule.reference: one for one in editions()}
    form = forms.ProposeForm(request.POST or None, schedules=[one.schedule for one in found.values()])

    def act() -> RetentionSchedule:
        after = found.get(form.cleaned_data["begins_with"])
        return retention_schedule.propose(
            title=form.cleaned_data["title"], after=after, by=by, at=timezone.now()
        )

    if begun := acted(form, act):
        words = _(
            "The new edition is ready. Check its classes. Then ask the responsible committee or officer to adopt the edition."
        )
        return done(request, words, "governance:retention_schedule", begun.reference)
    return _page(request, form, title=_("Begin a new edition of the retention schedule"), submit=_("Begin"))


@require_http_methods(METHODS)
def edition_step(request: HttpRequest, schedule_reference: str, step: str, code: str = "") -> HttpResponse:
    """Do a step with an edition."""
    by, asked = reader(request), STEPS[step]
    asked.may(by)
    edition = or_404(edition_by_reference(schedule_reference))
    row = or_404(asked.row(edition, code))
    form = asked.form(request.POST or None, initial=vars(row) if asked.is_correction else None)
    if acted(form, lambda: asked.act(row, by, timezone.now(), **form.cleaned_data)):
        if step == "take_back":
            return done(request, asked.done, "governance:retention_schedules")
        return done(request, asked.done, "governance:retention_schedule", schedule_reference)
    title = str(asked.title).format(title=getattr(row, "title", ""))
    return _page(request, form, title=title, submit=asked.submit, edition=edition)


def _page(
    request: HttpRequest, form: GovukForm, *, title: Words, submit: Words, edition: Edition | None = None
) -> HttpResponse:
    context = {"form": form, "edition": edition, "question": title, "submit_text": submit}
    return render(request, "governance/retention_question.html", context)


def _bars(classes: Iterable[RetentionClass]) -> list[Bar]:
    """The bars in the order of the table; their lengths grow with the square root, so that days can be seen beside years."""
    rows = [(row, row.period * DAYS_OF[row.unit]) for row in classes if row.period is not None]
    longest = max((days for _row, days in rows), default=1)
    return [
        Bar(
            title=row.title,
            length=length_in_words(row.period or 0, row.unit),
            action=row.action,
            share=WHOLE * sqrt(days / longest),
        )
        for row, days in rows
    ]
