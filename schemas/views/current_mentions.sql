-- One row per event that the present text of an article reports, as the last coder read it.
SELECT * FROM mentions WHERE superseded_at IS NULL
