"""What elected members were told about the use of these powers, and what they decided, meeting by meeting (Code 2018, 4.47)."""
