-- articles
SELECT * FROM article_revisions WHERE superseded_at IS NULL;

-- current_mentions
SELECT * FROM mentions WHERE superseded_at IS NULL;

-- run_steps
SELECT
    runs.run_id,
    runs.command,
    runs.started_at,
    s.step,
    s.came_in,
    s.written,
    s.known,
    s.failed,
    s.came_in = s.written + s.known + s.failed AS is_balanced
FROM runs, UNNEST(runs.steps) AS s;

-- all_events
SELECT
    e.event_id,
    TRUE AS is_linked,
    e.event_type,
    e.modes,
    e.status,
    e.actors,
    e.recipients,
    e.event_date,
    e.event_date_end,
    e.date_precision,
    e.location_name,
    e.country,
    e.admin1,
    e.latitude,
    e.longitude,
    e.geo_precision,
    e.geonames_id,
    e.killed_min,
    e.killed_best,
    e.killed_max,
    e.injured_min,
    e.injured_best,
    e.injured_max,
    e.first_reported_at,
    e.last_reported_at,
    e.mention_count,
    e.article_count,
    e.independent_source_count,
    e.attributed_to,
    e.is_disputed,
    e.headline,
    e.url,
    e.article_id,
    e.site,
    e.is_lead,
    e.added_at,
    e.run_id
FROM events AS e
UNION ALL
SELECT
    m.mention_id AS event_id,
    FALSE AS is_linked,
    m.event_type,
    m.modes,
    m.status,
    m.actors,
    m.recipients,
    m.event_date,
    m.event_date_end,
    m.date_precision,
    m.location_name,
    m.country,
    m.admin1,
    m.latitude,
    m.longitude,
    m.geo_precision,
    m.geonames_id,
    m.killed_min,
    COALESCE(m.killed_min, m.killed_max) AS killed_best,
    m.killed_max,
    m.injured_min,
    COALESCE(m.injured_min, m.injured_max) AS injured_best,
    m.injured_max,
    m.published AS first_reported_at,
    m.published AS last_reported_at,
    1 AS mention_count,
    1 AS article_count,
    1 AS independent_source_count,
    ARRAY(SELECT x.name FROM UNNEST(m.attributed_to) AS x WITH OFFSET AS o ORDER BY o) AS attributed_to,
    m.status = 'disputed' AS is_disputed,
    m.evidence[SAFE_OFFSET(0)].text AS headline,
    r.url,
    m.article_id,
    r.site,
    m.is_lead,
    m.added_at,
    m.run_id
FROM mentions AS m
LEFT JOIN article_revisions AS r ON r.revision_id = m.revision_id
LEFT JOIN event_mentions AS l ON l.mention_id = m.mention_id
WHERE m.superseded_at IS NULL AND l.mention_id IS NULL;

