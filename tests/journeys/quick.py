"""Settings of a journey's service: production's, but for passwords that are hashed at once, and templates compiled once a run.

Hashing them as in production is most of what a sign-in costs; tests/journeys/test_first_run.py signs in as production does.
"""

from tests.compiled import kept_in
from watchbook.config.settings import *  # noqa: F403  # every setting is taken, and two are changed
from watchbook.config.settings import PLACES, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = kept_in(PLACES)
