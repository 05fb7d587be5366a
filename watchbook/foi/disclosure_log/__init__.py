"""The disclosure log: answers that were sent, as the public reads them."""
