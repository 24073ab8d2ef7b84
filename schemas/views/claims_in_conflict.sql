-- One row per claim of an event whose reports contradict each other: who says so, and how many were killed by it.
SELECT
    e.event_id,
    e.event_date,
    e.event_type,
    e.country,
    e.location_name,
    e.killed_min,
    e.killed_best,
    e.killed_max,
    c.who,
    c.status,
    c.killed_min AS claimed_killed_min,
    c.killed_max AS claimed_killed_max,
    c.mention_id,
    c.url
FROM events AS e, UNNEST(e.claims) AS c
WHERE e.is_disputed
