select article_id, revision_id, url, site, title, published, language, is_coded, external_id, added_at
from {{ source('dateline', 'article_revisions') }}
where superseded_at is null
