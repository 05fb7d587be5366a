"""The page of the register of offences: searched by words, with what the solicitor has confirmed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from watchbook.governance.law_confirmation.permissions import may_confirm_law
from watchbook.governance.law_confirmation.queries import law_here, registered
from watchbook.governance.offences.forms import OffenceSearchForm
from watchbook.governance.offences.permissions import may_read_offences
from watchbook.governance.offences.search import found_by
from watchbook.law.offences import offences as offences_on
from watchbook.law.offences import threshold
from watchbook.organisation.queries import the_authority, today
from watchbook.register.views.acting import reader

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
        "rows": [(one, THRESHOLD[threshold(one.entry, nation=nation, on=on)]) for one in entries],
        "unconfirmed": sum(not one.verified for one in law_here("offence")),
        "may_confirm_law": may_confirm_law,
    }
    return render(request, "governance/offences.html", context)


def _nation() -> str:
    authority = the_authority()
    return str(authority.nation) if authority else ""
