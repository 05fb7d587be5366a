from tests.each import each
from watchbook.reading.split.markers import at_start
from watchbook.reading.split.numbering import place


def numbers(markers):
    """The number that each marker comes to in its sequence; None where it does not count."""
    found = place(at_start(f"{written} words") for written in markers.split("|"))
    return [one and one.number for one in found]


@each(
    ("markers", "wanted"),
    [
        ("1.|2.|3.", ["1", "2", "3"]),
        ("1.|a)|b)|(c)|2.|a.", ["1", "1.a", "1.b", "1.c", "2", "2.a"]),
        ("1.|(i)|(ii)|2.|(i)", ["1", "1.i", "1.ii", "2", "2.i"]),
        ("g)|h)", [None, None]),
        ("1.|a)|i)|ii)|b)", ["1", "1.a", "1.a.i", "1.a.ii", "1.b"]),
        ("1a.|1b.|2.|3a.|3b.", ["1.a", "1.b", "2", "3.a", "3.b"]),
        ("1.1|1.2|2.1|2.1.1", ["1.1", "1.2", "2.1", "2.1.1"]),
        ("A.|1.|2.|B.|1.", ["A", "A.1", "A.2", "B", "B.1"]),
        ("2.|A.|B.|3.|A.", ["2", "2.A", "2.B", "3", "3.A"]),
        ("1.|4.|5.", ["1", "4", "5"]),
        ("1.|5.|2.", ["1", None, "2"]),
        ("1.|9a)|2a)", ["1", None, "2.a"]),
        ("1.|1.5", ["1", None]),
        ("4.|5.", [None, None]),
        ("2.|3.", ["2", "3"]),
        ("7.|8.|9.", ["7", "8", "9"]),
        ("4.|4.1|4.2|5.", ["4", "4.1", "4.2", "5"]),
        ("1.|9.|10.", ["1", "9", "10"]),
        ("1.|9.|11.", ["1", None, None]),
        ("101.|102.|103.", [None, None, None]),
        ("1.|2.|1.|2.", ["S1.1", "S1.2", "S2.1", "S2.2"]),
        ("1a)|2a)|1a)|1b)", ["S1.1.a", "S1.2.a", "S2.1.a", "S2.1.b"]),
        ("1.|1.", ["S1.1", "S2.1"]),
        ("1.|a)|b)|a)", ["1", "1.a", "1.b", "1.a"]),
        ("1.|1)|2)|2.|1)", ["1", "1.1", "1.2", "2", "2.1"]),
        ("Section 1:|1.|Section 2:|1.|(i)", ["S1.1", "S1.1", "S2.2", "S2.1", "S2.1.i"]),
        ("Section 9:|1.", [None, "1"]),
        ("Section 1:|1.|2.", ["1", "1", "2"]),
        ("Section 1:|1.|2.|Section 2:|3.|4.", ["1", "1", "2", "2", "3", "4"]),
        ("A1.|A2.|B1.", ["A.1", "A.2", "B.1"]),
        ("•|1.|•|2.", ["", "1", "", "2"]),
        ("words|1.", [None, "1"]),
    ],
)
def test_a_number_comes_from_its_sequence(markers, wanted):
    assert numbers(markers) == wanted