-- gdelt_events
SELECT
    CAST(CONCAT('0x', SUBSTR(e.event_id, 1, 15)) AS INT64) AS GLOBALEVENTID,
    CAST(FORMAT_DATE('%Y%m%d', e.event_date) AS INT64) AS SQLDATE,
    EXTRACT(YEAR FROM e.event_date) * 100 + EXTRACT(MONTH FROM e.event_date) AS MonthYear,
    EXTRACT(YEAR FROM e.event_date) AS Year,
    EXTRACT(YEAR FROM e.event_date)
        + (EXTRACT(MONTH FROM e.event_date) * 30 + EXTRACT(DAY FROM e.event_date)) / 365.0 AS FractionDate,
    NULLIF(CONCAT(
        COALESCE(e.actors[SAFE_OFFSET(0)].country, ''), COALESCE(NULLIF(e.actors[SAFE_OFFSET(0)].sector, 'UNK'), '')), '') AS Actor1Code,
    e.actors[SAFE_OFFSET(0)].name AS Actor1Name,
    e.actors[SAFE_OFFSET(0)].country AS Actor1CountryCode,
    CAST(NULL AS STRING) AS Actor1KnownGroupCode,
    CAST(NULL AS STRING) AS Actor1EthnicCode,
    CAST(NULL AS STRING) AS Actor1Religion1Code,
    CAST(NULL AS STRING) AS Actor1Religion2Code,
    NULLIF(e.actors[SAFE_OFFSET(0)].sector, 'UNK') AS Actor1Type1Code,
    CAST(NULL AS STRING) AS Actor1Type2Code,
    CAST(NULL AS STRING) AS Actor1Type3Code,
    NULLIF(CONCAT(
        COALESCE(e.recipients[SAFE_OFFSET(0)].country, ''),
        COALESCE(NULLIF(e.recipients[SAFE_OFFSET(0)].sector, 'UNK'), '')), '') AS Actor2Code,
    e.recipients[SAFE_OFFSET(0)].name AS Actor2Name,
    e.recipients[SAFE_OFFSET(0)].country AS Actor2CountryCode,
    CAST(NULL AS STRING) AS Actor2KnownGroupCode,
    CAST(NULL AS STRING) AS Actor2EthnicCode,
    CAST(NULL AS STRING) AS Actor2Religion1Code,
    CAST(NULL AS STRING) AS Actor2Religion2Code,
    NULLIF(e.recipients[SAFE_OFFSET(0)].sector, 'UNK') AS Actor2Type1Code,
    CAST(NULL AS STRING) AS Actor2Type2Code,
    CAST(NULL AS STRING) AS Actor2Type3Code,
    CASE WHEN e.is_lead THEN 1 ELSE 0 END AS IsRootEvent,
    CONCAT(t.cameo_root, '0') AS EventCode,
    CONCAT(t.cameo_root, '0') AS EventBaseCode,
    t.cameo_root AS EventRootCode,
    t.quad_class AS QuadClass,
    t.intensity AS GoldsteinScale,
    e.mention_count AS NumMentions,
    e.independent_source_count AS NumSources,
    e.article_count AS NumArticles,
    CAST(NULL AS FLOAT64) AS AvgTone,
    CAST(NULL AS INT64) AS Actor1Geo_Type,
    CAST(NULL AS STRING) AS Actor1Geo_FullName,
    CAST(NULL AS STRING) AS Actor1Geo_CountryCode,
    CAST(NULL AS STRING) AS Actor1Geo_ADM1Code,
    CAST(NULL AS STRING) AS Actor1Geo_ADM2Code,
    CAST(NULL AS FLOAT64) AS Actor1Geo_Lat,
    CAST(NULL AS FLOAT64) AS Actor1Geo_Long,
    CAST(NULL AS STRING) AS Actor1Geo_FeatureID,
    CAST(NULL AS INT64) AS Actor2Geo_Type,
    CAST(NULL AS STRING) AS Actor2Geo_FullName,
    CAST(NULL AS STRING) AS Actor2Geo_CountryCode,
    CAST(NULL AS STRING) AS Actor2Geo_ADM1Code,
    CAST(NULL AS STRING) AS Actor2Geo_ADM2Code,
    CAST(NULL AS FLOAT64) AS Actor2Geo_Lat,
    CAST(NULL AS FLOAT64) AS Actor2Geo_Long,
    CAST(NULL AS STRING) AS Actor2Geo_FeatureID,
    CASE
        WHEN e.geo_precision = 'country' THEN 1
        WHEN e.geo_precision IN ('province', 'district') THEN CASE WHEN e.country = 'USA' THEN 2 ELSE 5 END
        WHEN e.geo_precision IN ('city', 'point') THEN CASE WHEN e.country = 'USA' THEN 3 ELSE 4 END
    END AS ActionGeo_Type,
    CASE
        WHEN e.location_name IS NULL THEN NULL
        WHEN e.geo_precision = 'country' OR c.name IS NULL THEN e.location_name
        WHEN e.admin1 IS NULL OR e.admin1 = e.location_name THEN CONCAT(e.location_name, ', ', c.name)
        ELSE CONCAT(e.location_name, ', ', e.admin1, ', ', c.name)
    END AS ActionGeo_FullName,
    c.fips AS ActionGeo_CountryCode,
    CAST(NULL AS STRING) AS ActionGeo_ADM1Code,
    CAST(NULL AS STRING) AS ActionGeo_ADM2Code,
    e.latitude AS ActionGeo_Lat,
    e.longitude AS ActionGeo_Long,
    CAST(NULL AS STRING) AS ActionGeo_FeatureID,
    CAST(FORMAT_TIMESTAMP('%Y%m%d%H%M%S', e.added_at, 'UTC') AS INT64) AS DATEADDED,
    NULLIF(e.url, '') AS SOURCEURL
