"""The draft of an answer: topics chosen, searches by hand, sentences worded by a person."""
