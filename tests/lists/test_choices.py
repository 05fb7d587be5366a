"""Every list that can be narrowed: a choice leaves the rows of its value, an unknown one leaves all, the other pages keep it, each heading orders."""

from collections import Counter, defaultdict
from html import escape
from itertools import zip_longest
from urllib.parse import parse_qsl, urlencode

import pytest
from django.db.models import F

from tests.lists.crawled import OK
from tests.pages import signed_in
from watchbook.web import long_list

pytestmark = pytest.mark.slow  # half a minute in one test: none of the kind is begun last
ON_A_PAGE = 2
# Each address with who sees the most of its lists and rows, and how many choices these have.
NARROWED = {
    "authorisations:covert_profiles": ("simon", 1),
    "authorisations:of_investigation": ("marian", 2),
    "evidence:captures": ("marian", 1),
    "evidence:custody": ("marian", 1),
    "evidence:exhibits": ("marian", 1),
    "evidence:exhibits_of": ("marian", 1),
    "evidence:exhibits_of_look": ("marian", 3),
    "evidence:of_look": ("marian", 1),
    "foi:requests": ("simon", 1),
    "governance:documents": ("simon", 1),
    "governance:letters": ("simon", 1),
    "governance:processing": ("simon", 3),
    "governance:tools": ("simon", 3),
    "governance:training": ("simon", 2),
    "investigations:break_glass_all": ("simon", 1),
    "investigations:investigations": ("marian", 2),
    "listening:projects": ("simon", 2),
    "listening:sources": ("simon", 1),
    "looks:looks": ("marian", 2),
    "looks:of": ("marian", 2),
    "looks:profile_uses": ("simon", 2),
    "looks:service": ("simon", 22),
    "organisation:people": ("simon", 3),
    "organisation:recoveries": ("simon", 1),
    "oversight:errors": ("simon", 3),
    "oversight:overview": ("simon", 3),
    "overt_plans:of": ("marian", 1),
    "overt_plans:to_sign": ("marian", 2),
    "retention:complaints": ("simon", 3),
    "retention:deletions": ("simon", 2),
    "retention:holds": ("simon", 2),
    "retention:rights_questions": ("simon", 3),
    "retention:rights_requests": ("simon", 4),
    "services": ("simon", 1),
    "triage:waiting": ("leila", 3),
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


def told(choice, page):
    """How many rows of a whole list are of each code."""
    rows = page.paginator.object_list.order_by()
    if callable(choice.column):
        return {code: rows.filter(choice.of(code)).count() for code, _words in choice.codes}
    said = Counter(map(str, rows.annotate(said_of_it=F(choice.column)).values_list("said_of_it", flat=True)))
    return {str(code): said[str(code)] for code, _words in choice.codes}


def in_rounds(lists):
    """What to ask of each list in turn, of all lists of a page at once: the first of each, then the second of each."""
    return [dict(one for one in asked if one) for asked in zip_longest(*lists)]


def check_headings(client, path, shown):
    """Follow each heading of each list."""
    pages = {id(page): page for _choice, page in shown.values()}.values()
    for asked in in_rounds(
        [parse_qsl(one.address[1:])[0] for one in page.headings.values()] for page in pages
    ):
        assert client.get(path, asked).status_code == OK, (path, asked)


def check_choices(client, path, shown, lists):
    """Choose of each choice the code of the most rows, and that of the fewest; return how many codes were chosen."""
    numbers = {name: told(choice, whole) for name, (choice, whole) in shown.items()}
    codes = defaultdict(list)
    for name, (_choice, whole) in shown.items():
        of = numbers[name]
        codes[id(whole)] += [(name, code) for code in {max(of, key=of.get), min(of, key=of.get)}]
    for asked in in_rounds(codes.values()):
        now, answer = read(client, path, lists, asked)
        for name, code in asked.items():
            page = now[name][1]
            assert page.paginator.object_list.count() == numbers[name][code], (path, name, code)
            assert f'<option value="{code}" selected>' in answer.text, (path, name, code)
            if page.has_next():
                assert escape(f"?{urlencode(asked)}&{page.address.rpartition('&')[2]}2") in answer.text
    return sum(map(len, codes.values()))


def test_a_choice_leaves_the_rows_of_its_value_and_the_other_pages_keep_it(filled, lists, record_property):
    tried = 0
    clients = {who: signed_in(getattr(filled.people, who)) for who in ("simon", "marian", "leila")}
    for address, (who, number) in NARROWED.items():
        client, path = clients[who], filled.paths[address]
        shown, _answer = read(client, path, lists, {})
        assert len(shown) == number, (address, [*shown])
        unknown, answer = read(client, path, lists, dict.fromkeys(shown, "no-such-code"))
        assert answer.status_code == OK, address
        for name, (_choice, page) in unknown.items():
            assert page.paginator.object_list.count() == shown[name][1].paginator.object_list.count()
        check_headings(client, path, shown)
        tried += check_choices(client, path, shown, lists)
    record_property("codes chosen", tried)
