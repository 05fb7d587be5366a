"""A request cut into its questions: lines, blocks, markers and numbers."""
