"""Pages of the law's data: what of each kind is confirmed; the solicitor confirms many entries with one signature."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.governance.law_confirmation import law_confirmation as acts
from watchbook.governance.law_confirmation.forms import LawConfirmForm
from watchbook.governance.law_confirmation.models import LawConfirmation
from watchbook.governance.law_confirmation.permissions import may_confirm_law, may_read_law
from watchbook.governance.law_confirmation.queries import (
    RegisteredEntry,
    confirmation_by_id,
    entries_here,
)
from watchbook.law.entries import LawEntry
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader
from watchbook.web.forms import GovukForm

TITLES = {
    "offence": gettext_lazy("Offences in this nation, past and present"),
    "provision": gettext_lazy("Provisions and paragraphs of the Codes"),
    "value": gettext_lazy("Time limits, sums of money and other values"),
    "exemption": gettext_lazy("Exemptions and exceptions"),
    "retention": gettext_lazy("Retention periods"),
}


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Say of each kind how many entries there are and how many are still to be confirmed."""
    may_read_law(reader(request))
    kinds = [(kind, title, entries_here(kind)) for kind, title in TITLES.items()]
    counted = [(kind, title, len(rows), _waiting(rows)) for kind, title, rows in kinds]
    return render(request, "governance/law.html", {"kinds": counted})


@require_safe
def entries(request: HttpRequest, kind: str) -> HttpResponse:
    """List the entries of a kind, each with what it says and whether it is confirmed."""
    may_read_law(reader(request))
    context = {
        "kind": kind,
        "title": _title(kind),
        "rows": entries_here(kind),
        "may_confirm_law": may_confirm_law,
    }
    return render(request, "governance/law_entries.html", context)


@require_http_methods(METHODS)
def confirm(request: HttpRequest, kind: str) -> HttpResponse:
    """Confirm entries that were compared with the law: every one of a kind that waits, on one page."""
    may_confirm_law(reader(request))
    title = _title(kind)
    waiting = [one for one in entries_here(kind) if not one.is_confirmed]
    form = LawConfirmForm(request.POST or None, unconfirmed=waiting)

    def act() -> LawConfirmation:
        ticked = [form.rows[key].entry for key in form.cleaned_data["entries"]]
        return acts.sign(ticked, by=reader(request), at=timezone.now())[0]

    if acted(form, act):
        number = len(form.cleaned_data["entries"])
        words = ngettext("You confirmed %(number)d entry.", "You confirmed %(number)d entries.", number)
        return done(request, words % {"number": number}, "governance:law_entries", kind)
    return render(request, "governance/law_confirm.html", {"form": form, "kind": kind, "of_kind": title})


@require_http_methods(METHODS)
def take_back(request: HttpRequest, confirmation_id: UUID) -> HttpResponse:
    """Take back a confirmation that was signed by mistake."""
    may_confirm_law(reader(request))
    row = or_404(confirmation_by_id(confirmation_id))
    form = GovukForm(request.POST if request.method == "POST" else None)

    def act() -> LawConfirmation:
        return acts.take_back(row, by=reader(request), at=timezone.now())

    if acted(form, act):
        return done(request, _("The confirmation was taken back."), "governance:law_entries", row.kind)
    return render(request, "governance/law_take_back.html", {"form": form, "confirmation": row})


def _title(kind: str) -> str:
    if kind not in TITLES:
        raise Http404
    return str(TITLES[kind])


def _waiting(rows: list[RegisteredEntry[LawEntry]]) -> int:
    return sum(not one.is_confirmed for one in rows)
