"""The course of a request besides its answer: what passes between us and the requester, and each end without an answer."""
