"""Settings of a journey's service: production's, but for passwords that are hashed at once.

Hashing them as in production is most of what a sign-in costs; tests/journeys/test_first_run.py signs in as production does.
"""

from watchbook.config.settings import *  # noqa: F403  # every setting is taken, and one is changed

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
