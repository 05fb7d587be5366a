"""What follows from its arguments and the language is worked out once for each of them."""

from django.utils import translation
from django.utils.translation import gettext

from watchbook.web.once_a_language import once_a_language


def test_it_is_made_once_for_each_language_and_each_argument():
    made = []

    @once_a_language(10)
    def greeting(name, *, loud=False):
        made.append((translation.get_language(), name, loud))
        return f"{gettext('Licence')}, {name}{'!' if loud else '.'}"

    def all_of_them():
        said = [greeting("Ines"), greeting("Ines", loud=True), greeting("Simon")]
        with translation.override("cy"):
            return [*said, greeting("Ines")]

    first = all_of_them()
    assert first == all_of_them()
    assert first[:3] == ["Licence, Ines.", "Licence, Ines!", "Licence, Simon."]
    assert first[3] not in first[:3]
    assert made == [
        ("en-gb", "Ines", False),
        ("en-gb", "Ines", True),
        ("en-gb", "Simon", False),
        ("cy", "Ines", False),
    ]
