"""A server that listens on every loopback address, so that each case can be a site of its own."""

import pytest


@pytest.fixture(scope="module")
def everywhere(site_class):
    made = site_class("0.0.0.0")
    yield made
    made.close()
