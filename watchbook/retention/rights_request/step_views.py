"""Pages of the steps of a rights request: one step with the letter that goes with it, and each letter as it went."""

from base64 import b64decode
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.files.download import came_as
from watchbook.files.upload import look_at
from watchbook.keys.envelope import opened
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import refused
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.letter import READ, blocks_of, letter_preview, letter_response
from watchbook.retention.rights_request import identity, lifting, queries, rights_step, shared_file
from watchbook.retention.rights_request.forms import CopiedRecord, RightsStepForm, SentLetterForm
from watchbook.retention.rights_request.models import FoundItem, RightsRequest, RightsStep
from watchbook.retention.rights_request.permissions import (
    may_read_rights_requests,
    may_record_rights_request,
)
from watchbook.retention.rights_request.preflight import preflight
from watchbook.retention.rights_request.record_copy import GAP, about_others, drafted, is_made_by_hand
from watchbook.retention.rights_request.states import ANSWERS, LETTERS, RightsStepKind
from watchbook.retention.rights_request.told_records import ToldRecord, copies
from watchbook.web.day_field import DayWidget


@require_http_methods(METHODS)
def step(http: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Record a step, with its letter where it has one."""
    by = reader(http)
    may_record_rights_request(by)
    row = row_of(reference)
    if kind not in RightsStepKind:
        raise Http404
    given = copies(row) if kind in ANSWERS else []
    copied = _copied(row, given)
    looked = preflight(row, today=today()) if kind in ANSWERS else None
    form = _step_form(http, row, kind, copied)
    is_unread = kind in LETTERS and READ not in http.POST  # no letter is kept that nobody has read

    def act() -> Any:
        if is_unread:
            return rights_step.preview(row, kind, **form.told(), by=by, today=today())
        facts = form.told() | {"read": http.POST.get(READ, "")}
        return rights_step.take(row, kind, **facts, by=by, at=timezone.now())

    try:
        made: Any = acted(form, act)
    except Refusal as refusal:
        made = form.add_error(None, refused(refusal))
    if made and is_unread:
        back = reverse("retention:rights_request_step", args=[reference, kind])
        goes_to = (identity.addressed_to(row),) if looked else ()
        shared = shared_file.warnings(row, by=by) if looked else ()
        warnings = (*goes_to, *(looked.warnings if looked else ()), *shared, *_others(row, made))
        return letter_preview(http, made, caption=reference, back_url=back, warnings=warnings)
    if made:
        words = _("The letter is saved. Now send it.") if kind in LETTERS else _("The step was recorded.")
        return done(http, words, "retention:rights_request", reference)
    by_hand = [one for one in given if one.number not in {each.number for each in copied}]
    outside = reverse("retention:rights_request_step_sent", args=[reference, kind]) if kind in LETTERS else ""
    more = {"has_letter": kind in LETTERS, "outside": outside, "preflight": looked, "copies": by_hand}
    return act_page(http, form, row, title=str(RightsStepKind(kind).label), **more)


@require_http_methods(METHODS)
def sent(http: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Record a letter that was sent outside Watchbook, with a copy of it."""
    by = reader(http)
    may_record_rights_request(by)
    row = row_of(reference)
    if kind not in LETTERS:
        raise Http404
    told = _restricted(row, kind)
    form = SentLetterForm(http.POST or None, http.FILES or None, kind=RightsStepKind(kind), restricted=told)

    def act() -> RightsStep:
        facts = form.cleaned_data | {"file": look_at(form.cleaned_data["file"])}
        facts |= {"ends": [int(one) for one in facts.get("ends", ())]}
        return rights_step.record_sent(row, kind, **facts, by=by, at=timezone.now())

    try:
        made = acted(form, act)
    except Refusal as refusal:
        made = form.add_error(None, refused(refusal))
    if made:
        return done(http, _("The letter was recorded."), "retention:rights_request", reference)
    title = _("Record a letter sent outside Watchbook: {kind}").format(kind=RightsStepKind(kind).label)
    return act_page(http, form, row, title=title)


@require_safe
def sent_letter(http: HttpRequest, reference: str, step_id: UUID) -> HttpResponse:
    """The copy of a letter that was sent outside Watchbook."""
    may_read_rights_requests(reader(http))
    row = get_object_or_404(RightsStep, request__reference=reference, pk=step_id)
    if not (copy_of := opened(row).get("sent")):
        raise Http404
    content = b64decode(copy_of["data"])
    return came_as(http, content, name=copy_of["name"], media_type=copy_of["media_type"])


@require_safe
def letter(http: HttpRequest, reference: str, step_id: UUID, ending: str) -> HttpResponse:
    """The letter of a step as it went, in one format."""
    may_read_rights_requests(reader(http))
    row = get_object_or_404(RightsStep, request__reference=reference, pk=step_id)
    return letter_response(opened(row)["letter"], name=f"{row.kind}-{reference}", ending=ending)


@require_safe
def copy(http: HttpRequest, reference: str, step_id: UUID, ending: str) -> HttpResponse:
    """The copy of the data that an answer enclosed, in one format."""
    may_read_rights_requests(reader(http))
    row = get_object_or_404(RightsStep, request__reference=reference, pk=step_id)
    made = opened(row)["letter"] or {}
    return letter_response(made.get("copy"), name=f"copy-{reference}", ending=ending)


def _step_form(
    http: HttpRequest, row: RightsRequest, kind: str, copied: list[CopiedRecord]
) -> RightsStepForm:
    """The form of a step: empty, as it was sent, or as it was typed where the letter is to be changed."""
    is_changed = "change" in http.POST
    first: dict[str, Any] = http.POST.dict() if is_changed else {}
    if is_changed:
        first["ends_on"] = DayWidget().value_from_datadict(http.POST, http.FILES, "ends_on")
    return RightsStepForm(
        (http.POST if not is_changed else None) or None,
        kind=RightsStepKind(kind),
        copied=copied,
        restricted=_restricted(row, kind),
        initial=first | {"on": today(), "ends": http.POST.getlist("ends")},
    )


def _restricted(row: RightsRequest, kind: str) -> list[ToldRecord]:
    """The records whose restriction a letter can say ends; none for another letter."""
    return lifting.restricted(row) if kind == RightsStepKind.RESTRICTION_ENDS else []


def _copied(row: RightsRequest, given: list[FoundItem]) -> list[CopiedRecord]:
    """The records of which Watchbook makes a copy, each with its text and what in it may be about others."""
    names = [*queries.names_sought(row)]
    made = []
    for one in given:
        text = "" if is_made_by_hand(one) else drafted(one)
        if text:
            others = about_others(text, names)
            flagged = (
                _("These words may be about other people: {words}.").format(words="; ".join(others))
                if others
                else ""
            )
            hint = " ".join(filter(None, [_("Delete the text that is not about this person."), flagged]))
            label = _("Copy of {record}").format(record=one.thing_reference)
            made.append(CopiedRecord(one.number, label, text, hint))
    return made


def _others(row: RightsRequest, made: dict[str, Any]) -> list[str]:
    """Name what is left in a copy and may be about others: the officer looks once more before it is kept."""
    text = "\n".join(str(one.text) for one in blocks_of(made["copy"])) if "copy" in made else ""
    text = text.replace(f"{GAP} ", "")  # a name of which a part was taken out is one still
    left = about_others(text, [*queries.names_sought(row), made["authority"]])
    words = _("The copy may still name other people: {words}. Check the copy once more.")
    return [words.format(words="; ".join(left))] if left else []


def row_of(reference: str) -> RightsRequest:
    """The request of an address."""
    return get_object_or_404(queries.requests(), reference=reference)


def act_page(
    http: HttpRequest, form: Any, row: RightsRequest | None = None, *, title: str, **more: Any
) -> HttpResponse:
    """The page of one act on a request, or of recording one."""
    context = {
        "form": form,
        "row": row,
        "title": title,
        "has_letter": False,
        "submit": "",
        "preflight": None,
        "copies": (),
        "outside": "",
        "restricts": (),
        "is_decided": False,
        **more,
    }
    return render(http, "retention/rights_request_act.html", context)
