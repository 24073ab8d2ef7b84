"""The steps: verbs are Beam, nouns are plain Python."""
