"""States that tests start from, reached by running the real acts."""

from datetime import UTC, date, datetime

from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from watchbook.files.upload import Content
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.letter_received import ReceivedLetter
from watchbook.investigations import investigation, note, subject
from watchbook.investigations.models import SubjectKind
from watchbook.organisation import duty, founding, person, service
from watchbook.organisation.founding import Administrator
from watchbook.organisation.models import Nation, Person
from watchbook.organisation.rules import DutyKind

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LETTER = Content(data=b"%PDF-1.7 a letter", name="letter.pdf", media_type="application/pdf")
REPLY = Content(data=b"%PDF-1.7 a reply", name="reply.pdf", media_type="application/pdf")


def address(name):
    """Everybody's e-mail address."""
    return f"{name}@council.invalid"


def a_council(nation=Nation.ENGLAND):
    """A register with two administrators, one service, and one person per duty; their addresses by name."""
    first, second = (Administrator(name=name.title(), email=address(name)) for name in ADMINISTRATORS)
    founding.found(name="Test Council", nation=nation, administrators=(first, second), at=AT)
    ada, bashir = (Person.objects.get(email=address(name)) for name in ADMINISTRATORS)
    return a_cast(ada, bashir, service=service.add(name="Trading Standards", by=ada, at=AT))


def a_cast(ada, bashir, *, service):
    """One person per duty, proposed by one administrator and granted by the other; everybody's addresses by name."""
    for name, kind in DUTIES.items():
        somebody = person.add(email=address(name), name=name.title(), service=service, by=ada, at=AT)
        proposed = duty.propose(somebody, kind=DutyKind(kind), from_on=date(2026, 3, 2), by=ada, at=AT)
        duty.grant(proposed, by=bashir, at=AT)
    person.add(email=address(NOBODY), name=NOBODY.title(), service=None, by=ada, at=AT)
    return {name: address(name) for name in (*ADMINISTRATORS, *DUTIES, NOBODY)}


def particulars(**changes):
    """The Surveillance Commissioner's letter on social media, or one that differs in something."""
    facts = {
        "sender": "osc",
        "subject": "Social media in investigations",
        "concerns_social_media": True,
        "dated_on": date(2017, 3, 20),
        "received_on": date(2017, 3, 22),
    }
    return ReceivedLetter(**facts | changes)


def a_letter(people, *, file=LETTER, **changes):
    """A letter in the register."""
    return letter_received.add(particulars(**changes), file=file, by=people.helen, at=AT)


def a_letter_without_reply(people, **changes):
    """A letter of which the SRO signed that it asked for no reply and none was sent."""
    letter = a_letter(people, **changes)
    letter_received.confirm_no_reply(letter, by=people.simon, at=AT)
    return letter


def a_letter_with_reply(people, *, file=REPLY, sent_on=date(2017, 4, 3), **changes):
    """A letter that was answered, with the reply on file."""
    letter = a_letter(people, **changes)
    letter_received.answer(letter, sent_on=sent_on, file=file, by=people.helen, at=AT)
    return letter


def an_investigation(
    people,
    *,
    title="Counterfeit trainers",
    purpose="Find who sells them",
    power="Trade Marks Act 1994, s.92",
    offence="",
    by=None,
):
    """An open investigation of Trading Standards, led by Ines."""
    particulars = investigation.InvestigationParticulars(title=title, purpose=purpose, power=power)
    by = by or people.ines
    return investigation.open(
        particulars, service=by.service, offence=offence, opened_on=date(2026, 3, 2), by=by, at=AT
    )


def a_subject(
    people,
    whole=None,
    *,
    called="Jane Roe",
    handles=("@jane_roe",),
    known="",
    kind="person",
    number=None,
    by=None,
):
    """A subject of an investigation; `number` is of how many people, None where that is not known."""
    said = subject.SubjectParticulars(called=called, handles=tuple(handles), known=known)
    whole = whole or an_investigation(people)
    return subject.add(whole, said, kind=SubjectKind(kind), people=number, by=by or people.ines, at=AT)


def a_note(people, text="Seen at the market", *, about=None, whole=None):
    """A note on an investigation, or on a subject of it."""
    whole = about.investigation if about else whole or an_investigation(people)
    return note.write(whole, text, about=about, by=people.ines, at=AT)
