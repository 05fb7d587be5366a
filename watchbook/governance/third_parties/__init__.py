"""Third parties who look at social media on the authority’s behalf: under which contract, and how they are checked."""
