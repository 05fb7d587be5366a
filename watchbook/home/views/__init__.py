"""The pages of home: the first pages of everybody, and help."""
