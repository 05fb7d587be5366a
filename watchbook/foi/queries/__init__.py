"""What each register says to a question: a module for each, and the table of named queries."""
