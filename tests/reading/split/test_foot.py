"""What a mail program or a printer puts below a request changes none of its questions, and stays to be seen."""

from tests.each import each
from tests.reading.split.changes import keeps_its_cut
from tests.reading.split.splitting import TUNED, asked, assert_covers_everything, kinds, own_layouts
from watchbook.reading.split import foot

LISTED = "Please send us:\nthe names of the cameras\nthe number of the operators\n"
NOTICE = "--\nThis e-mail and its files are confidential and intended solely for the addressee.\nIf you received this in error, please delete it."


@each(
    "below",
    [
        "Page 1 of 1",
        "page 2",
        "Page 3 / 4",
        "_____\nTudalen 1 o 2",
        NOTICE,
        f"{NOTICE}\n\nPage 1 of 2\n",
    ],
)
def test_the_questions_stay_as_they_are(below):
    text = f"{LISTED}\n{below}"
    assert asked(text) == asked(LISTED)
    assert kinds(text)[-1][0] == "boilerplate"
    assert_covers_everything(text)


def test_each_of_our_own_layouts_keeps_its_cut_above_a_footer():
    lost = [
        name for name, (text, _) in own_layouts(TUNED).items() if not keeps_its_cut(text, under="a footer")
    ]
    assert not lost


@each(
    "text",
    [
        "1. Is the message confidential?",
        "1. Every e-mail marked confidential\n2. Page 4 of the report",
        "--",
        "",
        "How many e-mails were received in error?",
    ],
)
def test_what_asks_is_no_foot(text):
    assert foot.begins(text) == len(text)
