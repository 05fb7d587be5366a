"""Whether the service is well, for whoever watches it from outside: yes or no of each thing, and nothing more."""

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from watchbook.audit_log.health import seal_health

UNAVAILABLE = 503


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where the database answers and the audit log is being sealed, else 503."""
    try:
        found = {"database": True, "seal": seal_health(now=timezone.now()).is_well}
    except (OperationalError, InterfaceError):
        found = {"database": False, "seal": False}
    well = all(found.values())
    return JsonResponse({"well": well, **found}, status=200 if well else UNAVAILABLE)
