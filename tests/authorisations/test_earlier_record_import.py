"""An earlier central record from a spreadsheet: what a row becomes, why one is refused, and that nothing of it is left."""

from datetime import UTC, date, datetime

import pytest

from tests.authorisations import given
from tests.log import everything, leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.london_day import london_day
from watchbook.authorisations import earlier_record as acts
from watchbook.authorisations.earlier_record_import import CENTRAL_RECORD
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries import central_record, waiting
from watchbook.authorisations.queries.in_force import lapsed
from watchbook.files.spreadsheet import write_csv
from watchbook.keys.envelope import opened
from watchbook.register.spreadsheet import ImportRefused, run, template_file

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
GRANTED = {
    "reference": "TS/2019/03",
    "kind": "directed_surveillance",
    "decided_on": "2019-05-02",
    "decision": "granted",
    "court_on": "2019-05-07",
    "court_outcome": "approved",
    "cancelled_on": "2019-07-30",
}
REFUSED = {**GRANTED, "decision": "refused", "court_on": "", "court_outcome": "", "cancelled_on": ""}


def import_rows(people, *rows, by=None, dry_run=False):
    """Import rows; what each became."""
    names = [column.name for column in CENTRAL_RECORD.columns]
    lines = [[{"service": people.ines.service.name, **row}.get(name, "") for name in names] for row in rows]
    data = write_csv(names, lines)
    return run(
        CENTRAL_RECORD, data, name="r.csv", files={}, by=by or people.helen, at=NOW, dry_run=dry_run
    ).added


def why_refused(people, row):
    """Why a row is refused; and nothing is left."""
    found = []

    def act():
        try:
            import_rows(people, GRANTED | {"reference": "TS/2019/01"}, row)
        except ImportRefused as refusal:
            found.extend(refusal.rows)
            raise

    leaves_nothing(ImportRefused, act)
    assert {one.line for one in found} == {3}
    return " ".join(one.reason for one in found)


def test_every_column_of_a_row_is_kept_and_its_words_lie_in_the_envelope(people):
    row = GRANTED | {
        "operation": "OP 12", "title": "Counterfeit goods", "subjects": "Jane Roe", "social_media": "yes",
        "ground": "crime", "offence": "Trade Marks Act 1994, section 92", "officer": "A. Head", "officer_rank": "Head of Service",
        "officer_takes_part": "no", "urgent": "no", "confidential": "no", "company": "yes", "court": "Testham",
        "magistrate": "B. Bench JP", "reviewed_on": "2019-06-04; 2 July 2019", "renewed_on": "2019-07-20",
        "product": "keep", "outcome": "prosecution",
    }  # fmt: skip
    (made,) = import_rows(people, row)
    assert (made.reference, made.earlier_reference, made.operation) == ("E-0001", "TS/2019/03", "OP 12")
    assert (made.state, made.ends_on, made.times_renewed) == ("cancelled", date(2019, 11, 6), 1)
    assert made.earlier_reviews == [date(2019, 6, 4), date(2019, 7, 2)]
    assert (made.is_social_media, made.uses_company, made.offence) == (True, True, given.OFFENCE)
    assert central_record.ran_for(made, until=NOW) == 85  # 7 May to 30 July, both included
    said = opened(made)
    assert (said["subjects"], said["officer"], said["court"]) == ("Jane Roe", "A. Head", "Testham")
    hearing = made.hearings.get()
    assert opened(hearing) == {"court": "Testham", "magistrate": "B. Bench JP", "reasons": ""}
    name, by, _at, fields, personal = told(made)
    assert (name, by) == ("central_record.imported", people.helen.id)
    assert "Jane Roe" not in repr(fields)
    assert personal["subjects"] == "Jane Roe"
    assert "Jane Roe" not in repr(everything())


def test_what_the_record_does_not_say_is_not_said_and_never_no(people):
    (made,) = import_rows(people, GRANTED)
    assert made.is_social_media is made.uses_company is made.was_urgent is made.is_confidential is None
    assert made.operation == "TS/2019/03"
    assert central_record.not_saying_social_media(central_record.central_record()) == 1


def test_an_offence_that_the_register_does_not_know_is_kept_in_its_words(people):
    (made,) = import_rows(people, GRANTED | {"offence": "Jane Roe sold fakes"})
    assert made.offence == ""
    assert opened(made)["offence"] == "Jane Roe sold fakes"


def test_refusals_of_officer_and_court_are_in_the_record_and_counted(people):
    court = {"cancelled_on": ""}
    import_rows(
        people,
        REFUSED,
        GRANTED | court | {"reference": "TS/2019/04", "court_outcome": "refused"},
        GRANTED | court | {"reference": "TS/2019/05", "court_outcome": "quashed"},
    )
    assert central_record.central_record().count() == 3
    assert central_record.refused_by_officer().count() == 1
    assert central_record.refused_by_court().count() == 2
    assert not central_record.took_effect()


def test_what_was_never_cancelled_is_a_lapse_of_the_record_and_asks_nobody_for_anything(people):
    (made,) = import_rows(people, GRANTED | {"cancelled_on": ""})
    assert list(lapsed(at=NOW)) == [made]
    assert not waiting.lapses(today=NOW.date())


