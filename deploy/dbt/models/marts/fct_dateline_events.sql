select
    e.event_id,
    e.event_date,
    e.event_type,
    t.quad_class,
    t.intensity,
    e.country,
    e.location_name,
    e.latitude,
    e.longitude,
    e.killed_min,
    e.killed_best,
    e.killed_max,
    e.article_count,
    e.independent_source_count,
    e.is_disputed,
    e.headline,
    e.url
from {{ source('dateline', 'all_events') }} as e
join {{ source('dateline', 'event_types') }} as t on t.event_type = e.event_type
where e.status in ('occurred', 'ongoing')
