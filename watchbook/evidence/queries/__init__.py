"""Reading captures, exhibits and custody."""
