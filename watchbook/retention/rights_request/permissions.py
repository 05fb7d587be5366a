"""Rights in rights requests: the information officer and the DPO take them in, search, decide and answer."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.retention.permissions import KEEPERS, KNOWS_WHO_ASKS


def may_read_rights_requests(person: Person) -> None:
    """Let those who deal with rights requests, and the SRO who answers for the whole, read who asks and what was found."""
    require_duty(person, *KNOWS_WHO_ASKS, to=_("read requests about personal data"))


def may_record_rights_request(person: Person) -> None:
    """Let the information officer or the DPO take a request in and record its steps."""
    require_duty(person, *KEEPERS, to=_("record a request about personal data"))


def may_search_for_person(person: Person) -> None:
    """Let the information officer or the DPO search every part for the person who asks: nobody else may, for any reason."""
    require_duty(person, *KEEPERS, to=_("search every register for a person"))


def may_decide_found_item(person: Person) -> None:
    """Let the information officer or the DPO decide what is done with a thing that was found."""
    require_duty(person, *KEEPERS, to=_("decide on a person’s data"))
