"""The SQL of what counts together, once: for the pages that count, and for the database's own check of a look."""


def joined_and_items(
    subject: str,
    *,
    current: str = "{0}.parted_at IS NULL",
    is_open: str = "whole.state = 'open'",
) -> str:
    """Return two tables: `joined`, a subject and whatever has an account in common with it; `items`, all entered under one of those.

    From a subject to its accounts, to whatever is entered under one of them, to whose account that is, and on. Its text
    stands in a trigger: whoever changes it adds a migration.
    """
    under = f"""
                    JOIN investigations_account AS ours ON ours.subject_id = joined.subject AND {current.format("ours")}
                    JOIN keys_blindindexentry AS word ON word.kind = 'account' AND word.item = ours.id
                    JOIN keys_blindindexentry AS same ON same.kind = 'account' AND same.digest = word.digest"""
    return f"""
                WITH RECURSIVE joined AS (
                    SELECT {subject} AS subject
                    UNION
                    SELECT theirs.subject_id FROM joined{under}
                    JOIN investigations_account AS theirs ON theirs.id = same.item AND {current.format("theirs")}
                    JOIN investigations_subject AS subject ON subject.id = theirs.subject_id
                    JOIN investigations_investigation AS whole
                        ON whole.id = subject.investigation_id AND {is_open}
                ), items AS (
                    SELECT same.item FROM joined{under}
                )"""  # noqa: S608  # of constants alone
