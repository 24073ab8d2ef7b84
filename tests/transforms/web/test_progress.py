"""How far the asking is."""

from dateline.transforms.web.progress import Watch


def test_the_longest_queue_counts_at_its_own_pace():
    now = 0.0
    watch = Watch(lambda: now)
    number = watch.begin("FetchPages", {"a": 10, "b": 4, "c": 2})
    assert watch.look()[0].left_s is None
    now = 4.0
    watch.done(number, "a")
    watch.done(number, "a")
    watch.done(number, "b")
    (progress,) = watch.look()
    assert (progress.done, progress.total) == (3, 16)
    assert progress.left_s == 16.0  # a: 8 left at 2 s each; b: 3 at 4 s; c: 2 at the mean of both
    watch.end(number)
    assert watch.look() == []
