"""Settings of a service that logs everything it can: what the canary must not appear in."""

from tests.journeys.quick import *  # noqa: F403  # every setting is taken, and two are changed
from tests.journeys.quick import LOGGING

LOGGING["root"]["level"] = "DEBUG"
for logger in LOGGING["loggers"].values():
    logger["level"] = "DEBUG"
