select
    mention_id,
    article_id,
    event_type,
    status,
    event_date,
    date_precision,
    location_name,
    country,
    latitude,
    longitude,
    killed_min,
    killed_max,
    is_lead,
    published,
    added_at
from {{ source('dateline', 'mentions') }}
where superseded_at is null