FROM all_events AS e
JOIN event_types AS t ON t.event_type = e.event_type
LEFT JOIN countries AS c ON c.country = e.country
WHERE e.event_date IS NOT NULL AND e.status IN ('occurred', 'ongoing');

-- gdelt_mentions
SELECT
    CAST(CONCAT('0x', SUBSTR(COALESCE(l.event_id, m.mention_id), 1, 15)) AS INT64) AS GLOBALEVENTID,
    CAST(FORMAT_TIMESTAMP('%Y%m%d%H%M%S', m.published, 'UTC') AS INT64) AS EventTimeDate,
    CAST(FORMAT_TIMESTAMP('%Y%m%d%H%M%S', m.added_at, 'UTC') AS INT64) AS MentionTimeDate,
    1 AS MentionType,
    r.site AS MentionSourceName,
    r.url AS MentionIdentifier,
    CAST(NULL AS INT64) AS SentenceID,
    CAST(NULL AS INT64) AS Actor1CharOffset,
    CAST(NULL AS INT64) AS Actor2CharOffset,
    CASE WHEN m.evidence[SAFE_OFFSET(0)].field = 'text' THEN m.evidence[SAFE_OFFSET(0)].start END AS ActionCharOffset,
    CAST(NULL AS INT64) AS InRawText,
    CAST(NULL AS INT64) AS Confidence,
    r.length AS MentionDocLen,
    CAST(NULL AS FLOAT64) AS MentionDocTone,
    CAST(NULL AS STRING) AS MentionDocTranslationInfo,
    CAST(NULL AS STRING) AS Extras
FROM mentions AS m
JOIN (SELECT revision_id, site, url, LENGTH(text) AS length FROM article_revisions) AS r ON r.revision_id = m.revision_id
LEFT JOIN event_mentions AS l ON l.mention_id = m.mention_id
WHERE m.superseded_at IS NULL AND m.event_date IS NOT NULL AND m.status IN ('occurred', 'ongoing');

-- acled_like
SELECT
    x.event_id AS event_id_cnty,
    x.event_date,
    EXTRACT(YEAR FROM x.event_date) AS year,
    CASE x.date_precision WHEN 'day' THEN 1 WHEN 'week' THEN 2 WHEN 'month' THEN 3 END AS time_precision,
    CASE
        WHEN x.acled_type IN ('Protests', 'Riots') THEN 'Demonstrations'
        WHEN x.acled_type = 'Strategic developments' THEN 'Strategic developments'
        ELSE 'Political violence'
    END AS disorder_type,
    x.acled_type AS event_type,
    x.acled_sub_type AS sub_event_type,
    x.actors[SAFE_OFFSET(0)].name AS actor1,
    (SELECT STRING_AGG(x.name, '; ' ORDER BY o) FROM UNNEST(x.actors) AS x WITH OFFSET AS o WHERE o > 0) AS assoc_actor_1,
    x.inter1,
    x.recipients[SAFE_OFFSET(0)].name AS actor2,
    (SELECT STRING_AGG(x.name, '; ' ORDER BY o) FROM UNNEST(x.recipients) AS x WITH OFFSET AS o WHERE o > 0) AS assoc_actor_2,
    x.inter2,
    CASE
        WHEN x.inter1 IS NOT NULL AND x.inter2 IS NOT NULL THEN CONCAT(x.inter1, '-', x.inter2)
        WHEN x.inter1 IS NOT NULL AND x.recipients[SAFE_OFFSET(0)].name IS NULL THEN CONCAT(x.inter1, ' only')
    END AS interaction,
    CASE
        WHEN x.inter2 = 'Civilians' AND x.acled_type NOT IN ('Protests', 'Strategic developments')
            THEN 'Civilian targeting'
    END AS civilian_targeting,
    c.iso_number AS iso,
    CAST(NULL AS STRING) AS region,
    c.name AS country,
    x.admin1,
    CAST(NULL AS STRING) AS admin2,
    CAST(NULL AS STRING) AS admin3,
    x.location_name AS location,
    x.latitude,
    x.longitude,
    CASE WHEN x.geo_precision IN ('point', 'city') THEN 1 WHEN x.geo_precision = 'district' THEN 2
        WHEN x.geo_precision = 'province' THEN 3 END AS geo_precision,
    NULLIF(x.site, '') AS source,
    CAST(NULL AS STRING) AS source_scale,
    x.headline AS notes,
    x.killed_best AS fatalities,
    CAST(NULL AS STRING) AS tags,
    UNIX_SECONDS(x.added_at) AS timestamp
