"""Software, hardware and in-house methods used for social-media research."""
