"""Topics: what a question may be about, by the words in which requesters ask."""
