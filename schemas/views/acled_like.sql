-- Events in the 31 columns of ACLED, in order; coded by a machine from news, not by ACLED and not to its codebook: types
-- PLOVER has and ACLED has not are left out, and so are acts that did not occur. Null: what is not coded here (regions,
-- admin2 and 3, source scale, tags), and precision where ACLED has no such grade.
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
    @first(x.actors).name AS actor1,
    @other_names(x.actors) AS assoc_actor_1,
    x.inter1,
    @first(x.recipients).name AS actor2,
    @other_names(x.recipients) AS assoc_actor_2,
    x.inter2,
    CASE
        WHEN x.inter1 IS NOT NULL AND x.inter2 IS NOT NULL THEN CONCAT(x.inter1, '-', x.inter2)
        WHEN x.inter1 IS NOT NULL AND @first(x.recipients).name IS NULL THEN CONCAT(x.inter1, ' only')
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
    @unix_seconds(x.added_at) AS timestamp
FROM (
    SELECT
        e.*,
        CASE
            WHEN e.event_type = 'PROTEST' AND @has(e.modes, 'riot') THEN 'Riots'
            WHEN e.event_type <> 'ASSAULT' THEN t.acled_event_type
            WHEN @has(e.modes, 'aerial') OR @has(e.modes, 'drone') OR @has(e.modes, 'heavy-weapons')
                OR @has(e.modes, 'explosives') OR @has(e.modes, 'suicide-attack') THEN 'Explosions/Remote violence'
            WHEN @first(e.recipients).sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
                THEN 'Violence against civilians'
            ELSE t.acled_event_type
        END AS acled_type,
        CASE
            WHEN e.event_type = 'PROTEST' AND @has(e.modes, 'riot') THEN 'Violent demonstration'
            WHEN e.event_type <> 'ASSAULT' THEN t.acled_sub_event_type
            WHEN @has(e.modes, 'suicide-attack') THEN 'Suicide bomb'
            WHEN @has(e.modes, 'aerial') OR @has(e.modes, 'drone') THEN 'Air/drone strike'
            WHEN @has(e.modes, 'heavy-weapons') THEN 'Shelling/artillery/missile attack'
            WHEN @has(e.modes, 'explosives') THEN 'Remote explosive/landmine/IED'
            WHEN @first(e.recipients).sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
                THEN CASE WHEN @has(e.modes, 'abduct') THEN 'Abduction/forced disappearance'
                    WHEN @has(e.modes, 'sexual') THEN 'Sexual violence' ELSE 'Attack' END
            ELSE t.acled_sub_event_type
        END AS acled_sub_type,
        CASE
            WHEN @first(e.actors).sector IN ('GOV', 'MIL', 'COP', 'SPY', 'JUD', 'LEG') THEN 'State forces'
            WHEN @first(e.actors).sector = 'REB' THEN 'Rebel group'
            WHEN @first(e.actors).sector IN ('PRM', 'UAF') THEN 'Political militia'
            WHEN e.event_type = 'PROTEST' THEN CASE WHEN @has(e.modes, 'riot') THEN 'Rioters' ELSE 'Protesters' END
            WHEN @first(e.actors).sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
                THEN 'Civilians'
        END AS inter1,
        CASE
            WHEN @first(e.recipients).sector IN ('GOV', 'MIL', 'COP', 'SPY', 'JUD', 'LEG') THEN 'State forces'
            WHEN @first(e.recipients).sector = 'REB' THEN 'Rebel group'
            WHEN @first(e.recipients).sector IN ('PRM', 'UAF') THEN 'Political militia'
            WHEN @first(e.recipients).sector IN ('CVL', 'JRN', 'MED', 'EDU', 'REL', 'REF', 'LAB', 'NGO', 'SOC', 'BUS')
                THEN 'Civilians'
        END AS inter2
    FROM all_events AS e
    JOIN event_types AS t ON t.event_type = e.event_type
    WHERE e.event_date IS NOT NULL AND e.status IN ('occurred', 'ongoing')
) AS x
LEFT JOIN countries AS c ON c.country = x.country
WHERE x.acled_type IS NOT NULL
