"""What is wrong with a page."""

from ..failures import Unprocessable


class BadPage(Unprocessable):
    """A page that holds no article we can read.

    `reason` is one of: too_large, too_complex (refused before parsing); not_html (by its type or its first bytes);
    empty_body (no bytes); no_content, too_short (no text, or less than a sentence); login_wall (a page that asks to
    log in, to consent or to prove to be human); not_found (a page that says so, whatever the status); home_page (no
    article but a front page).
    """
