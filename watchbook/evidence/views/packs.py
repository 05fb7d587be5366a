"""The page on which a pack of an exhibit is made."""

from contextlib import ExitStack
from datetime import datetime

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.acting.refusals import WrongState
from watchbook.evidence import pack as acts
from watchbook.evidence.forms.packs import PackForm
from watchbook.evidence.models import Exhibit
from watchbook.evidence.permissions import may_make_pack
from watchbook.evidence.queries.handed_out import custody_of
from watchbook.evidence.seen import LOST
from watchbook.evidence.views.exhibit_found import exhibit_or_404
from watchbook.organisation.models import Person
from watchbook.register.views.acting import reader


@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Make a pack. Its custody is committed before a byte of the content is read."""
    by = reader(request)
    row = exhibit_or_404(request, reference)
    may_make_pack(by, row)
    form = PackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _made(row, form.order(), by=by, moment=timezone.now())
        except WrongState as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "exhibit": row, "custody": custody_of(row.capture)}
    return render(request, "evidence/pack.html", context)


def _made(row: Exhibit, order: acts.Order, *, by: Person, moment: datetime) -> FileResponse:
    with ExitStack() as stack:
        file = stack.enter_context(acts.in_memory())
        acts.make(row, order, by=by, at=moment)
        try:
            acts.write(row, order, to=file, made_at=moment)
        except LOST:
            raise WrongState(
                _(
                    "You cannot make this pack: its content is missing from the store, or was changed there. Tell the operator, who has backups."
                )
            ) from None
        file.seek(0)
        stack.pop_all()
    return FileResponse(file, as_attachment=True, filename=acts.name_of(row), content_type="application/zip")
