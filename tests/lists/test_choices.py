"""Every list that can be narrowed: a choice leaves the rows of its value, an unknown one leaves all, the other pages keep it, each heading orders."""

from collections import Counter
from urllib.parse import urlencode

import pytest
from django.db.models import F

from tests.lists.crawled import OK, READERS, addressed
from tests.lists.many import multiply, read_as_the_first
from tests.pages import signed_in
from watchbook.web import long_list

pytestmark = pytest.mark.slow  # half a minute in one test: none of the kind is begun last
ON_A_PAGE, COPIES = 2, 6
# Each address with the number of its choices, of all its lists.
NARROWED = {
    "authorisations:covert_profiles": 1,
    "authorisations:of_investigation": 2,
    "evidence:captures": 1,
    "evidence:custody": 1,
    "evidence:exhibits": 1,
    "evidence:exhibits_of": 1,
    "evidence:exhibits_of_look": 3,
    "evidence:of_look": 1,
    "foi:requests": 1,
    "governance:documents": 1,
    "governance:letters": 1,
    "governance:processing": 3,
    "governance:tools": 3,
    "governance:training": 2,
    "investigations:break_glass_all": 1,
    "investigations:investigations": 2,
    "listening:projects": 2,
    "listening:sources": 1,
    "looks:looks": 2,
    "looks:of": 2,
    "looks:profile_uses": 2,
    "looks:service": 22,
    "organisation:people": 3,
    "organisation:recoveries": 1,
    "oversight:errors": 3,
    "oversight:overview": 3,
    "overt_plans:of": 1,
    "overt_plans:to_sign": 2,
    "retention:complaints": 3,
    "retention:deletions": 2,
    "retention:holds": 2,
    "retention:rights_questions": 3,
    "retention:rights_requests": 4,
    "services": 1,
    "triage:waiting": 3,
}


@pytest.fixture
def lists(monkeypatch):
    """The pages of lists that were cut, emptied before each page is read."""
    found = []

    class Noted(long_list.ListPage):
        def __init__(self, *args):
            super().__init__(*args)
            found.append(self)

    monkeypatch.setattr(long_list, "ListPage", Noted)
    monkeypatch.setattr(long_list, "ON_A_PAGE", ON_A_PAGE)
    return found


def read(client, path, lists, asked):
    """The lists that somebody may choose of, by the name of each choice, and the page."""
    lists.clear()
    answer = client.get(path, asked)
    return {one.name: (one.choice, page) for page in lists for one in page.choices}, answer


def best_reader(path, clients, lists):
    """Who of those who may read a page sees the most of its lists and rows, and these."""
    found = []
    for who, client in clients.items():
        shown, answer = read(client, path, lists, {})
        if answer.status_code == OK:
            rows = sum(page.paginator.object_list.count() for _choice, page in shown.values())
            found.append(((len(shown), rows), who, client, shown))
    return max(found, key=lambda one: one[:2])[2:]


def told(choice, page):
    """How many rows of a whole list are of each code."""
    rows = page.paginator.object_list.order_by()
    if callable(choice.column):
        return {code: rows.filter(choice.of(code)).count() for code, _words in choice.codes}
    said = Counter(map(str, rows.annotate(said_of_it=F(choice.column)).values_list("said_of_it", flat=True)))
    return {str(code): said[str(code)] for code, _words in choice.codes}


def check_headings(client, path, shown):
    """Follow each heading of each list."""
    pages = {id(page): page for _choice, page in shown.values()}
    for heading in [one for page in pages.values() for one in page.headings.values()]:
        assert client.get(f"{path}{heading.address}").status_code == OK, (path, heading.address)


def check_choices(client, path, shown, lists):
    """Choose of each choice the code of the most rows, and one of none; return how many codes were chosen."""
    tried = 0
    for name, (choice, whole) in shown.items():
        numbers = told(choice, whole)
        for code in {max(numbers, key=numbers.get), min(numbers, key=numbers.get)}:
            now, answer = read(client, path, lists, {name: code})
            page = now[name][1]
            assert page.paginator.object_list.count() == numbers[code], (path, name, code)
            assert f'<option value="{code}" selected>' in answer.text, (path, name, code)
            if page.has_next():
                assert f"?{urlencode({name: code})}&amp;{page.address.rpartition('&')[2]}2" in answer.text
            tried += 1
    return tried


def test_a_choice_leaves_the_rows_of_its_value_and_the_other_pages_keep_it(
    committed, committed_people, lists, record_property
):
    paths, tried = addressed(committed_people), 0
    multiply(committed, copies=COPIES)
    with read_as_the_first():
        clients = {who: signed_in(getattr(committed_people, who)) for who in (*READERS, "leila")}
        for address, number in NARROWED.items():
            client, shown = best_reader(paths[address], clients, lists)
            assert len(shown) == number, (address, [*shown])
            unknown, answer = read(client, paths[address], lists, dict.fromkeys(shown, "no-such-code"))
            assert answer.status_code == OK, address
            for name, (_choice, page) in unknown.items():
                assert page.paginator.object_list.count() == shown[name][1].paginator.object_list.count()
            check_headings(client, paths[address], shown)
            tried += check_choices(client, paths[address], shown, lists)
    record_property("codes chosen", tried)
