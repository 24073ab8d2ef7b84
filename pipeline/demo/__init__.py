"""A small news site of our own, served on loopback, so that the first run needs no network."""
