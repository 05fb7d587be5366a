"""Who may do what with requests for information, by noun."""
