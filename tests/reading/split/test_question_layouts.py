"""Layouts of requests, in our own words: what each is split into."""

from tests.each import each
from tests.reading.split.splitting import asked, assert_covers_everything, numbers

LAYOUTS = {
    "numbers with lettered parts": (
        "1. Do you keep bees?\na) How many hives?\nb) Who tends them?\n2) What did the honey fetch?",
        [
            ("1", "1.", "Do you keep bees?"),
            ("1.a", "a)", "How many hives?"),
            ("1.b", "b)", "Who tends them?"),
            ("2", "2)", "What did the honey fetch?"),
        ],
    ),
    "parts numbered in full": (
        "1a. How many hives?\n1b) How many bees?\n2(a) How much honey?\n2 b) How much wax?",
        [
            ("1.a", "1a.", "How many hives?"),
            ("1.b", "1b)", "How many bees?"),
            ("2.a", "2(a)", "How much honey?"),
            ("2.b", "2 b)", "How much wax?"),
        ],
    ),
    "decimals": (
        "1. Bees\n1.1 How many hives?\n1.2 How many swarms?\n1.2.1 When?\n2. Honey\n2.1 How much?",
        [
            ("1.1", "1.1", "How many hives?"),
            ("1.2", "1.2", "How many swarms?"),
            ("1.2.1", "1.2.1", "When?"),
            ("2.1", "2.1", "How much?"),
        ],
    ),
    "roman parts, and letters under them": (
        "1. Which hives:\n(i) died?\n(ii) which thrived,\na) in town?\nb) elsewhere?\n(iii) swarmed?",
        [
            ("1", "1.", "Which hives:"),
            ("1.i", "(i)", "died?"),
            ("1.ii", "(ii)", "which thrived,"),
            ("1.ii.a", "a)", "in town?"),
            ("1.ii.b", "b)", "elsewhere?"),
            ("1.iii", "(iii)", "swarmed?"),
        ],
    ),
    "an i that is a letter": (
        "\n".join(f"{letter}) How many in ward {letter}?" for letter in "abcdefghij"),
        [(letter, f"{letter})", f"How many in ward {letter}?") for letter in "abcdefghij"],
    ),
    "capitals above numbers, their case kept": (
        "A. Bees\n1. How many hives?\n2. How many swarms?\nB. Honey\n1. How much?",
        [
            ("A.1", "1.", "How many hives?"),
            ("A.2", "2.", "How many swarms?"),
            ("B.1", "1.", "How much?"),
        ],
    ),
    "Q and a number": (
        "Q1. How many hives?\nQ2: How many swarms?\nQ3(a) How much honey?",
        [
            ("1", "Q1.", "How many hives?"),
            ("2", "Q2:", "How many swarms?"),
            ("3.a", "Q3(a)", "How much honey?"),
        ],
    ),
    "words before the number, its text below": (
        "Question 1\nHow many hives?\nQuestion 2:\n\nHow many swarms?\nRequest for information 3: a list of wards",
        [
            ("1", "Question 1", "How many hives?"),
            ("2", "Question 2:", "How many swarms?"),
            ("3", "Request for information 3:", "a list of wards"),
        ],
    ),
    "numbers before a tab": (
        "1\tHow many hives?\n2\tHow many swarms?",
        [("1", "1", "How many hives?"), ("2", "2", "How many swarms?")],
    ),
    "sections that are named": (
        "Section 1 - Bees\n1. How many hives?\nSection 2 - Honey\n1. How much?\n(i) Sold?\n(ii) Given away?",
        [
            ("S1.1", "1.", "How many hives?"),
            ("S2.1", "1.", "How much?"),
            ("S2.1.i", "(i)", "Sold?"),
            ("S2.1.ii", "(ii)", "Given away?"),
        ],
    ),
    "numbers that start again": (
        "About bees\n1. How many hives?\n2. How many swarms?\n\nAbout honey\n1. How much?",
        [
            ("S1.1", "1.", "How many hives?"),
            ("S1.2", "2.", "How many swarms?"),
            ("S2.1", "1.", "How much?"),
        ],
    ),
    "numbers in another shape under numbers": (
        "1. Of the hives:\n1) how many died?\n2) how many thrived?\n2. Of the swarms:\n1) how many died?",
        [
            ("1.1", "1)", "how many died?"),
            ("1.2", "2)", "how many thrived?"),
            ("2.1", "1)", "how many died?"),
        ],
    ),
    "a number left out, and one written twice": (
        "1. How many hives?\n3. How many swarms?\n3. How much honey?\n4. How much wax?",
        [
            ("1", "1.", "How many hives?"),
            ("3", "3.", "How many swarms?"),
            ("3-2", "3.", "How much honey?"),
            ("4", "4.", "How much wax?"),
        ],
    ),
    "bullets after a lead-in": (
        "Please provide:\n• the number of hives\n• the cost of the hives\n\nPlease reply by email.",
        [("b1", "•", "the number of hives"), ("b2", "•", "the cost of the hives")],
    ),
    "bullets under a number that leads in to them": (
        "1. Send me a copy of:\n- the bee policy\n- the honey policy\n2. Who wrote them?",
        [
            ("1", "1.", "Send me a copy of:"),
            ("1.b1", "-", "the bee policy"),
            ("1.b2", "-", "the honey policy"),
            ("2", "2.", "Who wrote them?"),
        ],
    ),
    "bullets that are options of a question": (
        "1. Which of these have hives?\n• Parks\n• Schools\n2. Why?",
        [("1", "1.", "Which of these have hives?\n• Parks\n• Schools"), ("2", "2.", "Why?")],
    ),
    "bullets under a question that ask themselves": (
        "1. Do you keep bees?\n- How many hives?\n2. Why?",
        [("1", "1.", "Do you keep bees?"), ("1.b1", "-", "How many hives?"), ("2", "2.", "Why?")],
    ),
    "paragraphs without a number": (
        "I am writing a book on bees.\n\nHow many hives has the council?\n\nAny contract for their care.\n\n"
        "Please break this down by ward.\n\nI know you have 20 working days.",
        [
            ("p1", "", "How many hives has the council?"),
            ("p2", "", "Any contract for their care."),
            ("p3", "", "Please break this down by ward."),
        ],
    ),
    "one running paragraph that counts": (
        "Dear council, please tell me: 1) how many hives you have, 2) who tends them and 3) what honey they gave.",
        [
            ("1", "1)", "how many hives you have,"),
            ("2", "2)", "who tends them and"),
            ("3", "3)", "what honey they gave."),
        ],
    ),
    "one running paragraph that starts by counting": (
        "(a) How many hives? (b) How many swarms?",
        [("a", "(a)", "How many hives?"), ("b", "(b)", "How many swarms?")],
    ),
    "one running paragraph that does not count": (
        "I write about bees. How many hives have you? Who tends them? Could I also have a copy of the policy? Thanks.",
        [
            ("p1", "", "How many hives have you?"),
            ("p2", "", "Who tends them?"),
            ("p3", "", "Could I also have a copy of the policy?"),
        ],
    ),
    "letters inside one question": (
        "How many (a) hives and (b) swarms were there?\nWho counted them?",
        [("p1", "", "How many (a) hives and (b) swarms were there?"), ("p2", "", "Who counted them?")],
    ),
    "lines folded by a mail program": (
        "1. How many hives did the council keep in its parks and gardens and\n"
        "allotments in each year? Please include the hives that were kept by\n"
        "Friends of the parks.\n"
        "2. Who looked after them, and which of the wards were they kept in, in\n"
        "each year?",
        [
            (
                "1",
                "1.",
                "How many hives did the council keep in its parks and gardens and\nallotments in each year? Please "
                "include the hives that were kept by\nFriends of the parks.",
            ),
            ("2", "2.", "Who looked after them, and which of the wards were they kept in, in\neach year?"),
        ],
    ),
    "a year at the start of a line": (
        "1. How many hives were kept in the years up to\n2019. The count is enough.\n2. Who kept them?",
        [
            ("1", "1.", "How many hives were kept in the years up to\n2019. The count is enough."),
            ("2", "2.", "Who kept them?"),
        ],
    ),
    "a numbered heading over questions without a number": (
        "1. Bees\nHow many hives are there?\nWho tends them?\n2. Honey\nHow much was sold?",
        [
            ("p1", "", "How many hives are there?"),
            ("p2", "", "Who tends them?"),
            ("p3", "", "How much was sold?"),
        ],
    ),
    "a question after the numbered ones": (
        "1. How many hives?\n2. How many swarms?\n\nDo you also keep wasps?\n\nI should like a copy of the policy.",
        [
            ("1", "1.", "How many hives?"),
            ("2", "2.", "How many swarms?"),
            ("p1", "", "Do you also keep wasps?"),
            ("p2", "", "I should like a copy of the policy."),
        ],
    ),
    "Welsh": (
        "Annwyl Gyngor,\n1. Faint o gychod gwenyn sydd gennych?\na) Ble maen nhw?\n2. Pwy sy'n gofalu?\nYn gywir,\nSiân",
        [
            ("1", "1.", "Faint o gychod gwenyn sydd gennych?"),
            ("1.a", "a)", "Ble maen nhw?"),
            ("2", "2.", "Pwy sy'n gofalu?"),
        ],
    ),
    "right to left, with marks of direction": (
        "\u200f1. كم عدد الخلايا؟\n\u200f2. من يعتني بها؟\n\u200fهل لديكم سياسة؟",
        [
            ("1", "1.", "كم عدد الخلايا؟"),
            ("2", "2.", "من يعتني بها؟"),
            ("p1", "", "هل لديكم سياسة؟"),
        ],
    ),
}


@each("layout", LAYOUTS)
def test_a_layout_is_split_as_its_requester_meant_it(layout):
    text, wanted = LAYOUTS[layout]
    assert asked(text) == wanted


@each("layout", LAYOUTS)
@each("line_end", ["\r\n", "\r", "\u2028", "\n\n"])
def test_a_layout_is_numbered_alike_whatever_ends_its_lines(layout, line_end):
    text, wanted = LAYOUTS[layout]
    if line_end == "\n\n" and layout in ("lines folded by a mail program",):
        return
    text = text.replace("\n\n", "\n").replace("\n", line_end)
    assert_covers_everything(text)
    assert numbers(text) == [number for number, _, _ in wanted]
