"""A request: its text or file, who asks, its questions as they are cut, and earlier requests that are alike."""
