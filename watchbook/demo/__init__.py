"""One fictional council, Harrowmere, and its records; fixtures of import files. Only config imports it."""
