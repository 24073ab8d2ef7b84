"""Asking servers for feeds and pages: politely, and never where we must not go."""
