"""Times as a question writes them: days, months, quarters and years, and the periods that it asks about."""
