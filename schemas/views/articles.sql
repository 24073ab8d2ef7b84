-- One row per article: its present revision.
SELECT * FROM article_revisions WHERE superseded_at IS NULL
