"""Pages of captures and evidence."""
