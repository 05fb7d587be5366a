"""Which places and days a listening project may have."""

from datetime import date

from tests.each import each
from watchbook.listening.public_words import why_names_somebody, why_not_published
from watchbook.listening.rules import why_not_days, why_not_ward
from watchbook.listening.search_query import why_not_place
from watchbook.listening.ward_name import why_not_ward_name, why_not_ward_source
from watchbook.listening.watching import why_watches_somebody, words_to_check

FROM, UNTIL = date(2022, 5, 5), date(2026, 5, 6)


@each(
    "name",
    [
        "Acton ward",
        "St. Asaph’s East ward",
        "Queensferry & Sealand division",
        "Ynys-hir Ward",
        "Ward y Plas",
        "Adran Acton",
        "Plas Madoc adran etholiadol",
        "Acton (North) ward",
    ],
)
def test_a_ward_has_the_name_of_a_ward_or_a_division(name):
    assert why_not_ward(name, [], (FROM, None)) is None


@each(
    "name",
    [
        "12 High Street",
        "CH5 2LR",
        "within 500 m of Acton ward",
        "Acton",
        "ward",
        "53.2,-3.0",
        "Acton ward 2",
        'Acton ward" jane "x ward',
        "Steward Street",
        "Acton\nward",
    ],
)
def test_an_address_a_postcode_or_a_distance_is_no_ward(name):
    assert "not the name of a ward" in why_not_ward(name, [], (FROM, None))


@each(
    ("name", "why"),
    [
        ("L\u043ewmere ward", "the letter “\u043e” from another alphabet"),
        ("Ａｃｔｏｎ ward", "the letter “Ａ” from another alphabet"),
        ("Lowmere ward and John Smith ward", "more than one ward"),
        ("bins, late ward", "more than one ward"),
        ("Residents Association ward", "“residents” is a word for a group"),
        ("Bin strike ward", "“strike” is a word for a group or a protest"),
        ("Highrnere ward", "looks like “Highmere ward”, which is on the register"),
        ("High-mere ward", "looks like “Highmere ward”"),
    ],
)
def test_a_group_a_protest_two_wards_or_a_look_alike_is_no_ward_and_the_refusal_says_which(name, why):
    assert why in why_not_ward_name(name, ["Highmere ward"])


@each("name", ["March East and Church Hill ward", "Leven, Kennoway and Largo ward", "HIGHMERE ward"])
def test_a_ward_may_have_a_word_of_a_group_that_names_places_too_and_several_places(name):
    assert why_not_ward_name(name, ["Highmere ward"]) is None


@each(
    ("source", "stands"),
    [
        ("E05000001", True),
        ("W05000001", True),
        ("https://www.legislation.gov.uk/uksi", True),
        ("https://gov.wales/wards", True),
        ("I say so", False),
        ("E06000001", False),
        ("https://legislation.gov.uk.example.org/", False),
        ("https://notgov.uk/", False),
        ("https://example.org/?www.legislation.gov.uk", False),
    ],
)
def test_a_ward_is_where_a_public_body_says_so(source, stands):
    assert (why_not_ward_source(source) is None) == stands


@each("code", ["e05000124", "E05 000 124"])
def test_a_code_that_is_typed_otherwise_is_told_as_the_office_writes_it(code):
    assert "writes it: E05000124" in why_not_ward_source(code)


@each(
    ("purpose", "found"),
    [
        ("To watch John Smith at the bins.", "John Smith"),
        ("What john smith says of bins.", "john smith"),
        ("What Cllr Bevan says of bins.", "Cllr Bevan"),
        ("Bins near 4 Acton Road.", "4 Acton Road"),
        ("Bins near 12b high acton street.", "12b high acton street"),
        ("Bins near 12 Heol Fawr.", "12 Heol Fawr"),
        ("Posts with #fred in them.", "#fred"),
        ("Bins at 53.04,-2.99.", "53.04,-2.99"),
        ("Bins at 53.04°N 2.99°W.", "53.04°N 2.99"),
        ("To learn what is missed in 12 weeks in each street, 3.5 posts a day, 4.5 a week.", None),
        ("Local Government Act 1972 section 111; UK GDPR article 6(1)(e).", None),
        ("What people say about Elizabeth Park and of John Smith ward.", None),
        ("To let John plan rounds.", None),
    ],
)
def test_a_purpose_that_looks_like_a_person_or_an_address_is_refused_by_its_words(purpose, found):
    told = why_names_somebody("To learn.", purpose, names=["John Smith ward"])
    assert told is None if found is None else f"“{found}”" in told


