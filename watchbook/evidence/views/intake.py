"""The page on which something made elsewhere is taken in; its upload lies in memory from the first byte."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from watchbook.acting.own_words import with_unseen_shown
from watchbook.acting.refusals import NotPermitted, WrongState, cannot
from watchbook.audit_log import outsiders
from watchbook.audit_log.asked_signer import the_signer
from watchbook.audit_log.signing_key import NoSigningKey
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import intake, memory_folder
from watchbook.evidence.forms import IntakeForm
from watchbook.evidence.models import Capture
from watchbook.evidence.permissions import may_take_in
from watchbook.evidence.quarantine import IntakeMeans, QuarantinedFile, QuarantineUploadHandler, take_in
from watchbook.evidence.queries.captures import same_file_before
from watchbook.evidence.views.found import contradiction_in
from watchbook.files import scan
from watchbook.files.upload import Refused, safe_name
from watchbook.looks.models import Look
from watchbook.looks.views.found import look_or_404
from watchbook.register.views.acting import reader
from watchbook.web.press import once


class NamesAsSent(MultiPartParser):
    """Shows signs in a file's name that turn others or are not seen by their number, where Django would drop them."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        """Return the name without its folders."""
        return super().sanitize_file_name(with_unseen_shown(file_name))


@csrf_exempt  # the view below is protected: where an upload goes is settled before anything of the request is read
@require_http_methods(["GET", "HEAD", "POST"])
def intake_of_look(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Take in a file for a look that was recorded after it was made."""
    look = look_or_404(request, reference)
    may_take_in(reader(request), look)
    intake.check_way(look)
    try:
        memory_folder.the_folder()
    except CaptureRefused as refused:
        raise WrongState(cannot(_("You cannot add a file"), str(refused))) from None
    request.upload_handlers = [QuarantineUploadHandler(request)]
    request.multipart_parser_class = NamesAsSent  # type: ignore[assignment]  # the stubs name an instance
    return _page(request, look)


@csrf_protect
def _page(request: HttpRequest, look: Look) -> HttpResponseBase:
    return (
        once(request, lambda asked: _answered(asked, look))
        if request.method == "POST"
        else _answered(request, look)
    )


def _answered(request: HttpRequest, look: Look) -> HttpResponse:
    form = IntakeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (row := _taken_in(request, look, form)):
        messages.success(request, _("The file was added as {reference}.").format(reference=row.reference))
        if found := contradiction_in(row):
            told = _("Open {reference} to see the differences.").format(reference=row.reference)
            messages.warning(request, f"{found.meaning} {told}")
        if before := same_file_before(row):
            told = _(
                "This look already has the same file, as {reference}. We keep both copies. Produce only one copy as an exhibit."
            )
            messages.warning(request, told.format(reference=before.reference))
        return redirect("evidence:exhibits_of_look", look.reference)
    limit = settings.INTAKE_MAX_BYTES // 1024**2
    context = {"form": form, "look": look, "limit": limit, "scanned": scan.in_words()}
    return render(request, "evidence/intake.html", context)


def _taken_in(request: HttpRequest, look: Look, form: IntakeForm) -> Capture | None:
    """What was taken in; or None, with the refusal on the form."""
    told: dict[str, Any] = form.cleaned_data
    upload = told["file"]
    try:
        if upload.size > settings.INTAKE_MAX_BYTES:
            limit = settings.INTAKE_MAX_BYTES // 1024**2
            raise WrongState(
                _(
                    "You cannot add this file: it is larger than {limit} MB. Ask the sender for the file in parts."
                ).format(limit=limit)
            )
        upload.flush()
        words = {name: told[name] for name in ("made_by", "made_with", "address")}
        arrived = QuarantinedFile(Path(upload.file.name), safe_name(upload.name or ""), **words)
        return take_in(look, arrived, the_means(), by=reader(request))
    except (CaptureRefused, Refused, WrongState, NotPermitted) as refused:
        form.add_error("file", str(refused))
    finally:
        upload.close()
    return None


def the_means() -> IntakeMeans:
    """The key and the authorities of this machine. Raises WrongState where there is no key."""
    try:
        signer = the_signer()
    except NoSigningKey:
        raise WrongState(
            _(
                "You cannot add a file: this machine has no key to seal it with. Ask the operator to run set-up."
            )
        ) from None
    return IntakeMeans(signer=signer, authorities=outsiders.read(settings.OUTSIDERS).authorities)
