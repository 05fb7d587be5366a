"""The page on which a look is recorded after it was made."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.investigations.queries import titles_of as titles_of_investigations
from watchbook.looks import look as acts
from watchbook.looks.forms.after import MadeForm
from watchbook.looks.forms.looks import subjects_listed
from watchbook.looks.models import About, Basis, Look, Purpose
from watchbook.looks.permissions import may_record_look
from watchbook.looks.queries.looks import prepared_subjects, rests_on_a_word
from watchbook.looks.sitting import MadeLook, Sitting, initial_of, usable_profiles, usual_facts
from watchbook.looks.views.closing import closing_of
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, is_meant_twice, reader


@require_http_methods(METHODS)
def made(request: HttpRequest) -> HttpResponse:
    """Record a look that was made. It is never refused."""
    by = reader(request)
    may_record_look(by)
    subjects = {str(row.id): row for row in prepared_subjects(by)}
    wholes = {one.investigation_id: one.investigation for one in subjects.values()}
    form = MadeForm(
        request.POST or None,
        subjects=subjects_listed(subjects.values(), titles_of_investigations(wholes.values())),
        facts=usual_facts(by.service_id),
        profiles=usable_profiles(by, on=today()),
        initial={"purpose": Purpose.INVESTIGATION, "looked_on": today()} | initial_of(by.service_id),
    )

    def act() -> Look:
        told = form.cleaned_data
        subject = subjects.get(told["subject"]) if told["about"] == About.SUBJECT else None
        sitting = Sitting(
            about=told["about"],
            purpose=told["purpose"],
            why=told["why"],
            facts=form.facts() if told["triaged"] else {},
            attests=told["attests"],
            subject=subject,
            address=told["address"],
            **form.used(),
        )
        moment = min(form.moment(), timezone.now())
        return acts.record_made(MadeLook(sitting, moment, closing_of(form)), by=by, at=timezone.now())

    if (
        request.method == "POST"
        and form.is_valid()
        and is_meant_twice(form, form.left_out(), says=_("Record the look without these details"))
        and (row := acted(form, act))
    ):
        messages.success(request, _made_words(row))
        return redirect("looks:look", row.reference)
    return render(request, "looks/made.html", {"form": form})


def _made_words(row: Look) -> str:
    if row.basis == Basis.NONE:
        return _(
            "The look is recorded as {reference}, without a basis. We will tell your line manager, and the RIPA co-ordinator will decide whether the look is an "
            "error to report."
        ).format(reference=row.reference)
    if rests_on_a_word(row):
        return _(
            "The look is recorded as {reference}, as an immediate response. We will tell your line manager, the RIPA co-ordinator and the senior responsible "
            "officer, and ask them to check whether the look could have been planned."
        ).format(reference=row.reference)
    return _("The look is recorded as {reference}.").format(reference=row.reference)
