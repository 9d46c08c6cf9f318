"""A generated atlas: plausible, plainly artificial, and the same again for the same arguments."""
