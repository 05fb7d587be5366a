"""A folder of register files is imported by the registers' own imports, or it is said which line stops it."""

import pytest

from tests.given import AT
from watchbook.demo.not_loaded import NotLoaded
from watchbook.demo.register_files import check_folder, load
from watchbook.governance.letters.models import LetterReceived

COLUMNS = "sender,subject,concerns_social_media,dated_on,received_on,reply,reply_sent_on,file,reply_file"
ROW = "osc,Social media,yes,2017-03-20,2017-03-22,none_asked,,letter.txt,"


@pytest.fixture
def folder(tmp_path):
    """Makes a folder of files by their names."""

    def made(**files):
        for name, content in files.items():
            stem, _, suffix = name.rpartition("_")
            (tmp_path / f"{stem}.{suffix}").write_text(content)
        return tmp_path

    return made


def test_each_row_is_recorded_by_the_person_who_loads_with_the_document_it_names(people, folder):
    files = {"letters_received_csv": f"{COLUMNS}\n{ROW}\n", "letter_txt": "A letter"}
    load(folder(**files), by=[people.simon], at=AT)
    letter = LetterReceived.objects.get()
    assert (letter.subject, letter.file_name) == ("Social media", "letter.txt")
    assert letter.recorded_by == people.simon


def test_a_folder_without_register_files_loads_nothing(people, folder):
    load(folder(letter_txt="A letter"), by=[people.simon], at=AT)
    assert not LetterReceived.objects.exists()


def test_a_row_that_is_refused_is_named_by_file_and_line_and_nothing_is_loaded(people, folder):
    rows = f"{COLUMNS}\n{ROW}\n{ROW.replace('2017-03-22', 'yesterday')}\n"
    with pytest.raises(NotLoaded) as refused:
        load(folder(letters_received_csv=rows, letter_txt="A letter"), by=[people.simon], at=AT)
    assert refused.value.what.startswith("letters_received.csv of ")
    assert "Line 3: " in refused.value.why
    assert refused.value.next_step == "Mend it and give the command again."
    assert not LetterReceived.objects.exists()


def test_a_register_file_that_is_no_table_is_refused_with_its_reason(people, folder):
    with pytest.raises(NotLoaded, match=r"letters_received\.csv of .* was not imported\. .+ Mend it"):
        load(folder(letters_received_csv=""), by=[people.simon], at=AT)


def test_a_misspelt_register_file_is_named_rather_than_left_out(folder):
    made = folder(letter_received_csv=COLUMNS, letter_txt="A letter")
    with pytest.raises(NotLoaded, match=r"no register takes: letter_received\.csv\.") as refused:
        check_folder(made)
    assert "letters_received.csv" in refused.value.why
    (made / "letter_received.csv").unlink()
    assert check_folder(made) is None


def test_a_refusal_has_the_three_sentences_that_our_commands_print():
    refusal = NotLoaded("It was not loaded.", why="Because.", next_step="Try again.")
    assert refusal.as_error() == {"what": "It was not loaded.", "why": "Because.", "next": "Try again."}
    assert str(refusal) == "It was not loaded. Because. Try again."
