"""Tables of looks, of the pages viewed in them, of re-triages, of what became of a look, and of services' standing purposes."""

from watchbook.looks.models.after import CheckFinding, Evaluation, SupervisorCheck, Told, Useful, Verified
from watchbook.looks.models.looks import (
    About,
    AccountUsed,
    Basis,
    Look,
    Manner,
    PageView,
    Purpose,
    Result,
    StandingPurpose,
    Way,
)
from watchbook.looks.models.re_triages import ReTriage

__all__ = [
    "About",
    "AccountUsed",
    "Basis",
    "CheckFinding",
    "Evaluation",
    "Look",
    "Manner",
    "PageView",
    "Purpose",
    "ReTriage",
    "Result",
    "StandingPurpose",
    "SupervisorCheck",
    "Told",
    "Useful",
    "Verified",
    "Way",
]
