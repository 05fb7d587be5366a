"""Named queries: what each topic's register says to a question, with evidence.

A query is named by its topic and carries a version (`VERSION` of its module): an answer given under an older version
replays under it.
"""

from collections.abc import Callable

from watchbook.foi.findings import Asked, Finding
from watchbook.foi.queries import conduct, documents, letters, oversight, retention, software

QUERIES: dict[str, Callable[[Asked], Finding]] = {
    "surveillance_commissioner_letter": letters.letter_received,
    "surveillance_commissioner_letter_reply": letters.letter_reply,
    "internal_audit": oversight.internal_audit,
    "social_media_policy": documents.social_media_policy,
    "commissioner_inspection": oversight.commissioner_inspection,
    "written_material": documents.written_material,
    "privacy_notice": documents.privacy_notice,
    "dpia": documents.dpia,
    "pia": documents.pia,
    "equality_assessment": documents.equality_assessment,
    "training_material": documents.training_material,
    "forms": documents.forms,
    "monitoring_software": software.monitoring_software,
    "software_supplier": software.software_supplier,
    "in_house_method": software.in_house_method,
    "deletion_policy": retention.deletion_policy,
    "areas_of_work": conduct.areas_of_work,
    "criteria": conduct.criteria,
    "who_authorises": conduct.who_authorises,
    "process": conduct.process,
    "retention_period": retention.retention_period,
    "deletion_request": retention.deletion_request,
}
