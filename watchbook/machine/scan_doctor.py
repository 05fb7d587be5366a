"""The doctor's look at the scanner for malware: whether one is set, and answers."""

from django.conf import settings

from watchbook.files.scan import NoScan, version
from watchbook.machine.finding import HealthFinding

SUBJECT = "Scan for malware"


def scan_finding() -> HealthFinding:
    """Say which scanner there is, with the day of its signatures; or that nothing is scanned."""
    if not settings.CLAMD:
        return HealthFinding(SUBJECT, "no scanner is set (WATCHBOOK_CLAMD), so no file is scanned.")
    try:
        return HealthFinding(SUBJECT, f"{version()} scans every file.")
    except (OSError, NoScan) as failure:
        return HealthFinding(
            SUBJECT,
            f"the scanner at {settings.CLAMD} does not answer ({failure!r}).",
            "No file can be uploaded until it does.",
            "Start clamd, and let the user who runs Watchbook write to its socket.",
        )
