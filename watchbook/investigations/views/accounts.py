"""Pages of a subject's accounts: those it has, adding one from a pasted address, parting one again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.investigations import account as acts
from watchbook.investigations import subject as subject_acts
from watchbook.investigations import tabs
from watchbook.investigations.forms import AccountForm, PartForm
from watchbook.investigations.models import Account
from watchbook.investigations.permissions import may_change_investigation, may_read_subject
from watchbook.investigations.views.found import investigation_or_404, investigation_to_change, subject_or_404
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader


@require_http_methods(METHODS)
def accounts(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The accounts of a subject, those that were parted too, and a form for another; that they were read is recorded."""
    row, by, now = investigation_or_404(request, reference), reader(request), timezone.now()
    subject = subject_or_404(row, number)
    may_read_subject(by, subject)
    form = AccountForm(request.POST or None)

    def act() -> Account:
        told = dict(form.cleaned_data)
        return acts.add(subject, told.pop("address"), **told, by=by, at=now)

    if acted(form, act):
        return done(request, _("The account was added."), "investigations:accounts", reference, number)
    subject_acts.read(subject, by=by, at=now)
    every = list(subject.accounts.select_related("added_by", "parted_by"))
    said = acts.said_of(every)
    context = {
        **tabs.frame(row, person=by, active=tabs.SUBJECTS.address),
        "subject": subject,
        "accounts": [(one, said[one.id]) for one in every],
        "form": form,
        "may_change_investigation": may_change_investigation,
    }
    return render(request, "investigations/accounts.html", context)


@require_http_methods(METHODS)
def account_part(request: HttpRequest, reference: str, number: int, account_id: UUID) -> HttpResponse:
    """Say that an account is not the subject's after all."""
    row = investigation_to_change(request, reference)
    subject = subject_or_404(row, number)
    one, form = or_404(subject.accounts.filter(pk=account_id).first()), PartForm(request.POST or None)
    if acted(form, lambda: acts.part(one, **form.cleaned_data, by=reader(request), at=timezone.now())):
        words = _("The account was removed from the subject.")
        return done(request, words, "investigations:accounts", reference, number)
    context = {"form": form, "investigation": row, "subject": subject}
    return render(request, "investigations/account_part.html", context)