FROM (
    SELECT
        e.*,
        CASE
            WHEN e.event_type = 'PROTEST' AND ('riot' IN UNNEST(e.modes)) THEN 'Riots'
            WHEN e.event_type <> 'ASSAULT' THEN t.acled_event_type
            WHEN ('aerial' IN UNNEST(e.modes)) OR ('drone' IN UNNEST(e.modes)) OR ('heavy-weapons' IN UNNEST(e.modes))
                OR ('explosives' IN UNNEST(e.modes)) OR ('suicide-attack' IN UNNEST(e.modes)) THEN 'Explosions/Remote violence'
            WHEN e.recipients[SAFE_OFFSET(0)].sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
                THEN 'Violence against civilians'
            ELSE t.acled_event_type
        END AS acled_type,
        CASE
            WHEN e.event_type = 'PROTEST' AND ('riot' IN UNNEST(e.modes)) THEN 'Violent demonstration'
            WHEN e.event_type <> 'ASSAULT' THEN t.acled_sub_event_type
            WHEN ('suicide-attack' IN UNNEST(e.modes)) THEN 'Suicide bomb'
            WHEN ('aerial' IN UNNEST(e.modes)) OR ('drone' IN UNNEST(e.modes)) THEN 'Air/drone strike'
            WHEN ('heavy-weapons' IN UNNEST(e.modes)) THEN 'Shelling/artillery/missile attack'
            WHEN ('explosives' IN UNNEST(e.modes)) THEN 'Remote explosive/landmine/IED'
            WHEN e.recipients[SAFE_OFFSET(0)].sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
                THEN CASE WHEN ('abduct' IN UNNEST(e.modes)) THEN 'Abduction/forced disappearance'
                    WHEN ('sexual' IN UNNEST(e.modes)) THEN 'Sexual violence' ELSE 'Attack' END
            ELSE t.acled_sub_event_type
        END AS acled_sub_type,
        CASE
            WHEN e.actors[SAFE_OFFSET(0)].sector IN ('GOV', 'MIL', 'COP', 'SPY', 'JUD', 'LEG') THEN 'State forces'
            WHEN e.actors[SAFE_OFFSET(0)].sector = 'REB' THEN 'Rebel group'
            WHEN e.actors[SAFE_OFFSET(0)].sector IN ('PRM', 'UAF') THEN 'Political militia'
            WHEN e.event_type = 'PROTEST' THEN CASE WHEN ('riot' IN UNNEST(e.modes)) THEN 'Rioters' ELSE 'Protesters' END
            WHEN e.actors[SAFE_OFFSET(0)].sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
                THEN 'Civilians'
        END AS inter1,
        CASE
            WHEN e.recipients[SAFE_OFFSET(0)].sector IN ('GOV', 'MIL', 'COP', 'SPY', 'JUD', 'LEG') THEN 'State forces'
            WHEN e.recipients[SAFE_OFFSET(0)].sector = 'REB' THEN 'Rebel group'
            WHEN e.recipients[SAFE_OFFSET(0)].sector IN ('PRM', 'UAF') THEN 'Political militia'
            WHEN e.recipients[SAFE_OFFSET(0)].sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
                THEN 'Civilians'
        END AS inter2
    FROM all_events AS e
    JOIN event_types AS t ON t.event_type = e.event_type
    WHERE e.event_date IS NOT NULL AND e.status IN ('occurred', 'ongoing')
) AS x
LEFT JOIN countries AS c ON c.country = x.country
WHERE x.acled_type IS NOT NULL;

