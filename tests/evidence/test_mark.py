"""The mark of an exhibit: plain capitals of any name, and numbers without a gap."""

from django.db import transaction

from tests.each import each
from watchbook.evidence.exhibit import initials_of, next_mark


@each(
    ("name", "initials"),
    [
        ("Ines", "I"),
        ("Ann Marie Brown", "AMB"),
        ("  ann   brown ", "AB"),
        ("Zoë Ní Bhriain", "ZNB"),
        ("Zoe\u0308 Ni\u0301 Bhriain", "ZNB"),
        ("Jean-Luc O'Neill", "JLO"),
        ("Jean‐Luc O’Neill", "JLO"),
        ("Øyvind Ærø Þór Łukasz", "OATL"),
        ("đinh ßen ŋa", "DSN"),
        ("Çelik İpek ıtır", "CII"),
        ("ﬁona Ǆuro", "FD"),
        ("A B C D E F G H", "ABCDEF"),
        ("Dr. (Ann) Brown, PhD", "DABP"),
        ("R2 D2", "RD"),
        ("山田 太郎", "X"),
        ("Юлия Brown", "B"),
        ("", "X"),
        ("123 -- ?", "X"),
        ("<script>alert(1)", "SA"),
    ],
)
def test_initials_are_plain_capitals_of_any_name(name, initials):
    assert initials_of(name) == initials


def test_those_of_the_same_initials_count_on_together_and_an_undone_act_leaves_no_gap(db):
    assert [next_mark("Ann Brown"), next_mark("Alan Berry"), next_mark("Ines")] == ["AB/1", "AB/2", "I/1"]
    with transaction.atomic():
        assert next_mark("Ann Brown") == "AB/3"
        transaction.set_rollback(True)
    assert next_mark("Ann Brown") == "AB/3"
