"""Settings of a service that logs everything it can: what the canary must not appear in."""

from tests.journeys.quick import *  # noqa: F403  # every setting is taken, and three are changed
from tests.journeys.quick import LOGGING

LOGGING["root"]["level"] = "DEBUG"
for logger in LOGGING["loggers"].values():
    logger["level"] = "DEBUG"
MAIL_FROM = "watchbook@council.invalid"  # so that the weekly email is offered; nothing here sends it