def test_what_runs_when_it_is_imported_is_asked_about_like_any_other(people):
    told_ = GRANTED | {
        "decided_on": "2026-02-20",
        "court_on": "2026-02-24",
        "cancelled_on": "",
        "last_on": "2099-01-01",
    }
    (made,) = import_rows(people, told_)
    assert list(waiting.in_effect()) == [made]
    assert made.ends_on > london_day(made.recorded_at)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reference": "TS/2019/01"}, "already has an entry with the reference"),
        ({"reference": "ts/2019/01"}, "already has an entry with the reference"),
        (
            {"reference": "=cmd|' /C calc'!A0"},
            "“reference” must begin with a letter or digit, and can contain only letters",
        ),
        (
            {"reference": "../../etc"},
            "“reference” must begin with a letter or digit, and can contain only letters",
        ),
        ({"reference": "x" * 41}, "has 41 characters. Shorten the text to 40 characters"),
        (
            {"operation": "Jane’s <b>"},
            "“operation” must begin with a letter or digit, and can contain only letters",
        ),
        ({"kind": "intrusive"}, "“kind” is “intrusive”"),
        ({"service": "Ministry of Truth"}, "no service has that name"),
        ({"decided_on": "31/02/2019"}, "“decided_on” is “31/02/2019”"),
        (
            {"decided_on": "2026-03-03", "court_on": "", "court_outcome": "", "cancelled_on": ""},
            "in the future",
        ),
        ({"social_media": "maybe"}, "Enter yes or no"),
        ({"reviewed_on": "5/6/2019"}, "If the cell has several dates"),
        ({"reviewed_on": ";".join(["2019-06-04"] * 61)}, "more than 60 dates"),
        ({"renewed_on": "2019-13-40"}, "“renewed_on”"),
        ({"court_on": ""}, "but not both"),
        ({"pseudonym": "Robin"}, "only a covert source"),
        ({"juvenile": "yes"}, "only a covert source"),
        ({"why_not_ripa": "civil"}, "only an authorisation outside RIPA"),
        ({"cancelled_on": "", "outcome": "prosecution"}, "no date of cancellation"),
        ({"title": "x" * 1001}, "has 1001 characters. Shorten the text to 1000 characters"),
    ],
)
def test_a_row_that_cannot_be_says_why_and_nothing_is_imported(people, changes, why):
    assert why in why_refused(people, GRANTED | changes)


def test_a_reference_is_used_once_even_straight_in_the_database(people):
    import_rows(people, GRANTED)
    assert "already has an entry with the reference" in why_refused(people, GRANTED)


def test_a_dry_run_leaves_nothing_not_even_a_number(people):
    before = everything()
    import_rows(people, GRANTED, dry_run=True)
    assert everything() == before
    (made,) = import_rows(people, GRANTED)
    assert made.reference == "E-0001"


def test_the_file_to_fill_in_can_be_imported_as_it_is(people):
    data = template_file(CENTRAL_RECORD, "xlsx")
    (made,) = run(CENTRAL_RECORD, data, name="r.xlsx", files={}, by=people.helen, at=NOW).added
    assert (made.earlier_reference, made.offence) == ("TS/2019/03", given.OFFENCE)


def test_the_coordinator_imports_and_nobody_else(people):
    refused_to_all_but(
        {"helen"},
        people,
        lambda by: import_rows(people, GRANTED, by=by),
        match="import an earlier central record",
    )


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, acts, lambda: import_rows(people, GRANTED))


def test_a_number_between_two_of_the_earlier_record_is_a_gap(people):
    numbers = ("01", "02", "07")
    import_rows(people, *(GRANTED | {"reference": f"TS/2019/{number}"} for number in numbers))
    assert central_record.gaps() == ()
    assert central_record.gaps_of_earlier() == (central_record.Gap("TS/2019/", (3, 4, 5, 6)),)
    helen = signed_in(people.helen)
    told_ = "this record has no entry for these numbers in TS/2019/: 3, 4, 5, 6."
    assert told_ in words(helen.get("/authorisations/?has=imported"))
    assert told_ not in words(helen.get("/authorisations/"))
    import_rows(
        people, GRANTED | {"reference": "999999"}, GRANTED | {"reference": "7"}, GRANTED | {"reference": "x"}
    )
    first, _ = central_record.gaps_of_earlier()
    assert "And 999941 more." in words(helen.get("/authorisations/?has=imported"))
    assert (first.register, first.missing[0], len(first.missing), first.more) == (
        "the earlier record", 8, 50, 999941,
    )  # fmt: skip
    assert Authorisation.objects.count() == 6


def test_its_page_says_what_the_earlier_record_says(people):
    told_ = {
        "subjects": "Jane Roe",
        "officer": "A. Head",
        "reviewed_on": "2019-06-04",
        "renewed_on": "2019-07-01",
    }
    import_rows(
        people, GRANTED | told_, REFUSED | {"reference": "R1", "refused_because": "Open looks would do"}
    )
    helen = signed_in(people.helen)
    page = words(helen.get("/authorisations/E-0001/"))
    for said in (
        "where the reference was TS/2019/03",
        "Jane Roe",
        "A. Head",
        "Reviewed 4 June 2019",
        "Renewed 1 July 2019",
    ):
        assert said in page
    assert "Open looks would do" in words(helen.get("/authorisations/E-0002/"))
    assert signed_in(people.ines).get("/authorisations/E-0001/").status_code == 403
