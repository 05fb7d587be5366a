"""Page of the correction of what was recorded of a rights request."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.keys.envelope import opened
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.language import language_in
from watchbook.retention.rights_request import rights_request
from watchbook.retention.rights_request.forms import CorrectedRequestForm
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.permissions import may_record_rights_request
from watchbook.retention.rights_request.rights_request import AskedRights
from watchbook.retention.rights_request.step_views import act_page, row_of


@require_http_methods(METHODS)
def correct(http: HttpRequest, reference: str) -> HttpResponse:
    """Correct the names, contact details, words, rights or date of a request, with the reason."""
    by = reader(http)
    may_record_rights_request(by)
    row = row_of(reference)
    form = CorrectedRequestForm(http.POST or None, initial=_recorded(row))

    def act() -> RightsRequest:
        told = dict(form.cleaned_data)
        why = told.pop("why")
        asked = told | {"rights": tuple(told["rights"]), "names": tuple(told["names"].splitlines())}
        return rights_request.correct(row, AskedRights(**asked), why, by=by, at=timezone.now())

    if acted(form, act):
        words = _("The request was corrected. Search again if it has a new name or asks for more.")
        return done(http, words, "retention:rights_request", reference)
    return act_page(http, form, row, title=_("Correct the request"))


def _recorded(row: RightsRequest) -> dict[str, Any]:
    said = opened(row)
    return {
        "name": said["person"],
        "contact": said["contact"],
        "names": "\n".join(said["names"]),
        "rights": row.rights,
        "words": said["words"],
        "received_on": row.received_on,
        "language": language_in(said),
    }
