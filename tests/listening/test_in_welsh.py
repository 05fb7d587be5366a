"""The public pages of listening in Welsh: every sentence of them, whatever they have to show."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.listening.given import a_source, approved
from tests.listening.test_collection import OVER, SECRET, TUESDAY, collector, posts, system
from tests.pages import browser, words
from tests.welsh import noting_what_is_missing
from watchbook.listening import label_sheet
from watchbook.listening.models import LabelSheet, SourceKind, WeekCount
from watchbook.listening.opinion import cell_of
from watchbook.listening.taxonomy import TITLES

PUBLISHED, COUNTS = "/listening/", "/listening/counts/LISTEN-0001/"


GOOD, BAD = "Thank you, great recycling, never late", "Recycling is late and awful, terrible service"


def labelled_enough():
    """As many labels on the sheet of today as publish an opinion."""
    row = LabelSheet.objects.get(project_reference="LISTEN-0001")
    said = {"negative": f"{BAD} {SECRET}", "positive": f"{GOOD} {SECRET}", "neutral": "Recycling"}
    pairs = [[cell_of(text), opinion, opinion] for opinion, text in said.items() for _each in range(110)]
    label_sheet._seal(row, {"texts": [], "pairs": pairs})
    with transaction.atomic():
        row.save()
        label_sheet.record_row(label_sheet.KEPT, row, by=system(), at=TUESDAY)


def pages(*addresses, language="cy"):
    """These pages as somebody reads them who asked for a language."""
    client = browser()
    return [client.get(f"{address}?lang={language}") for address in addresses]


@pytest.mark.django_db
def test_every_sentence_of_a_page_without_projects_is_in_welsh(people):
    with noting_what_is_missing() as missing:
        (page,) = pages(PUBLISHED)
    assert missing == set()
    assert '<html lang="cy"' in page.text
    assert "Nid ydym wedi cymeradwyo unrhyw brosiectau eto" in words(page)


def test_every_sentence_is_in_welsh_whatever_a_project_shows(people):
    approved(
        people,
        topics=list(TITLES),
        sources=[one.value for one in SourceKind],
        search_words="recycling late\n#recycling",
    )
    wide = {"places": "", "search_words": "recycling late", "withheld_why": "FOIA section 31(1)(a): crime"}
    approved(people, **wide)
    with noting_what_is_missing() as missing:
        pages(PUBLISHED, COUNTS)
        a_source(people)
        a_source(people, kind="inbox", address="contact-form.csv")
        with collector([*posts(60, authors=12, text=BAD), *posts(40, authors=12, text=GOOD)]) as goes:
            goes(TUESDAY + timedelta(hours=2))
            labelled_enough()
            goes(OVER)
        pages(COUNTS, COUNTS.replace("0001", "0002"))
    assert WeekCount.objects.exclude(closed_at=None).filter(labelled__isnull=False).exists()
    assert missing == set()


def test_a_page_offers_the_other_language_and_remembers_the_choice(people):
    client = browser()
    english = client.get(PUBLISHED)
    assert '<html lang="en-GB"' in english.text
    assert '<a class="govuk-link" href="?lang=cy" hreflang="cy" rel="alternate">Cymraeg</a>' in english.text
    assert "No translator" not in english.text
    welsh = client.get(f"{PUBLISHED}?lang=cy")
    assert "Nid oes cyfieithydd wedi gwirio’r dudalen hon eto" in words(welsh)
    assert 'href="?lang=en"' in welsh.text
    assert client.get(PUBLISHED).text.count('<html lang="cy"') == 1
    assert '<html lang="en-GB"' in client.get(f"{PUBLISHED}?lang=en").text
    assert '<html lang="en-GB"' in client.get(PUBLISHED).text


@pytest.mark.parametrize("asked", ["fr", "cy,", "", "../cy", "cy" * 2000])
def test_a_language_that_there_is_not_changes_nothing(people, asked):
    answer = browser().get(PUBLISHED, {"lang": asked})
    assert '<html lang="en-GB"' in answer.text
    assert not answer.cookies


def test_a_browser_that_prefers_welsh_gets_it_until_english_is_chosen(people):
    client = browser(accept_language="cy, en;q=0.5")
    assert '<html lang="cy"' in client.get(PUBLISHED).text
    assert '<html lang="en-GB"' in client.get(f"{PUBLISHED}?lang=en").text
    assert '<html lang="en-GB"' in client.get(PUBLISHED).text
    assert '<html lang="en-GB"' in browser(accept_language="fr, en-US").get(PUBLISHED).text
