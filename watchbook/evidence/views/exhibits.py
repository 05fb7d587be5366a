"""Pages of exhibits: the list with its search, an investigation's tab, a look's, one exhibit; producing and correcting."""

from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.queries import events_about
from watchbook.evidence import exhibit as acts
from watchbook.evidence import pack as packs
from watchbook.evidence.forms import CorrectionForm, ExhibitForm, ExhibitSearchForm, PackForm
from watchbook.evidence.models import Capture, ContentKind, Exhibit, Origin, Sensitivity
from watchbook.evidence.permissions import (
    may_change_exhibit,
    may_make_pack,
    may_produce_exhibit,
    may_read_capture,
    may_see_exhibits,
    may_take_in,
)
from watchbook.evidence.queries import exhibits as queries
from watchbook.evidence.queries.handed_out import custody_of
from watchbook.evidence.retention_day import choices, choices_beside, title_of
from watchbook.evidence.seen import LOST
from watchbook.evidence.tabs import EXHIBITS
from watchbook.evidence.views.found import capture_or_404, exhibit_or_404, told_of
from watchbook.evidence.wording import signature_in_words
from watchbook.investigations import tabs
from watchbook.investigations.views.found import investigation_or_404
from watchbook.looks.views.found import look_or_404
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, is_meant_twice, reader
from watchbook.web.long_list import ListChoice, cut

ORDERS = {
    "mark": "mark",
    "reference": "reference",
    "produced": "produced_at",
    "by": "produced_by__name",
    "kept": "retain_until",
}
ORIGINS = ListChoice(gettext_lazy("Origin"), "capture__origin", Origin.choices)
HELD_ORDERS = {"reference": "reference", "when": "asked_at", "origin": "origin", "kind": "content_kind"}
HELD_CHOICES = {
    "origin": ListChoice(gettext_lazy("Origin"), "origin", Origin.choices),
    "kind": ListChoice(gettext_lazy("Description"), "content_kind", ContentKind.choices),
}
GIVEN_WHOLE = {ContentKind.IMAGE, ContentKind.PDF, ContentKind.MHTML}  # in a pack, as they came


@require_safe
def exhibits(request: HttpRequest) -> HttpResponse:
    """The exhibits that this person may read, found by mark, reference, hash or day."""
    may_see_exhibits(reader(request))
    form = ExhibitSearchForm(request.GET) if request.GET else ExhibitSearchForm()
    rows = queries.exhibits_open_to(reader(request))
    if form.is_bound:
        rows = queries.found(rows, **form.cleaned_data) if form.is_valid() else rows.none()
    context = {"form": form, "address": form.address(), **_page(request, rows)}
    return render(request, "evidence/exhibits.html", context)


