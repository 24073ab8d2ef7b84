"""The rows, and what is derived from them."""
