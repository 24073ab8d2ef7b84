-- The 16 columns of GDELT 2.0 mentions, in order: one row per present mention of an event in gdelt_events. Null: what is
-- not coded here (sentence numbers, offsets of actors, confidence in GDELT's sense, tone, translation).
SELECT
    @number(COALESCE(l.event_id, m.mention_id)) AS GLOBALEVENTID,
    @second_number(m.published) AS EventTimeDate,
    @second_number(m.added_at) AS MentionTimeDate,
    1 AS MentionType,
    r.site AS MentionSourceName,
    r.url AS MentionIdentifier,
    CAST(NULL AS INT64) AS SentenceID,
    CAST(NULL AS INT64) AS Actor1CharOffset,
    CAST(NULL AS INT64) AS Actor2CharOffset,
    CASE WHEN @first(m.evidence).field = 'text' THEN @first(m.evidence).start END AS ActionCharOffset,
    CAST(NULL AS INT64) AS InRawText,
    CAST(NULL AS INT64) AS Confidence,
    r.length AS MentionDocLen,
    @float(NULL) AS MentionDocTone,
    CAST(NULL AS STRING) AS MentionDocTranslationInfo,
    CAST(NULL AS STRING) AS Extras
FROM mentions AS m
JOIN (SELECT revision_id, site, url, LENGTH(text) AS length FROM article_revisions) AS r ON r.revision_id = m.revision_id
LEFT JOIN event_mentions AS l ON l.mention_id = m.mention_id
WHERE m.superseded_at IS NULL AND m.event_date IS NOT NULL AND m.status IN ('occurred', 'ongoing')
