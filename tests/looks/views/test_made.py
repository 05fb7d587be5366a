"""The page on which a look is recorded after it was made: it asks once for what is missing, and refuses nothing."""

from django.urls import reverse

from tests.looks.filled import filled
from tests.looks.given import PROFILE
from tests.pages import signed_in, words
from watchbook.looks.models import Look

MADE = reverse("looks:made")


def test_a_look_at_an_unknown_subject_is_asked_about_once_and_then_recorded_as_not_counted(people):
    ines = signed_in(people.ines)
    sent = filled(ines.get(MADE), about="subject", looked_at="00:05", result="nothing")
    asked = words(ines.post(MADE, sent))
    assert "The subject is not known, so this look does not count towards the limit on repeat looks" in asked
    assert "You gave no reason for the look either." in asked
    assert not Look.objects.exists()
    done = words(ines.post(MADE, sent | {"twice": "on"}, follow=True))
    row = Look.objects.get()
    assert (row.basis, row.look_in_window) == ("none", 0)
    assert f"The look is recorded as {row}, without a basis." in done
    assert "Repeat looks not counted as a repeat look: the subject is not known" in done
    assert "Purpose an investigation Basis" in done
    assert "Pages – Result" in done


def test_a_look_that_says_where_and_why_is_recorded_at_once(people):
    ines = signed_in(people.ines)
    sent = filled(
        ines.get(MADE), about="subject", address=PROFILE, why="Sales", looked_at="00:05", result="nothing"
    )
    done = words(ines.post(MADE, sent, follow=True))
    assert "Repeat looks look number 1 at this subject" in done
    assert "Purpose an investigation: Sales" in done
