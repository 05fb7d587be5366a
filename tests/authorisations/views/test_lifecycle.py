"""The pages, from applying to cancelling, as each person goes through them (England); and what the pages refuse."""

import html
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from tests import given as council
from tests.authorisations import given
from tests.pages import PAPER, a_day, a_file, signed_in, words
from watchbook.authorisations import application
from watchbook.authorisations.application_form import boxes_of, pages_of
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import all_missing
from watchbook.authorisations.remark import open_report
from watchbook.authorisations.report_form import report_boxes

BESIDE = {
    "operation": {"title": "Counterfeit trainers", "is_social_media": "yes"},
    "activity": {"uses_company": "no", "profiles": ["none"]},
    "necessity": {"ground": "crime", "offence": given.OFFENCE},
    "confidential_information": {"is_confidential": "no"},
}


def post(client, row, name, data):
    """Send a page of an authorisation; it must lead on."""
    response = given.sent_from(client, row, name, data)
    assert response.status_code == 302, words(response)
    return response


@pytest.fixture
def clock(monkeypatch):
    """The clock of the pages: it stands at the hour of the tests until it is set."""

    def stands_at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    stands_at(given.AT)
    return stands_at


@pytest.fixture
def subject(people, clock):
    return council.a_subject(people)


@pytest.fixture
def applied(people, subject):
    """An application written on its pages and submitted."""
    ines = signed_in(people.ines)
    begun = ines.post(
        f"/authorisations/of/{subject.investigation.reference}/apply/", {"kind": "directed_surveillance"}
    )
    row = Authorisation.objects.get()
    assert begun.url == f"/authorisations/{row}/"
    for page in pages_of(row.kind):
        assert ines.get(f"/authorisations/{row}/form/{page.id}/").status_code == 200
        beside = BESIDE.get(page.id, {"subjects": [str(subject.id)]} if page.id == "subjects" else {})
        boxes = {box.id: f"Said of {box.id}." for box in page.boxes_of(row.kind)}
        post(ines, row, f"form/{page.id}", boxes | beside)
    check = words(ines.get(f"/authorisations/{row}/submit/"))
    assert "meets the crime threshold today" in check
    assert "Answers still missing" not in check
    assert "Which subjects does the application name? Jane Roe" in check
    assert "Does a company act for us in this operation? No" in check
    post(ines, row, "submit", {})
    return row


def reported(client, row, step):
    """The id of the applicant's report for a step, which is waiting for the officer."""
    answers = {box.id: given.ANSWERS[box.id] for box in report_boxes(step, kind=row.kind)}
    post(client, row, f"report/{step}", answers | {"remarks_answered": "The officer asked for it."})
    return open_report(row, step).id


def test_from_applying_to_cancelling(people, applied, clock):
    given.able_to_decide(people)
    row, helen, oliver, ines = applied, *map(signed_in, (people.helen, people.oliver, people.ines))
    assert "With the RIPA co-ordinator" in words(helen.get(f"/authorisations/{row}/"))
    post(helen, row, "return", {"comments": "Say how often."})
    post(ines, row, "submit", {})
    post(helen, row, "pass-on", {"comments": ""})
    asked = words(oliver.get(f"/authorisations/{row}/grant/"))
    assert "Legal tests today Met" in asked
    told = {name: f"In my words: {name}." for name in ("who", "what", "where", "when", "why", "how")}
    told |= {"necessity": "It is.", "proportionality": "It is fair.", "takes_part": "no"}
    post(oliver, row, "grant", told | a_day("review_on", date(2026, 3, 16)))
    pack = ines.get(f"/authorisations/{row}/court-pack.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pack.content)).pages)
    assert "Jane Roe" in text
    assert "In my words: who." in text
    clock(given.ORDERED + timedelta(hours=1))
    oliver, ines = map(signed_in, (people.oliver, people.ines))
    ordered = {"outcome": "approved", "ordered_at": "10:00", "court": "Testham", "magistrate": "A. B. JP"}
    ordered |= {
        "appears": "Ines, investigator",
        "is_authorised": "yes",
        "authorised_by": "Minute 12 of 19 May 2025",
    }
    unread = {"file": a_file("order.txt", b"order")} | a_day("ordered_on", date(2026, 3, 4))
    refused = given.sent_from(ines, row, "judicial-approval", ordered | unread)
    assert "“order.txt”: it is not a PDF or a picture" in words(refused)
    assert "Minute 12 of 19 May 2025" in refused.text
    post(
        ines,
        row,
        "judicial-approval",
        ordered | a_day("ordered_on", date(2026, 3, 4)) | {"file": a_file("order.pdf", PAPER)},
    )
    page = words(oliver.get(f"/authorisations/{row}/"))
    assert "In force" in page
    assert "In force until 3 June 2026, 23:59" in page
    half = {"comments": "Looked at again and fair.", "remarks_answered": "It came today."}
    sent = reported(ines, row, "review")
    next_on = {"decision": "continue"} | a_day("next_due_on", date(2026, 3, 30))
    post(oliver, row, "review", half | next_on | {"report": sent})
    sent = reported(ines, row, "renewal")
    post(oliver, row, "renewal", half | {"is_granted": "yes", "report": sent})
    post(
        ines,
        row,
        "renewal/1/judicial-approval",
        ordered
        | {"ordered_at": "11:00"}
        | a_day("ordered_on", date(2026, 3, 4))
        | {"file": a_file("order.pdf", PAPER)},
    )
    post(oliver, row, "stop", {"instruction": "Stop."})
    end = {"product": "keep", "directions": "Kept with the case.", "outcome": "prosecution"}
    post(oliver, row, "cancellation", half | end | {"report": reported(ines, row, "cancellation")})
    page = words(ines.get(f"/authorisations/{row}/"))
    for said in ("Cancelled", "A. B. JP", "Review of", "Renewal 1", "The signed order", "Say how often."):
        assert said in page
    order = row.hearings.first()
    assert ines.get(f"/authorisations/{row}/orders/{order.id}/").content == PAPER
    tab = words(ines.get(f"/authorisations/of/{row.investigation.reference}/"))
    assert "Counterfeit trainers" in tab
    helen = signed_in(people.helen)
    record = words(helen.get("/authorisations/?kind=directed_surveillance&order=service"))
    assert "1 entry" in record
    assert "Jane Roe" not in record
    assert "DS-0001" in helen.get("/authorisations/central-record.csv?kind=directed_surveillance").text
    assert helen.get("/authorisations/central-record.xlsx").content.startswith(b"PK")


def test_a_refusal_keeps_its_reasons_in_the_record(people, clock):
    given.able_to_decide(people)
    first = given.a_passed(people)
    oliver = signed_in(people.oliver)
    post(oliver, first, "refuse", {"why": "Open looks would do."})
    assert "Open looks would do." in words(oliver.get(f"/authorisations/{first}/"))
    assert (
        "refused by the authorising officer" in words(oliver.get("/authorisations/?state=refused")).casefold()
    )


def test_a_refused_form_keeps_what_was_typed(people, applied):
    helen = signed_in(people.helen)
    response = given.sent_from(helen, applied, "return", {"comments": " "})
    assert response.status_code == 200
    assert "what the applicant should correct" in words(response)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("oliver", "DS-9999/"),
        ("oliver", "DS-9999/grant/"),
        ("edmund", "of/INV-9999/"),
        ("ines", "DS-0001/form/no-such-page/"),
    ],
)
def test_what_is_not_there_is_not_found_by_those_who_may_read_any(people, who, address):
    given.a_draft(people)
    assert signed_in(getattr(people, who)).get(f"/authorisations/{address}").status_code == 404


