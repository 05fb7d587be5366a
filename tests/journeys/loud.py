"""Settings of a service that logs everything it can: what the canary must not appear in."""

from watchbook.config.settings import *  # noqa: F403  # every setting is taken, and two are changed
from watchbook.config.settings import LOGGING

LOGGING["root"]["level"] = "DEBUG"
for logger in LOGGING["loggers"].values():
    logger["level"] = "DEBUG"