-- ucdp_ged_like
SELECT
    CAST(CONCAT('0x', SUBSTR(e.event_id, 1, 15)) AS INT64) AS id,
    e.event_id AS relid,
    EXTRACT(YEAR FROM e.event_date) AS year,
    CAST(NULL AS BOOL) AS active_year,
    CAST(NULL AS STRING) AS code_status,
    CASE
        WHEN e.recipients[SAFE_OFFSET(0)].sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
            AND e.actors[SAFE_OFFSET(0)].sector IN ('GOV', 'MIL', 'COP', 'SPY', 'REB', 'PRM') THEN 3
        WHEN e.actors[SAFE_OFFSET(0)].sector IN ('GOV', 'MIL', 'COP', 'SPY')
            AND e.recipients[SAFE_OFFSET(0)].sector IN ('GOV', 'MIL', 'COP', 'SPY', 'REB') THEN 1
        WHEN e.actors[SAFE_OFFSET(0)].sector = 'REB'
            AND e.recipients[SAFE_OFFSET(0)].sector IN ('GOV', 'MIL', 'COP', 'SPY') THEN 1
        WHEN e.actors[SAFE_OFFSET(0)].sector IN ('REB', 'PRM')
            AND e.recipients[SAFE_OFFSET(0)].sector IN ('REB', 'PRM') THEN 2
    END AS type_of_violence,
    CAST(NULL AS STRING) AS conflict_dset_id,
    CAST(NULL AS INT64) AS conflict_new_id,
    CAST(NULL AS STRING) AS conflict_name,
    CAST(NULL AS STRING) AS dyad_dset_id,
    CAST(NULL AS INT64) AS dyad_new_id,
    CAST(NULL AS STRING) AS dyad_name,
    CAST(NULL AS STRING) AS side_a_dset_id,
    CAST(NULL AS INT64) AS side_a_new_id,
    e.actors[SAFE_OFFSET(0)].name AS side_a,
    CAST(NULL AS STRING) AS side_b_dset_id,
    CAST(NULL AS INT64) AS side_b_new_id,
    e.recipients[SAFE_OFFSET(0)].name AS side_b,
    e.independent_source_count AS number_of_sources,
    COALESCE(NULLIF(e.url, ''), r.title) AS source_article,
    NULLIF(r.site, '') AS source_office,
    DATE(r.published, 'UTC') AS source_date,
    r.title AS source_headline,
    NULLIF(ARRAY_TO_STRING(e.attributed_to, '; '), '') AS source_original,
    CASE e.geo_precision WHEN 'point' THEN 1 WHEN 'city' THEN 1 WHEN 'district' THEN 3 WHEN 'province' THEN 4
        WHEN 'country' THEN 6 END AS where_prec,
    e.location_name AS where_coordinates,
    CAST(NULL AS STRING) AS where_description,
    e.admin1 AS adm_1,
    CAST(NULL AS STRING) AS adm_2,
    e.latitude,
    e.longitude,
    CASE WHEN e.latitude IS NOT NULL
        THEN CONCAT('POINT (', CAST(e.longitude AS STRING), ' ', CAST(e.latitude AS STRING), ')') END AS geom_wkt,
    CAST(FLOOR((e.latitude + 90) * 2) AS INT64) * 720 + CAST(FLOOR((e.longitude + 180) * 2) AS INT64) + 1 AS priogrid_gid,
    c.name AS country,
    CAST(NULL AS INT64) AS country_id,
    CAST(NULL AS STRING) AS region,
    CAST(NULL AS INT64) AS event_clarity,
    CASE
        WHEN e.date_precision = 'day' AND DATE_DIFF(COALESCE(e.event_date_end, e.event_date), e.event_date, DAY) = 0 THEN 1
        WHEN e.date_precision = 'day' AND DATE_DIFF(e.event_date_end, e.event_date, DAY) < 6 THEN 2
        WHEN e.date_precision IN ('day', 'week') THEN 3
        WHEN e.date_precision = 'month' THEN 4
        WHEN e.date_precision = 'year' THEN 5
    END AS date_prec,
    e.event_date AS date_start,
    COALESCE(e.event_date_end, CASE WHEN e.date_precision = 'day' THEN e.event_date END) AS date_end,
    CAST(NULL AS INT64) AS deaths_a,
    CAST(NULL AS INT64) AS deaths_b,
    CAST(NULL AS INT64) AS deaths_civilians,
    CAST(NULL AS INT64) AS deaths_unknown,
    e.killed_best AS best,
    e.killed_max AS high,
    e.killed_min AS low,
    CAST(NULL AS INT64) AS gwnoa,
    CAST(NULL AS INT64) AS gwnob
