-- Events by week (its Monday), country and type, beside the week before and the mean of the 4 and of the 52 weeks before;
-- weeks without events count as 0 in the means, and have no row of their own.
SELECT
    w.week,
    w.country,
    w.event_type,
    w.events,
    w.killed,
    CAST(COALESCE(SUM(CASE WHEN @days(p.week, w.week) = 7 THEN p.events END), 0) AS INT64) AS events_week_before,
    COALESCE(SUM(CASE WHEN @days(p.week, w.week) <= 28 THEN p.events END), 0) / 4.0 AS mean_of_4_weeks,
    COALESCE(SUM(p.events), 0) / 52.0 AS mean_of_52_weeks
FROM (
    SELECT @week(event_date) AS week, country, event_type, CAST(SUM(events) AS INT64) AS events,
        CAST(SUM(killed) AS INT64) AS killed
    FROM daily_counts GROUP BY 1, 2, 3
) AS w
LEFT JOIN (
    SELECT @week(event_date) AS week, country, event_type, CAST(SUM(events) AS INT64) AS events
    FROM daily_counts GROUP BY 1, 2, 3
) AS p ON p.event_type = w.event_type
    AND COALESCE(p.country, '') = COALESCE(w.country, '')
    AND p.week < w.week
    AND @days(p.week, w.week) <= 364
GROUP BY w.week, w.country, w.event_type, w.events, w.killed
