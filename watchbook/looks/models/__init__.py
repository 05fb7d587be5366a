"""Tables of looks, of the pages viewed in them, of re-triages, of what became of a look, and of services' standing purposes."""

from watchbook.looks.models.after import (
    CheckFinding,
    Evaluation,
    PersonNotice,
    SupervisorCheck,
    Usefulness,
    Verification,
)
from watchbook.looks.models.looks import (
    KEPT,
    ON_A_WORD,
    WRONG,
    About,
    AccountUsed,
    Basis,
    Look,
    LookOrigin,
    Manner,
    Purpose,
    Result,
    StandingPurpose,
    manner_in_words,
)
from watchbook.looks.models.page_views import PageView
from watchbook.looks.models.re_triages import ReTriage

__all__ = [
    "KEPT",
    "ON_A_WORD",
    "WRONG",
    "About",
    "AccountUsed",
    "Basis",
    "CheckFinding",
    "Evaluation",
    "Look",
    "LookOrigin",
    "Manner",
    "PageView",
    "PersonNotice",
    "Purpose",
    "ReTriage",
    "Result",
    "StandingPurpose",
    "SupervisorCheck",
    "Usefulness",
    "Verification",
    "manner_in_words",
]
