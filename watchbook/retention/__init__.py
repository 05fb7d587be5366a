"""The end of every record: due dates, legal holds, lists for review, deletion with its certificate, and people's rights.

Statute: UK GDPR art 5(1)(e) and art 17; Data Protection Act 2018 ss.39 and 47; the Criminal Procedure and Investigations
Act 1996 and its Code; Freedom of Information Act 2000 s.77. Personal data (class: oversight_record): why a hold was placed
and why it ended. Not here: how a thing of a part is removed (its `disposal`), and the keys (`keys`).
"""
