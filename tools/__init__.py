"""Tools of the checkout: set-up, generated documents, proof and bench; not part of the product."""
