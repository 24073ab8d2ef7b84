-- One row per feed: how it is polled, what it brought, and what went wrong.
SELECT
    f.feed_id,
    f.url,
    f.title,
    f.last_polled_at,
    f.last_success_at,
    f.last_new_item_at,
    f.next_due_at,
    f.interval_s,
    f.failures AS failures_since_success,
    f.last_error,
    f.muted_at,
    COALESCE(s.entries, 0) AS entries_seen,
    COALESCE(a.articles, 0) AS articles,
    COALESCE(a.articles_coded, 0) AS articles_coded,
    COALESCE(m.mentions, 0) AS mentions,
    CASE
        WHEN f.muted_at IS NOT NULL THEN 'muted'
        WHEN f.last_success_at IS NULL AND f.last_polled_at IS NULL THEN 'new'
        WHEN f.last_success_at IS NULL THEN 'never answered'
        WHEN f.failures >= 1 THEN 'failing'
        ELSE 'ok'
    END AS health
FROM feeds AS f
LEFT JOIN (
    SELECT feed_id, COUNT(*) AS entries FROM sightings GROUP BY feed_id
) AS s ON s.feed_id = f.feed_id
LEFT JOIN (
    SELECT feed_id, COUNT(*) AS articles, CAST(SUM(CASE WHEN is_coded THEN 1 ELSE 0 END) AS INT64) AS articles_coded
    FROM article_revisions WHERE superseded_at IS NULL GROUP BY feed_id
) AS a ON a.feed_id = f.feed_id
LEFT JOIN (
    SELECT r.feed_id, COUNT(*) AS mentions
    FROM mentions AS m JOIN article_revisions AS r ON r.revision_id = m.revision_id
    WHERE m.superseded_at IS NULL GROUP BY r.feed_id
) AS m ON m.feed_id = f.feed_id
