"""Code review that never tires: what DESIGN and the style guide demand of every file."""