@each(
    ("purpose", "found"),
    [
        ("To watch Smith, who complains about bins.", "watch Smith"),
        ("To learn where bins are late and to\nWATCH fred.", "WATCH fred"),
        ("What X user fred says of bins.", "user fred says"),
        ("What fred_bloggs77 says.", "fred_bloggs77"),
        ("To identify the people who leak from the depot.", "identify the people"),
        ("To find the author of the blog The Bugle.", "find the author"),
        ("To learn who criticises the leader of the council.", "learn who"),
        ("What our own drivers say about their managers.", "our own drivers say"),
        ("What the mother of child A says of her school.", "mother of"),
        ("What “Bin Watch Lowmere” publishes.", "“Bin Watch Lowmere” publishes"),
        ("To identify missed collections, and to plan crews and hours.", None),
        ("To find where people who use the library are kept waiting.", None),
        ("To learn what people say about paths, and to follow up repairs.", None),
        ("To monitor blocked drains that our crews have missed.", None),
    ],
)
def test_a_purpose_that_watches_or_finds_people_is_refused_by_its_words(purpose, found):
    told = why_watches_somebody(purpose)
    assert told is None if found is None else f"“{found}”" in told


def test_words_that_may_be_names_are_told_and_places_and_listed_words_are_not():
    told = words_to_check(
        "Bins", "What the Bugle says of Smith. Roads in Acton ward, and Parks.", names=["Acton ward"]
    )
    assert told == ["Bugle", "Smith"]


@each(
    ("others", "days", "why"),
    [
        ([], (FROM, date(2022, 5, 4)), "last date is before its first date"),
        ([], (FROM, FROM), None),
        ([(FROM, None)], (date(2030, 1, 1), None), "for some of these dates"),
        ([(FROM, UNTIL)], (UNTIL, None), "for some of these dates"),
        ([(FROM, UNTIL)], (date(2026, 5, 7), None), None),
        ([(FROM, UNTIL)], (date(2017, 5, 4), date(2022, 5, 4)), None),
        ([(FROM, UNTIL)], (date(2017, 5, 4), None), "for some of these dates"),
    ],
)
def test_a_name_is_on_the_register_once_a_day(others, days, why):
    told = why_not_ward("Acton ward", others, days)
    assert told is None if why is None else why in told


def test_a_place_is_one_that_is_registered_and_no_other_is():
    registered = {"acton ward", "housing"}
    for place in ("Acton ward", " ACTON  Ward", "Housing"):
        assert why_not_place(place, registered) is None, place
    for place in (
        "Black Lives Matter ward",
        "John Smith ward",
        "Acton Road ward",
        "Acton",
        "12 High Street",
        "CH5 2LR",
    ):
        assert (
            f"“{place}” is neither a ward on the register of wards nor one of our services"
            in why_not_place(place, registered)
        )


def test_a_project_runs_for_twelve_months_at_most():
    assert why_not_days(date(2026, 1, 1), date(2026, 12, 31)) is None
    assert "more than 12 months. Enter a last date of 31 December 2026 or earlier" in why_not_days(
        date(2026, 1, 1), date(2027, 1, 1)
    )
    assert "end before it begins" in why_not_days(date(2026, 1, 2), date(2026, 1, 1))


