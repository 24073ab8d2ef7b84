"""Feeds: reading what they hold, and when to ask them again."""
