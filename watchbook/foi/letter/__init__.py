"""The letter that answers a request: its content as data, and the same content as HTML, DOCX and PDF (FOIA s.1(1))."""
