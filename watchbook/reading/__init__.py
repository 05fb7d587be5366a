"""Reading of texts: a request split into its questions, numbers, times, topics, an answer letter. No Django, no database."""
