"""What is wrong with a feed."""

from ..failures import Unprocessable


class BadFeed(Unprocessable):
    """An answer that holds no feed we can read.

    `reason` is one of: empty_body; not_a_feed (HTML, a PDF, other JSON); malformed (a feed beyond repair);
    too_complex (more markup than any real feed has).
    """
