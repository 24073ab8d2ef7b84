-- One row per step of a run: what came in, and what became of it.
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
FROM runs, UNNEST(runs.steps) AS s
