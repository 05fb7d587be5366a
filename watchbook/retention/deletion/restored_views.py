"""Page of a restored register: what may be lost, who has confirmed, and the confirmation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.deletion import restored
from watchbook.retention.deletion.forms import RestoredForm
from watchbook.retention.permissions import may_place_hold


@require_http_methods(METHODS)
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm that what a restore lost of one's own is recorded again."""
    by = reader(request)
    may_place_hold(by)
    form = RestoredForm(request.POST or None)

    if acted(form, lambda: restored.confirm(by=by, at=timezone.now())):
        return done(request, _("You confirmed what was lost."), "retention:holds")
    lost = restored.lost_time()
    context = {"form": form, "lost": lost, "is_mine": bool(lost and lost.waits_for(by))}
    return render(request, "retention/restored.html", context)
