"""Reading what oversight keeps."""