@each(
    ("title", "purpose", "withheld_why", "why"),
    [
        ("Bins", "To learn where bins are missed.", "", None),
        ("Bins", "To learn.", "FOIA section 31(1)(a): it would tell fly-tippers where we look.", None),
        ("Bins", "To learn.", "FOIA s.22, because we publish them in March", None),
        ("Posts of @fred", "To learn.", "", "contains @"),
        ("Bins", "To see who fred@example.org is.", "", "contains @"),
        ("Posts of ＠fred", "To learn.", "", "contains @"),
        ("Bins", "To learn.", "FOIA s.31 to watch @fred, because", "contains @"),
        ("Bins", "See https://x.com/fred", "", "a web address"),
        ("x.com/fred", "To learn.", "", "a web address"),
        ("Bins", "To read u/fred", "", "a web address"),
        ("Bins", "Ring 01632 960100", "", "a web address"),
        ("Bins", "Posts at LL13 8BY", "", "a web address"),
        ("Protest at the depot", "To learn.", "", "a word for a protest"),
        ("Bus stop closed", "To save money in March 2026, from 1,000 posts.", "", None),
        (
            "Bins",
            "To learn.",
            "Freedom of Information Act 2000, section 99: it is a secret",
            "does not name an exemption",
        ),
        (
            "Bins",
            "To learn.",
            "Environmental Information Regulations 2004, regulation 12(4)(d): it is unfinished",
            None,
        ),
        ("Bins", "To learn.", "section 31 because", "does not name an exemption"),
        ("Bins", "To learn.", "x", "does not name an exemption"),
        ("Bins", "To learn.", "We would rather not.", "does not name an exemption"),
        ("Bins", "To learn.", "section 31", "does not name an exemption"),
        ("Bins", "To learn.", "FOIA section 31", "After “section 31”, say why"),
    ],
)
def test_what_the_public_reads_names_no_account_and_withholds_by_an_exemption_alone(
    title, purpose, withheld_why, why
):
    told = why_not_published(title, purpose, withheld_why, on=UNTIL, names=[], regimes=["foia", "eir"])
    assert told is None if why is None else why in told


@each(
    ("title", "unlisted"),
    [
        ("John Smith and bins", "“john”, “smith”."),
        ("Bins near 4 Acton Road", "“near”, “4”, “acton”."),
        ("hashtag #fred", "“hashtag”, “fred”."),
        ("Bins at 53.04,-2.99", "“53.04,-2.99”."),
        ("Cllr Bevan on bins", "“cllr”, “bevan”."),
        ("Muslim residents and bins", "“muslim”, “residents”."),
        ("Pro-Palestine bins", "“pro-palestine”."),
        ("b\u0456ns", "“b\u0456ns”."),  # a Cyrillic letter
        ("Bins\u200bFred", "“bins\u200bfred”."),
        ("Bins in Actonbury ward East", "“actonbury”, “east”."),
        ("Missed bins (Acton Ward): why, and when – 2026?", None),
        ("Fly-tipping, and the council’s #bins & parks, in March", None),
        ("Trading standards and parking", None),
        ("Gwastraff ac ailgylchu yn y gaeaf", None),
        ("Jane Doe bins", "“jane”, “doe”."),
    ],
)
def test_a_title_has_words_about_services_and_names_of_places_and_of_the_service(title, unlisted):
    names, regimes = ["Acton ward", "Trading Standards"], ["foia", "eir"]
    told = why_not_published(title, "To learn.", "", on=UNTIL, names=names, regimes=regimes)
    assert told is None if unlisted is None else told.endswith(f"Remove or replace: {unlisted}")


@each(
    ("reason", "regimes", "why"),
    [
        ("s.31 FOIA: to watch John Smith of 4 Acton Road", "foia eir", "replace: “watch”, “john”, “smith”, “4”, “acton”."),
        ("FOIA section 31(John)(Smith): because it is so", "foia eir", "replace: “john”, “smith”."),
        ("FOIA sections 31(1)(a) and section 22: it would harm the prevention of crime.", "foia eir", None),
        ("Freedom of Information (Scotland) Act 2002 section 33: it would harm", "foia eir", "does not name an exemption in a law that applies to us"),
        ("FOISA section 35, because it would harm", "foia eir", "does not name an exemption in a law that applies to us"),
        ("Environmental Information (Scotland) Regulations 2004, regulation 10(4)(d): unfinished", "foia eir", "does not name an exemption in a law that applies to us"),
        ("Freedom of Information (Scotland) Act 2002 section 35: it would harm", "foisa eisr", None),
        ("FOISA section 35 and FOIA section 31: it would harm", "foisa eisr", "does not name an exemption in a law that applies to us"),
        ("Environmental Information (Scotland) Regulations 2004, regulation 10(4)(d): unfinished", "foisa eisr", None),
        ("FOIA section 31, because it would harm", "foisa eisr", "does not name an exemption in a law that applies to us"),
    ],
)  # fmt: skip
def test_a_reason_for_withholding_names_nobody_and_an_exemption_of_our_own_law(reason, regimes, why):
    told = why_not_published("Bins", "To learn.", reason, on=UNTIL, names=[], regimes=regimes.split())
    assert told is None if why is None else why in told
