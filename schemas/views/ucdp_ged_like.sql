-- Assaults with at least one death, in the 49 columns of UCDP GED, in order; coded by a machine from news, not by UCDP and
-- not to its codebook. Null: what UCDP's conflict, dyad and actor registers hold, what is not coded here, and the type
-- of violence where a side's sector does not tell it. `low` and `high` are null where no report gives a bound.
SELECT
    @number(e.event_id) AS id,
    e.event_id AS relid,
    EXTRACT(YEAR FROM e.event_date) AS year,
    CAST(NULL AS BOOL) AS active_year,
    CAST(NULL AS STRING) AS code_status,
    CASE
        WHEN @first(e.recipients).sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
            AND @first(e.actors).sector IN ('GOV', 'MIL', 'COP', 'SPY', 'REB', 'PRM') THEN 3
        WHEN @first(e.actors).sector IN ('GOV', 'MIL', 'COP', 'SPY')
            AND @first(e.recipients).sector IN ('GOV', 'MIL', 'COP', 'SPY', 'REB') THEN 1
        WHEN @first(e.actors).sector = 'REB'
            AND @first(e.recipients).sector IN ('GOV', 'MIL', 'COP', 'SPY') THEN 1
        WHEN @first(e.actors).sector IN ('REB', 'PRM')
            AND @first(e.recipients).sector IN ('REB', 'PRM') THEN 2
    END AS type_of_violence,
    CAST(NULL AS STRING) AS conflict_dset_id,
    CAST(NULL AS INT64) AS conflict_new_id,
    CAST(NULL AS STRING) AS conflict_name,
    CAST(NULL AS STRING) AS dyad_dset_id,
    CAST(NULL AS INT64) AS dyad_new_id,
    CAST(NULL AS STRING) AS dyad_name,
    CAST(NULL AS STRING) AS side_a_dset_id,
    CAST(NULL AS INT64) AS side_a_new_id,
    @first(e.actors).name AS side_a,
    CAST(NULL AS STRING) AS side_b_dset_id,
    CAST(NULL AS INT64) AS side_b_new_id,
    @first(e.recipients).name AS side_b,
    e.independent_source_count AS number_of_sources,
    COALESCE(NULLIF(e.url, ''), r.title) AS source_article,
    NULLIF(r.site, '') AS source_office,
    @day(r.published) AS source_date,
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
    @floor((e.latitude + 90) * 2) * 720 + @floor((e.longitude + 180) * 2) + 1 AS priogrid_gid,
    c.name AS country,
    CAST(NULL AS INT64) AS country_id,
    CAST(NULL AS STRING) AS region,
    CAST(NULL AS INT64) AS event_clarity,
    CASE
        WHEN e.date_precision = 'day' AND @days(e.event_date, COALESCE(e.event_date_end, e.event_date)) = 0 THEN 1
        WHEN e.date_precision = 'day' AND @days(e.event_date, e.event_date_end) < 6 THEN 2
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
    AND e.killed_best >= 1
