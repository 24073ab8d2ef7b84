"""Measure a coder: gold records, matching, scores, the report. Plain Python, nothing here imports Beam."""
