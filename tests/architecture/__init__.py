"""Code review that never tires: what docs/explanation/architecture.md and CONTRIBUTING.md ask of every file."""
