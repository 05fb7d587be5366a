"""Activities on the register of processing, as most tests want them, and the papers of one."""

from datetime import date

from tests.given import AT
from tests.governance import adopted, tools_and_training
from watchbook.governance.processing import processing

ACTIVITY = {
    "activity": "looks",
    "service_name": "",
    "tool": "",
    "purpose": "Checks of trading standards complaints.",
    "regime": "general",
    "lawful_basis": "UK GDPR Article 6(1)(e); section 8 of the Data Protection Act 2018.",
    "special_basis": "None is sought.",
    "people": "Traders; names, posts, pictures.",
    "recipients": "The court.",
    "transfers": "None.",
    "kept": "By the retention schedule.",
    "security": "Encrypted at rest.",
    "privacy_notice": "",
    "dpia": "",
    "equality_assessment": "",
    "training": "",
    "is_refused_without_papers": False,
    "from_on": date(2018, 4, 1),
    "until_on": None,
}


def an_activity(people, **changes):
    """An activity, recorded by the data protection officer."""
    return processing.add(ACTIVITY | changes, by=people.fatima, at=AT)


def papers(people):
    """Every paper of an activity, in force: by the column that names it."""
    kinds = ("privacy_notice", "dpia", "equality_assessment")
    held = {kind: adopted.a_policy(kind=kind, title=f"Paper {kind}").reference for kind in kinds}
    return held | {"training": tools_and_training.a_course(people).reference}
