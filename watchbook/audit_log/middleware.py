"""Wait for the seal of a grave act before a page says that it is done; keep nothing of a request that shows nothing."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from watchbook.audit_log.seal_wait import noting_grave_events, wait_for_the_seal

type Answer = Callable[[HttpRequest], HttpResponseBase]


def waits_for_the_seal(get_response: Answer) -> Answer:
    """Wait up to a second for the seal of what a request committed, and say on the next page how it stands."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with noting_grave_events() as events:
            response = get_response(request)
        if events:
            said = (
                _("Your action is recorded and sealed in the audit log.")
                if wait_for_the_seal(events)
                else _("Your action is recorded in the audit log and will be sealed soon.")
            )
            messages.success(request, said)
        return response

    return middleware


def keeps_nothing_of_a_head(get_response: Answer) -> Answer:
    """Undo what a HEAD wrote: it shows nobody a page, so nobody has read one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        with transaction.atomic():
            response = get_response(request)
            transaction.set_rollback(True)
        return response

    return middleware
