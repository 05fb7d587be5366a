"""The questions of an application: the forms' boxes for each kind, and what is still missing."""

from watchbook.authorisations.application_form import PAGES, boxes_of, missing_of, pages_of
from watchbook.authorisations.states import AuthorisationKind

FOUR = {"gravity", "least_intrusion", "reasonable_use", "other_methods"}


def test_proportionality_is_four_boxes_for_every_kind_each_compared_with_earlier_ones():
    for kind in AuthorisationKind:
        four = [box for box in boxes_of(kind) if box.id in FOUR]
        assert len(four) == 4
        assert all(box.is_wanted and box.is_compared for box in four)


def test_only_a_source_is_asked_about_its_tasking_and_only_outside_ripa_about_the_lawful_basis():
    asked = {kind: {box.id for box in boxes_of(kind)} for kind in AuthorisationKind}
    assert "tasking" in asked[AuthorisationKind.CHIS]
    assert "tasking" not in asked[AuthorisationKind.DIRECTED_SURVEILLANCE]
    assert "lawful_basis" in asked[AuthorisationKind.NON_RIPA]
    assert "lawful_basis" not in asked[AuthorisationKind.CHIS]


def test_no_box_is_asked_twice_and_every_page_asks_somebody():
    ids = [box.id for page in PAGES for box in page.boxes]
    assert len(ids) == len(set(ids))
    assert {page.id for kind in AuthorisationKind for page in pages_of(kind)} == {page.id for page in PAGES}


def test_what_is_missing_is_named_until_it_is_answered_with_more_than_blanks():
    kind = AuthorisationKind.DIRECTED_SURVEILLANCE
    wanted = [box for box in boxes_of(kind) if box.is_wanted]
    assert list(missing_of(kind, answers={})) == wanted
    answers = {box.id: "answered" for box in wanted} | {"purpose": "  \n"}
    assert [box.id for box in missing_of(kind, answers=answers)] == ["purpose"]