def test_an_unfinished_application_says_what_is_missing(people, subject):
    ines = signed_in(people.ines)
    ines.post(f"/authorisations/of/{subject.investigation.reference}/apply/", {"kind": "chis"})
    row = Authorisation.objects.get()
    check = words(ines.get(f"/authorisations/{row}/submit/"))
    assert "The pseudonym of the source" in check
    refused = ines.post(f"/authorisations/{row}/submit/")
    assert "cannot submit the application yet" in words(refused)
    source = {
        "pseudonym": "Robin",
        "is_vulnerable": "no",
        "is_against_parent": "no",
        "handler": str(people.ines.id),
    }
    source |= a_day("born", given.SOURCE["born"]) | {
        box.id: "x" for box in boxes_of("chis") if box.id in {"risks", "tasking"}
    }
    both = ines.post(
        f"/authorisations/{row}/form/source/", source | {"controller": source["handler"], "later": "yes"}
    )
    assert "Choose a different person as handler or as controller" in words(both)
    post(ines, row, "form/source", source | {"later": "yes"})
    row.refresh_from_db()
    assert row.handler == people.ines
    assert "Robin" in words(ines.get(f"/authorisations/{row}/"))
    post(ines, row, "withdraw", {"why": "Not needed"})
    assert "Withdrawn by the applicant" in words(ines.get(f"/authorisations/{row}/"))


def test_a_copied_box_is_shown_beside_the_earlier_one(people):
    long = "The intrusion is outweighed by the gravity of the offence because the loss to the public purse is large."
    first = given.a_draft(people)
    application.answer(first, {"gravity": long}, by=people.ines, at=given.AT)
    second = given.a_draft(people)
    application.answer(second, {"gravity": long}, by=people.ines, at=given.AT)
    check = words(signed_in(people.ines).get(f"/authorisations/{second}/submit/"))
    assert "Formulaic wording: too similar to an earlier application" in check
    assert str(first) in check


@pytest.mark.parametrize("kind", ["directed_surveillance", "chis", "non_ripa"])
def test_each_answer_that_is_missing_leads_to_where_it_is_filled_in(people, subject, kind):
    row = application.begin(subject.investigation, kind=kind, by=people.ines, at=given.AT)
    ines = signed_in(people.ines)
    page = ines.get(f"/authorisations/{row}/submit/").text.split("Answers still missing")[1]
    links = re.findall(r'<li><a class="govuk-link" href="([^"#]+)(?:#([^"]+))?">([^<]+)</a></li>', page)
    assert [html.unescape(said) for _page, _at, said in links] == [str(one.says) for one in all_missing(row)]
    for address, at, said in links:
        assert not at or f'id="{at}"' in ines.get(address).text, said
        assert ines.get(address).status_code == 200


def test_the_answers_are_checked_by_the_main_button_once_no_part_is_still_to_do(people, subject):
    row = application.begin(subject.investigation, kind="directed_surveillance", by=people.ines, at=given.AT)
    ready = given.a_draft(people, subject=subject)
    buttons = [
        re.search(
            r'class="([^"]+)"[^>]*>\s*Check your answers\s*<',
            signed_in(people.ines).get(f"/authorisations/{one}/").text,
        )[1]
        for one in (row, ready)
    ]
    assert ["secondary" in one for one in buttons] == [True, False]
