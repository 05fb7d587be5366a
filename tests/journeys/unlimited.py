"""Settings of a service for scanners: a journey's, without limits on attempts.

A limit answers for the form and hides it: sqlmap would only see the refusal, and wait ever longer between its requests.
"""

from tests.journeys.quick import *  # noqa: F403  # every setting is taken, and two are added

ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
