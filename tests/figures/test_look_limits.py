"""What a question limits a figure of looks to, and how the answer says so."""

from watchbook.figures.look_limits import asked_limits, only_of
from watchbook.looks.models import Manner, Purpose


def test_purpose_and_manner_limit_the_figure(db):
    limits = dict(asked_limits("How many covert looks were made for recruitment?"))
    assert limits == {"purpose": Purpose.RECRUITMENT, "kind": Manner.COVERT}


def test_the_answer_says_which_looks_alone_are_counted(people):
    said = only_of(
        (("purpose", Purpose.RECRUITMENT), ("kind", Manner.COVERT), ("service", people.ines.service_id))
    )
    assert "those for recruitment" in said
    assert "those made covertly" in said
    assert f"those of {people.ines.service.name}" in said
