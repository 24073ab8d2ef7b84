-- The 20 columns of ICEWS, in order, one row per pair of first actor and first recipient; CAMEO codes are root codes, and
-- the text is the type's name. Null: what is not coded here (sentence numbers, city, district and province apart).
SELECT
    e.event_id,
    e.event_date,
    @first(e.actors).name AS source_name,
    NULLIF(@first(e.actors).sector, 'UNK') AS source_sectors,
    a.name AS source_country,
    e.event_type AS event_text,
    CONCAT(t.cameo_root, '0') AS cameo_code,
    t.intensity,
    @first(e.recipients).name AS target_name,
    NULLIF(@first(e.recipients).sector, 'UNK') AS target_sectors,
    b.name AS target_country,
    e.article_id AS story_id,
    CAST(NULL AS INT64) AS sentence_number,
    NULLIF(e.site, '') AS publisher,
    CASE WHEN e.geo_precision IN ('point', 'city') THEN e.location_name END AS city,
    CASE WHEN e.geo_precision = 'district' THEN e.location_name END AS district,
    e.admin1 AS province,
    c.name AS country,
    e.latitude,
    e.longitude
FROM all_events AS e
JOIN event_types AS t ON t.event_type = e.event_type
LEFT JOIN countries AS a ON a.country = @first(e.actors).country
LEFT JOIN countries AS b ON b.country = @first(e.recipients).country
LEFT JOIN countries AS c ON c.country = e.country
WHERE e.event_date IS NOT NULL AND e.status IN ('occurred', 'ongoing')
