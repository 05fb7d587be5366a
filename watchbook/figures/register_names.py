"""Names of the registers on which an answer rests, as its evidence calls them; no register is asked."""

from django.utils.translation import gettext_lazy

DOCUMENTS = gettext_lazy("documents adopted")
NONE_HELD = gettext_lazy("signed confirmation that none is held")
STATEMENTS = gettext_lazy("signed statements")
TOOLS = gettext_lazy("software, hardware and in-house methods")
PROJECTS = gettext_lazy("listening projects")
SCHEDULES = gettext_lazy("retention schedule")
AUDITS = gettext_lazy("internal audits")
INSPECTIONS = gettext_lazy("inspections")
RULE_SETS = gettext_lazy("adopted triage rules")
DRIFT_THRESHOLDS = gettext_lazy("limits on repeat looks")
CENTRAL_RECORD = gettext_lazy("central record of authorisations")
COVERT_PROFILES = gettext_lazy("register of covert profiles")
LOOKS = gettext_lazy("looks")