@require_safe
def of_investigation(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of an investigation that shows its exhibits."""
    row = investigation_or_404(request, reference)
    frame = tabs.frame(row, person=reader(request), active=EXHIBITS.address)
    return render(request, "evidence/exhibits_of.html", frame | _page(request, queries.exhibits_of(row)))


@require_safe
def of_look(request: HttpRequest, reference: str) -> HttpResponse:
    """What is held of a look, and the exhibits that rest on it, for those who need to know of its investigation."""
    look = look_or_404(request, reference)
    needs_to_know = can(may_read_capture, reader(request), Capture(look=look))
    held, exhibits = queries.held_of_look(look), queries.exhibits_of_look(look)
    context = {
        "look": look,
        "needs_to_know": needs_to_know,
        "held": cut(
            request,
            held if needs_to_know else held.none(),
            sort=HELD_ORDERS,
            choose=HELD_CHOICES,
            named="captures",
        ),
        "exhibits": cut(
            request, exhibits if needs_to_know else exhibits.none(), sort=ORDERS, choose={"origin": ORIGINS}
        ),
        "may_produce_exhibit": may_produce_exhibit,
        "may_take_in": may_take_in,
    }
    return render(request, "evidence/exhibits_of_look.html", context)


@require_safe
def exhibit(request: HttpRequest, reference: str) -> HttpResponse:
    """One exhibit: what it shows, on what it rests, its hashes, until when it is kept. That it was read is recorded first."""
    by = reader(request)
    row = exhibit_or_404(request, reference)
    context = {
        "exhibit": row,
        "said": acts.read(row, by=by, at=timezone.now()),
        "signature": signature_in_words(row.capture.came_signed),
        **told_of(row.capture),
        "class_title": title_of(row.retention_class, on=today()),
        "events": events_about(row.id),
        "may_change_exhibit": may_change_exhibit,
        "may_make_pack": may_make_pack,
    }
    return render(request, "evidence/exhibit.html", context)


@require_http_methods(METHODS)
def produce(request: HttpRequest, reference: str) -> HttpResponse:
    """Produce an exhibit from what a capture holds."""
    by = reader(request)
    capture = capture_or_404(request, reference)
    may_produce_exhibit(by, capture)
    classes = choices(on=today())
    form = ExhibitForm(request.POST or None, classes=classes, initial={"collateral": capture.look.collateral})

    def act() -> Exhibit:
        return acts.produce(capture, form.facts(), by=by, at=timezone.now())

    def check() -> object:
        return acts.check_producing(capture, form.facts(), on=today())

    if (
        request.method == "POST"
        and form.is_valid()
        and is_meant_twice(form, queries.made_already(capture), check=check)
        and (row := acted(form, act))
    ):
        words = _("The exhibit was produced with the mark {mark}.").format(mark=row.mark)
        return done(request, words, "evidence:exhibit", row.reference)
    context = {
        "form": form,
        "capture": capture,
        "is_settled": any(one.settled for one in classes),
        **told_of(capture),
    }
    return render(request, "evidence/produce.html", context)


@require_http_methods(METHODS)
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct label and notes of an exhibit."""
    by = reader(request)
    row = exhibit_or_404(request, reference)
    may_change_exhibit(by, row)
    initial = acts.read(row, by=by, at=timezone.now()) | {name: getattr(row, name) for name in acts.LABELS}
    classes = choices_beside(row.retention_class, on=today())
    form = CorrectionForm(request.POST or None, classes=classes, initial=initial)

    def act() -> Exhibit:
        return acts.correct(row, form.facts(), why=form.cleaned_data["why"], by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        return done(request, _("The exhibit was corrected."), "evidence:exhibit", reference)
    return render(request, "evidence/exhibit_correct.html", {"form": form, "exhibit": row})


def _page(request: HttpRequest, rows: QuerySet[Exhibit]) -> dict[str, Any]:
    return {"page": cut(request, rows, sort=ORDERS, choose={"origin": ORIGINS})}


@require_http_methods(METHODS)
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
    context = {
        "form": form,
        "exhibit": row,
        "custody": custody_of(row.capture),
        "warned_file": row.sensitivity != Sensitivity.NONE and row.capture.content_kind in GIVEN_WHOLE,
        "is_saved_page": row.capture.content_kind == ContentKind.MHTML,
        "is_given_whole": row.capture.content_kind in GIVEN_WHOLE,
        **told_of(row.capture),
    }
    return render(request, "evidence/pack.html", context)


def _made(row: Exhibit, order: packs.Order, *, by: Person, moment: datetime) -> FileResponse:
    with ExitStack() as stack:
        file = stack.enter_context(packs.in_memory())
        packs.make(row, order, by=by, at=moment)
        try:
            packs.write(row, order, to=file, made_at=moment)
        except LOST:
            raise WrongState(
                _(
                    "You cannot make this pack: the content of the exhibit is missing from the store or was changed there. Tell the operator, who has backups."
                )
            ) from None
        file.seek(0)
        stack.pop_all()
    return FileResponse(
        file, as_attachment=True, filename=f"exhibit-{row.reference}.zip", content_type="application/zip"
    )
