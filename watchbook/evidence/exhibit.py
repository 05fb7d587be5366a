"""Exhibits: produced from a held capture, on the basis of its look; their acts come with issue 10's next part."""
