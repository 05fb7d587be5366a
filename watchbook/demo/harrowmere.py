"""Harrowmere Borough Council: fictional, English, eight services, its people, a year of its records and three requests."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from watchbook.audit_log.queries import mode
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.demo.applied import ago
from watchbook.demo.assessed import adopt_rules, assess_looks, open_investigations
from watchbook.demo.authorised import authorise_for_a_year
from watchbook.demo.captured import ask_for_captures
from watchbook.demo.cast import ADMINISTRATORS, add_people, found_council, read_people
from watchbook.demo.listened import count_first_weeks, label_and_count_the_last_week, listen
from watchbook.demo.looks import look_for_a_year
from watchbook.demo.not_loaded import NotLoaded
from watchbook.demo.overdue import agree_on_deletion, carry_out_deletion
from watchbook.demo.personal_data import ask_about_personal_data
from watchbook.demo.prepared import set_thresholds, train_officers
from watchbook.demo.register_files import load
from watchbook.demo.requests import answer_and_publish, nine_questions, receive_earlier
from watchbook.demo.retained import hold_what_is_needed
from watchbook.demo.signatures import sign_until
from watchbook.demo.waiting import leave_waiting
from watchbook.foi.models import Request
from watchbook.foi.published import Publication
from watchbook.keys.keyring import kept_for_a_while, put_together
from watchbook.organisation import authority, own_pages
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import today
from watchbook.organisation.sign_in import set_hashed_password

NAME = "Harrowmere Borough Council"
HERE = Path(__file__).parent
RECORDS = HERE / "harrowmere_records"
STARTED = 6  # days ago
FOUNDED_AT = datetime(2017, 1, 9, 9, 0, tzinfo=UTC)
SRO = "simon.harrow@harrowmere.invalid"
INTERNAL_AUDITOR = "edmund.rusk@harrowmere.invalid"
REACHED = {
    "address": "The Guildhall, Harrowmere (fictional)",
    "telephone": "01632 960100",
    "email": "legal@harrowmere.invalid",
}
OWN_PAGE = "https://www.facebook.com/harrowmere.council.fictional"


def load_harrowmere() -> Request:
    """Load the council once; a second time finds it as it was left. Refused outside a demonstration's database."""
    if mode() == "production":
        raise NotLoaded(
            "The demonstration was not loaded.",
            why="This database holds a real register.",
            next_step="Use another home: WATCHBOOK_HOME=var/demo WATCHBOOK_MODE=demo.",
        )
    if not Person.objects.filter(email=SRO).exists():
        _load_people_and_registers()
    return nine_questions()


@transaction.atomic
@put_together()
@kept_for_a_while()
def _load_people_and_registers() -> None:
    """All of it or nothing; one commit, and one put of keys, since each waits for the disk."""
    with recorded_as_if_at(FOUNDED_AT):
        people = found_council(name=NAME, at=FOUNDED_AT)
        rows = read_people(RECORDS / "people.csv")
        people |= add_people((row for row in rows if row["duties"]), people=people, at=FOUNDED_AT)
        _set_passwords(people, at=FOUNDED_AT)
        _say_how_it_is_reached(by=people[ADMINISTRATORS[0].email], confirmed_by=people[SRO])
    recorders = [people[INTERNAL_AUDITOR], people[SRO], *people.values()]
    for folder in sorted(path for path in RECORDS.iterdir() if path.is_dir()):
        at = datetime.combine(date.fromisoformat(folder.name), time(9, 0), tzinfo=UTC)
        with recorded_as_if_at(at):
            load(folder, by=recorders, at=at)
    at = ago(STARTED)
    with recorded_as_if_at(at):  # who holds no duty yet is new
        _set_passwords(add_people((row for row in rows if not row["duties"]), people=people, at=at), at=at)
    adopt_rules()
    open_investigations()
    assess_looks()
    train_officers()
    set_thresholds()
    look_for_a_year()
    authorise_for_a_year()
    listen()
    count_first_weeks()
    sign_until(today())
    receive_earlier()


def load_the_rest() -> None:
    """Load, once, whatever no answer to the nine questions rests on: nobody waits for it before the first page is served."""
    if Publication.objects.exists():
        return
    with transaction.atomic():
        leave_waiting()
        label_and_count_the_last_week()
        answer_and_publish()
        ask_about_personal_data()
        ask_for_captures()
        hold_what_is_needed()
        agree_on_deletion()
    carry_out_deletion()


def _say_how_it_is_reached(*, by: Person, confirmed_by: Person) -> None:
    """As letters and the papers for a court bear it."""
    council = Authority.objects.get()
    authority.amend(
        council, name=council.name, colour=council.colour, by=by, at=FOUNDED_AT, logo=None, **REACHED
    )
    own_pages.propose(council, OWN_PAGE, by=by, at=FOUNDED_AT)
    own_pages.confirm(council, OWN_PAGE, by=confirmed_by, at=FOUNDED_AT)


def _set_passwords(people: dict[str, Person], *, at: datetime) -> None:
    """Everybody gets the demonstration's one password; hashed once, since each hash is made to take long."""
    hashed = make_password(settings.DEMONSTRATION_PASSWORD)
    for person in people.values():
        set_hashed_password(person, hashed, by=person, at=at)
