"""Who else works under an authorisation."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import joint_working as acts
from watchbook.authorisations.forms.joint_working import PartnerForm
from watchbook.authorisations.joint_working import Partner
from watchbook.authorisations.models import JointWorking
from watchbook.authorisations.permissions import may_record_partner
from watchbook.authorisations.views.found import ActWords, act_page, authorisation_or_404
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, reader

PARTNER = ActWords(
    title=_("Joint working and third parties"),
    submit=_("Record the partner"),
    done=_("The partner was recorded."),
)


@require_http_methods(METHODS)
def joint_working(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a partner has seen the authorisation, or that we have seen theirs."""
    row = authorisation_or_404(request, reference, may_record_partner)
    form = PartnerForm(request.POST or None, initial={"confirmed_on": today()})

    def act() -> JointWorking:
        return acts.confirm(row, Partner(**form.cleaned_data), by=reader(request), at=timezone.now())

    return act_page(request, row, form, act, PARTNER)
