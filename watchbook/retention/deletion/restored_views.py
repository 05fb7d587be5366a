"""Page of a restored register: what may be lost, who has confirmed, and the confirmation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.deletion import outside, restored
from watchbook.retention.deletion.forms import RestoredForm, StandInForm
from watchbook.retention.legal_hold.outside import is_whole, lost_holds
from watchbook.retention.permissions import may_place_hold


@require_http_methods(METHODS)
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm that what a restore lost of one's own is recorded again."""
    by = reader(request)
    may_place_hold(by)
    lists = restored.lists_to_look_for(by)
    form = RestoredForm(request.POST or None, lists=lists)

    if acted(form, lambda: restored.confirm(lists=lists, by=by, at=timezone.now())):
        return done(
            request,
            _(
                "You confirmed, for your duties, that the missing holds and requests have been recorded again."
            ),
            "retention:holds",
        )
    lost = restored.lost_time()
    at = timezone.now()
    context = {
        "form": form,
        "lost": lost,
        "is_mine": bool(lost and lost.waits_for(by)),
        "holds": lost_holds() if lost else [],
        "are_notes_whole": not lost or is_whole(),
        "lists": outside.lost_lists(),
        "others": lost.to_stand_in(by, at=at) if lost else [],
    }
    return render(request, "retention/restored.html", context)


@require_http_methods(METHODS)
def stand_in(request: HttpRequest) -> HttpResponse:
    """Stand in for a duty whose holder is away."""
    by = reader(request)
    may_place_hold(by)
    lost, at = restored.lost_time(), timezone.now()
    form = StandInForm(request.POST or None, duties=lost.to_stand_in(by, at=at) if lost else [])

    if acted(form, lambda: restored.stand_in(form.cleaned_data["duty"], by=by, at=at)):
        return done(
            request,
            _(
                "You confirmed, as a stand-in, that the missing holds and requests of the duty that you selected have been recorded again."
            ),
            "retention:restored",
        )
    return render(request, "retention/stand_in.html", {"form": form})
