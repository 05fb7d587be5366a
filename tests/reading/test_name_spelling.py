"""A name found however it is spelt: case, accents, order, initials, other alphabets, handles."""

from tests.each import each
from watchbook.reading.name_spelling import is_named


@each(
    ("name", "text"),
    [
        ("Jane Roe", "seen: JANE ROE at the market"),
        ("Jane Roe", "Jane\u00a0\u200bRoe"),
        ("Jane Roe", "Roe, Jane"),
        ("Jane Roe", "ROE Jane"),
        ("Jane Roe", "Roe, J."),
        ("Jane Roe", "roe j"),
        ("Jane Roe", "J. Roe"),
        ("Jane Roe", "J Roe"),
        ("Jane Roe", "J. M. Roe"),
        ("Jane Roe", "Jane Mary Roe"),
        ("Jane Roe", "Ms Jane Roe’s page"),
        ("Mrs Jane Roe", "jane roe"),
        ("Jane Mary Roe", "Jane Roe"),
        ("Jane Mary Roe", "Jane M. Roe"),
        ("Jane Mary Roe", "J.M. Roe"),
        ("Jane Mary Roe", "@janemaryroe"),
        ("Jane Roe", "@jane_roe"),
        ("Jane Roe", "https://example.com/jane.roe.1985"),
        ("Jane Roe", "therealjaneroe"),
        ("Jane Roe", "roe-jane"),
        ("@jane_roe", "Jane Roe"),
        ("@janeroe", "jane.roe"),
        ("@jane_roe99", "JaneRoe99"),
        ("Zoë Brontë", "zoe bronte"),
        ("Zoe Bronte", "ZOË BRONTË"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Juergen Mueller", "Jürgen Müller"),
        ("Jurgen Muller", "Jürgen Müller"),
        ("Søren Ærø", "soren aero"),
        ("Ivan Petrov", "Иван Петров"),
        ("Иван Петров", "petrov, ivan"),
        ("Наталья Щукина", "Natalya Shchukina"),
        ("Giorgos Papas", "Γιώργος Παπάς"),
        ("Siân O’Neill", "sian o'neill"),
        ("Anne-Marie Roe-Smith", "Anne Marie Roe Smith"),
        ("Li Wu", "Wu, Li"),
        ("Ｊａｎｅ Roe", "jane roe"),
        ("Amy", "saw Amy there"),
        ("Zephyrine O'Quarrington", "Zephyrine Mary O'Quarrington"),
        ("Sean O'Brien", "Sean Patrick O’Brien"),
        ("Sean O'Brien", "S.P. O'Brien"),
        ("Maria Smith", "Maria Anna Theresa Smith"),
        ("Jane Roe", "Jane A. B. Roe"),
        ("Jane Roe", "J A B Roe"),
        ("John Smith", "SMITH, Mr John"),
        ("John Smith", "Smith (Mr) John"),
        ("John Smith", "Smith, Robert John"),
        ("John Smith", "John and Jane Smith"),
        ("John William Smith", "John Robert William Smith"),
        ("Maria de la Cruz", "Maria Isabel de la Cruz"),
        ("Maria de la Cruz", "M. de la Cruz"),
        ("Mohammed Al-Rashid", "Mohammed Ali Al-Rashid"),
        ("Jane Roe-Doe", "Jane Mary Roe-Doe"),
        ("Rev Jane Roe", "jane roe"),
        ("Jane Roe (née Doe)", "roe, jane"),
        ("(Jane)", "jane"),
        ("Lady Jane Roe", "jane roe"),
        ("Jane Roe MBE", "Jane Roe"),
        ("Jane Roe", "Jane \n   Roe"),
        ("Peter Copeqqq", "Рeter Сopeqqq"),
        ("John Jellyqqq", "Јohn Јellyqqq"),
        ("Alice Bakerqqq", "Аlice Вakerqqq"),
        ("Andreas Betaqqq", "Αndreas Βetaqqq"),
        ("Henry Hill", "Неnry Нill"),
        ("Jane Roe", "Ja\u3164ne R\u115foe"),
        ("Ivan Petrovskiy", "Иван Петровский"),
        ("Ivan Petrovsky", "Иван Петровский"),
        ("Иван Петровский", "Petrovsky, Ivan"),
        ("Djordje Jovic", "Ђорђе Јовић"),
    ],
)  # fmt: skip
def test_it_is_found(name, text):
    assert is_named(name, text)


@each(
    ("name", "text"),
    [
        ("Jane Roe", "Jane and a heroine"),
        ("Jane Roe", "John Roe"),
        ("Jane Roe", "Janet met Monroe"),
        ("Jane Roe", "major roebuck"),
        ("Jane Roe", "heroes join"),
        ("Jane Roe", ""),
        ("Li Wu", "alibi wuthering"),
        ("Amy", "amygdala, Tammy"),
        ("Jane Roe", "Jane went home. Later that day we all met Roe"),
        ("Ann Lee", "annual leeway"),
        ("Jane Roe (fictional)", "Jane Doe (fictional)"),
        ("", "anything"),
        ("…", "anything…"),
    ],
)
def test_it_is_not_found(name, text):
    assert not is_named(name, text)


def test_a_title_alone_is_a_word_like_others():
    assert is_named("Prof", "the prof came")


def test_a_long_text_and_a_name_of_signs_cost_nothing_out_of_the_way():
    assert not is_named("(.*)+ [a-z]*$ Roe", "a " * 50_000)
    assert is_named("a+b c", "seen a+b c")