FROM all_events AS e
LEFT JOIN countries AS c ON c.country = e.country
LEFT JOIN (
    SELECT article_id, site, title, published FROM article_revisions WHERE superseded_at IS NULL
) AS r ON r.article_id = e.article_id
WHERE e.event_type = 'ASSAULT' AND e.status IN ('occurred', 'ongoing') AND e.event_date IS NOT NULL
    AND e.killed_best >= 1;

-- icews_like
SELECT
    e.event_id,
    e.event_date,
    e.actors[SAFE_OFFSET(0)].name AS source_name,
    NULLIF(e.actors[SAFE_OFFSET(0)].sector, 'UNK') AS source_sectors,
    a.name AS source_country,
    e.event_type AS event_text,
    CONCAT(t.cameo_root, '0') AS cameo_code,
    t.intensity,
    e.recipients[SAFE_OFFSET(0)].name AS target_name,
    NULLIF(e.recipients[SAFE_OFFSET(0)].sector, 'UNK') AS target_sectors,
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
LEFT JOIN countries AS a ON a.country = e.actors[SAFE_OFFSET(0)].country
LEFT JOIN countries AS b ON b.country = e.recipients[SAFE_OFFSET(0)].country
LEFT JOIN countries AS c ON c.country = e.country
WHERE e.event_date IS NOT NULL AND e.status IN ('occurred', 'ongoing');

-- daily_counts
SELECT
    event_date,
    country,
    event_type,
    COUNT(*) AS events,
    CAST(SUM(mention_count) AS INT64) AS mentions,
    CAST(SUM(killed_best) AS INT64) AS killed
FROM all_events
WHERE event_date IS NOT NULL AND date_precision = 'day' AND status IN ('occurred', 'ongoing')
GROUP BY event_date, country, event_type;

-- weekly_change
SELECT
    w.week,
    w.country,
    w.event_type,
    w.events,
    w.killed,
    CAST(COALESCE(SUM(CASE WHEN DATE_DIFF(w.week, p.week, DAY) = 7 THEN p.events END), 0) AS INT64) AS events_week_before,
    COALESCE(SUM(CASE WHEN DATE_DIFF(w.week, p.week, DAY) <= 28 THEN p.events END), 0) / 4.0 AS mean_of_4_weeks,
    COALESCE(SUM(p.events), 0) / 52.0 AS mean_of_52_weeks
FROM (
    SELECT DATE_TRUNC(event_date, ISOWEEK) AS week, country, event_type, CAST(SUM(events) AS INT64) AS events,
        CAST(SUM(killed) AS INT64) AS killed
    FROM daily_counts GROUP BY 1, 2, 3
) AS w
LEFT JOIN (
    SELECT DATE_TRUNC(event_date, ISOWEEK) AS week, country, event_type, CAST(SUM(events) AS INT64) AS events
    FROM daily_counts GROUP BY 1, 2, 3
) AS p ON p.event_type = w.event_type
    AND COALESCE(p.country, '') = COALESCE(w.country, '')
    AND p.week < w.week
    AND DATE_DIFF(w.week, p.week, DAY) <= 364
GROUP BY w.week, w.country, w.event_type, w.events, w.killed;

-- source_health
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
) AS m ON m.feed_id = f.feed_id;

-- claims_in_conflict
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
WHERE e.is_disputed;
