"""What runs, in what order, and where it lands."""
