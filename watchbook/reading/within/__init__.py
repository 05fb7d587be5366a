"""Things that a document holds besides what it shows: programs, other files, scripts, and things that are fetched when it is opened.

Named for whoever opens it; nothing is refused for it here, since a stranger's letter is kept as it came. A child runs this.
"""
