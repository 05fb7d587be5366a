"""From a form to an act: what the database refuses for another reason than a hold is no refusal of the form."""

import pytest
from django.db import IntegrityError

from watchbook.register.views.acting import acted
from watchbook.web.forms import GovukForm


def test_only_what_is_held_is_said_on_the_form():
    def act():
        raise IntegrityError("another constraint")

    with pytest.raises(IntegrityError, match="another"):
        acted(GovukForm({}), act)
