"""The end of a wait after too many wrong attempts, so that whoever waits reads until when."""

import time
from datetime import UTC, datetime, timedelta

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from watchbook.web.wording import moment

LIMIT = {"app": "allauth.account", "action": "login_failed"}


def open_again(request: HttpRequest, *, key: str) -> str:
    """Say from when on another attempt is taken, to the minute and never too early."""
    ends = [time.time()]
    for rate in ratelimit.get_rates(**LIMIT):
        name = ratelimit.get_cache_key(request, **LIMIT, rate=rate, key=key)
        attempts = cache.get(name, [])  # the newest first
        if len(attempts) >= rate.amount:
            ends.append(attempts[rate.amount - 1] + rate.duration)
    return moment(datetime.fromtimestamp(max(ends), UTC) + timedelta(seconds=59))
