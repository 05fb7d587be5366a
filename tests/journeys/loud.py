"""Settings of a service that logs everything it can: what the canary must not appear in."""

from watchbook.config.settings import *  # noqa: F403
from watchbook.config.settings import LOGGING

LOGGING["root"]["level"] = "DEBUG"
for logger in LOGGING["loggers"].values():
    logger["level"] = "DEBUG"
