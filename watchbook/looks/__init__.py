"""Looks: one subject in one sitting, with its basis before and its record after. Deciding on the basis (`triage`) is not here."""
