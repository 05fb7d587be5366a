"""The end of a wait after too many wrong attempts, so that whoever waits reads until when."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from watchbook.web.wording import moment

Limit = dict[str, Any]  # as allauth's limits are told: app, action and, where they are ours, config
LIMIT: Limit = {"app": "allauth.account", "action": "login_failed"}


def open_again(request: HttpRequest, *, key: str, limit: Limit = LIMIT) -> str:
    """Say from when on another attempt is taken, to the minute and never too early."""
    ends = [time.time()]
    for rate in ratelimit.get_rates(**limit):
        named = {name: limit[name] for name in ("app", "action")}
        name = ratelimit.get_cache_key(request, **named, rate=rate, key=key)
        attempts = cache.get(name, [])  # the newest first
        if len(attempts) >= rate.amount:
            ends.append(attempts[rate.amount - 1] + rate.duration)
    return moment(datetime.fromtimestamp(max(ends), UTC) + timedelta(seconds=59))
