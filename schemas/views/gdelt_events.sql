-- The 61 columns of GDELT 2.0 events, in order: acts that occurred or are ongoing, with a date. Codes are CAMEO root
-- codes, for PLOVER has no finer ones (190: root 19, not specified further). Null: what is not coded here (groups,
-- ethnicity, religion, tone, places of actors, administrative codes). GLOBALEVENTID is made of the id's first 15 digits.
SELECT
    @number(e.event_id) AS GLOBALEVENTID,
    @day_number(e.event_date) AS SQLDATE,
    EXTRACT(YEAR FROM e.event_date) * 100 + EXTRACT(MONTH FROM e.event_date) AS MonthYear,
    EXTRACT(YEAR FROM e.event_date) AS Year,
    EXTRACT(YEAR FROM e.event_date)
        + (EXTRACT(MONTH FROM e.event_date) * 30 + EXTRACT(DAY FROM e.event_date)) / 365.0 AS FractionDate,
    NULLIF(CONCAT(
        COALESCE(@first(e.actors).country, ''), COALESCE(NULLIF(@first(e.actors).sector, 'UNK'), '')), '') AS Actor1Code,
    @first(e.actors).name AS Actor1Name,
    @first(e.actors).country AS Actor1CountryCode,
    CAST(NULL AS STRING) AS Actor1KnownGroupCode,
    CAST(NULL AS STRING) AS Actor1EthnicCode,
    CAST(NULL AS STRING) AS Actor1Religion1Code,
    CAST(NULL AS STRING) AS Actor1Religion2Code,
    NULLIF(@first(e.actors).sector, 'UNK') AS Actor1Type1Code,
    CAST(NULL AS STRING) AS Actor1Type2Code,
    CAST(NULL AS STRING) AS Actor1Type3Code,
    NULLIF(CONCAT(
        COALESCE(@first(e.recipients).country, ''),
        COALESCE(NULLIF(@first(e.recipients).sector, 'UNK'), '')), '') AS Actor2Code,
    @first(e.recipients).name AS Actor2Name,
    @first(e.recipients).country AS Actor2CountryCode,
    CAST(NULL AS STRING) AS Actor2KnownGroupCode,
    CAST(NULL AS STRING) AS Actor2EthnicCode,
    CAST(NULL AS STRING) AS Actor2Religion1Code,
    CAST(NULL AS STRING) AS Actor2Religion2Code,
    NULLIF(@first(e.recipients).sector, 'UNK') AS Actor2Type1Code,
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
    @float(NULL) AS AvgTone,
    CAST(NULL AS INT64) AS Actor1Geo_Type,
    CAST(NULL AS STRING) AS Actor1Geo_FullName,
    CAST(NULL AS STRING) AS Actor1Geo_CountryCode,
    CAST(NULL AS STRING) AS Actor1Geo_ADM1Code,
    CAST(NULL AS STRING) AS Actor1Geo_ADM2Code,
    @float(NULL) AS Actor1Geo_Lat,
    @float(NULL) AS Actor1Geo_Long,
    CAST(NULL AS STRING) AS Actor1Geo_FeatureID,
    CAST(NULL AS INT64) AS Actor2Geo_Type,
    CAST(NULL AS STRING) AS Actor2Geo_FullName,
    CAST(NULL AS STRING) AS Actor2Geo_CountryCode,
    CAST(NULL AS STRING) AS Actor2Geo_ADM1Code,
    CAST(NULL AS STRING) AS Actor2Geo_ADM2Code,
    @float(NULL) AS Actor2Geo_Lat,
    @float(NULL) AS Actor2Geo_Long,
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
    @second_number(e.added_at) AS DATEADDED,
    NULLIF(e.url, '') AS SOURCEURL
FROM all_events AS e
JOIN event_types AS t ON t.event_type = e.event_type
LEFT JOIN countries AS c ON c.country = e.country
WHERE e.event_date IS NOT NULL AND e.status IN ('occurred', 'ongoing')
