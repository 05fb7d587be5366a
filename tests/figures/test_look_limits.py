"""What a question limits a figure of looks to, and how the answer says so."""

from datetime import date

from watchbook.figures.findings import Inquiry
from watchbook.figures.look_breakdowns import columns_asked
from watchbook.figures.look_limits import asked_limits, only_of
from watchbook.looks.models import Manner, Purpose
from watchbook.reading.facets.subjects import tells_of_own_pages


def test_purpose_and_manner_limit_the_figure(db):
    assert asked("How many covert looks were made for recruitment?") == {
        "purpose": Purpose.RECRUITMENT,
        "kind": Manner.COVERT,
    }


def asked(text, *, above=""):
    """The limits of a question with the words above it."""
    return dict(asked_limits(Inquiry(on=date(2026, 2, 2), text=text, context=above)))


def test_looks_at_people_leave_out_the_authoritys_own_pages(db):
    of_people = asked("How many times did officers look at people's social media accounts?")
    assert Purpose.OWN_PAGES not in of_people["purpose"]
    assert Purpose.INVESTIGATION in of_people["purpose"]
    alone = only_of(tuple(of_people.items()))
    covert = only_of((*of_people.items(), ("kind", Manner.COVERT)))
    assert "did not count looks at the authority’s own pages" in alone
    assert "pages other than the authority’s own pages" in covert
    assert tells_of_own_pages(alone)
    assert tells_of_own_pages(covert), "else a check would block our own draft"
    assert asked("How often did officers look at social media?") == {}
    assert asked("How often did officers look at people's posts on the council's own pages?") == {}


def test_a_stem_lends_its_platform_and_a_follow_up_takes_all_limits_of_the_question_above(db):
    above = "How many covert looks at Facebook were made?"
    assert asked("How many looks were made?", above=above) == {"platform": {"facebook"}}
    assert asked("How many were on Instagram?", above=above) == {"platform": {"instagram"}}
    assert asked("How many of those were for recruitment?", above=above) == {
        "purpose": Purpose.RECRUITMENT,
        "platform": {"facebook"},
        "kind": Manner.COVERT,
    }


def test_the_answer_says_which_looks_alone_are_counted(people):
    said = only_of(
        (("purpose", Purpose.RECRUITMENT), ("kind", Manner.COVERT), ("service", people.ines.service_id))
    )
    assert "looks for recruitment" in said
    assert "looks made covertly" in said
    assert f"looks by {people.ines.service.name}" in said


def test_every_platform_that_a_question_names_counts_and_examples_limit_nothing(db):
    named = asked("how many times did ur staff look at peoples facebook/insta/X in each year + which depts")
    assert named["platform"] == {"facebook", "instagram", "x"}
    assert "looks on Facebook, Instagram and X (Twitter)" in only_of((("platform", named["platform"]),))
    assert asked("How many looks were made on TikTok or X?") == {"platform": {"tiktok", "x"}}
    assert asked("How many looks were made at social media, e.g. Facebook and X?") == {}
    assert asked("How many looks were made at Facebook, Instagram etc?") == {}


def test_departments_in_short_are_a_split_by_service():
    assert columns_asked("how many looks + which depts (break down by dept)") == ("service",)
