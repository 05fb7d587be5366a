"""Text of a request in whatever form it comes: plain, mail, DOCX, PDF or HTML."""
