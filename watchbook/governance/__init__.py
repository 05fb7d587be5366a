"""What the authority has adopted and received about its social-media research: registers of documents and letters.

Personal data: `LetterReceived.subject` and its file may name people (class: oversight correspondence);
`LetterAnswer.recorded_by` names an officer by reference. Not here: the oversight body's inspections (`oversight`).
"""
