"""The formats in which a request comes as a file, each read into the text that its writer meant (FOIA 2000 s.8(1)(a)).

Which reader takes a file is chosen in `watchbook.foi.source_text`; nothing here opens a file or decides on a name.
"""
