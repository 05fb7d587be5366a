"""What the doctor says of a store in a folder; of one in a bucket, tests/files/test_object_store.py."""

from watchbook.machine.files_doctor import files_findings


def test_a_folder_that_is_there_is_well_and_one_that_is_not_is_told(files_folder):
    (found,) = files_findings()
    assert (found.subject, found.ok) == ("File store", False)
    assert str(files_folder) in found.what
    assert "watchbook setup" in found.next_step
    files_folder.mkdir(parents=True)
    (found,) = files_findings()
    assert (found.ok, found.what) == (True, f"the folder {files_folder}.")
