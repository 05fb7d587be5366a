"""The page of a look shows the pages that were opened in it 25 at a time."""

from tests.looks import given
from tests.looks.given import AT
from tests.pages import signed_in, words
from watchbook.looks import page_view


def test_opened_pages_are_read_25_at_a_time_the_newest_first(people):
    row = given.opened(people)  # at our own page
    for number in range(1, 28):
        page_view.add(row, f"{given.OUR_PAGE}/photos/{number}", by=people.ines, at=AT)
    ines, address = signed_in(people.ines), f"/looks/{row.reference}/"
    first, second = words(ines.get(address)), words(ines.get(f"{address}?pages-page=2"))
    shown = [[number for number in range(1, 28) if f"/photos/{number} " in page] for page in (first, second)]
    assert shown == [list(range(3, 28)), [1, 2]]
    assert "28 pages, the newest first: 28. " in first
    assert f"3. {given.OUR_PAGE}/photos/2 2. {given.OUR_PAGE}/photos/1 {given.OUR_PAGE} " in second
