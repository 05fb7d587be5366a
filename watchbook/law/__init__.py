"""The law as data, asked as at a day: numbers, provisions, calendars, periods, clocks. It decides nothing."""
