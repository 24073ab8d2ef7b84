-- Events that occurred or are ongoing, by day, country and type; events without date or known to the month only are left
-- out, those without country have null.
SELECT
    event_date,
    country,
    event_type,
    COUNT(*) AS events,
    CAST(SUM(mention_count) AS INT64) AS mentions,
    CAST(SUM(killed_best) AS INT64) AS killed
FROM all_events
WHERE event_date IS NOT NULL AND date_precision = 'day' AND status IN ('occurred', 'ongoing')
GROUP BY event_date, country, event_type
