"""Pages of the register of offences: searched by words; the solicitor confirms many entries with one signature."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.governance.offences import offence_confirmation as acts
from watchbook.governance.offences.forms import OffenceConfirmForm, OffenceSearchForm
from watchbook.governance.offences.models import OffenceConfirmation
from watchbook.governance.offences.permissions import may_confirm_offences, may_read_offences
from watchbook.governance.offences.queries import RegisteredOffence, confirmation_by_id, registered
from watchbook.governance.offences.search import found_by
from watchbook.law.offences import all_versions, latest, threshold
from watchbook.law.offences import offences as offences_on
from watchbook.organisation.queries import the_authority, today
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader
from watchbook.web.forms import GovukForm

THRESHOLD = {
    "by_penalty": gettext_lazy("yes, by its penalty"),
    "by_exception": gettext_lazy("yes, as an exception"),
    "below": gettext_lazy("no"),
    "unclear": gettext_lazy("unclear: ask the solicitor"),
    "elsewhere": gettext_lazy("not an offence in this nation"),
    "none_then": gettext_lazy("no threshold applied on this date"),
    "none_there": gettext_lazy("no threshold applies in this nation"),
}


@require_safe
def offences(request: HttpRequest) -> HttpResponse:
    """List the offences of today, or those that the words find, the nearest first."""
    may_read_offences(reader(request))
    on, nation, form = today(), _nation(), OffenceSearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    known = offences_on(on=on)
    entries = registered(found_by(words, among=known) if words.strip() else known)
    context = {
        "form": form,
        "words": words,
        "rows": [(one, THRESHOLD[threshold(one.offence, nation=nation, on=on)]) for one in entries],
        "unconfirmed": sum(not one.is_confirmed for one in entries),
        "may_confirm_offences": may_confirm_offences,
    }
    return render(request, "governance/offences.html", context)


@require_http_methods(METHODS)
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm entries that were compared with the law: every one that waits, on one page."""
    may_confirm_offences(reader(request))
    form = OffenceConfirmForm(request.POST or None, unconfirmed=_unconfirmed())

    def act() -> OffenceConfirmation:
        ticked = [form.rows[key].offence for key in form.cleaned_data["entries"]]
        return acts.sign(ticked, by=reader(request), at=timezone.now())[0]

    if acted(form, act):
        number = len(form.cleaned_data["entries"])
        words = ngettext("You confirmed %(number)d entry.", "You confirmed %(number)d entries.", number)
        return done(request, words % {"number": number}, "governance:offences")
    return render(request, "governance/offences_confirm.html", {"form": form})


@require_http_methods(METHODS)
def take_back(request: HttpRequest, confirmation_id: UUID) -> HttpResponse:
    """Take back a confirmation that was signed by mistake."""
    may_confirm_offences(reader(request))
    row = or_404(confirmation_by_id(confirmation_id))
    form = GovukForm(request.POST if request.method == "POST" else None)

    def act() -> OffenceConfirmation:
        return acts.take_back(row, by=reader(request), at=timezone.now())

    if acted(form, act):
        return done(request, _("The confirmation was taken back."), "governance:offences")
    context = {"form": form, "confirmation": row, "title_of_offence": latest(row.offence).title}
    return render(request, "governance/offence_take_back.html", context)


def _unconfirmed() -> list[RegisteredOffence]:
    """Return the entries of the authority's nation that wait for the solicitor, by subject."""
    nation = _nation()
    ours = registered(one for one in all_versions() if nation in one.nations)
    return [one for one in ours if not one.is_confirmed]


def _nation() -> str:
    authority = the_authority()
    return str(authority.nation) if authority else ""
