"""The client: whom it asks, how often, and what it sends."""

import asyncio
import base64
import itertools
import socket

import pytest

from dateline.transforms.failures import Unprocessable
from dateline.transforms.web.client import CheckedResolver, Limits, open_client
from dateline.transforms.web.errors import FetchFailed, Refused
from dateline.transforms.web.politeness import Politeness
from dateline.transforms.web.robots import Robots
from dateline.transforms.web.settings import ClientSettings, user_agent

LIMITS = Limits(3, 2**20)
PUBLIC = "93.184.215.14"


def names(answers):
    """Return a resolver that answers from lists, one after another, and the last for ever."""
    left = {name: itertools.chain(lists[:-1], itertools.repeat(lists[-1])) for name, lists in answers.items()}

    class Resolver(CheckedResolver):
        async def look_up(self, host, port, family):
            if host not in left:
                raise OSError("no such name")
            return [
                {"hostname": host, "host": a, "port": port, "family": socket.AF_INET, "proto": 6, "flags": 0}
                for a in next(left[host])
            ]

    return Resolver


def run(work, *, resolver=CheckedResolver, pace=None, **settings):
    async def inner():
        asked = ClientSettings(**{"host_delay": 0.0, **settings})
        async with open_client(asked, "dateline/test", pace=pace or Politeness(), resolver=resolver) as client:
            return await work(client)

    return asyncio.run(inner())


def permit(*sites):
    return tuple(f"{site.host}:{site.port}" for site in sites)


def reason(work, **settings):
    with pytest.raises(Unprocessable) as caught:
        run(work, **settings)
    return caught.value.reason


# Where it goes.


def test_a_public_name_that_resolves_to_loopback_is_refused(site):
    site.routes["/"] = "secret"
    resolver = names({"evil.example": [["127.0.0.1"]]})
    assert reason(lambda client: client.get(f"http://evil.example:{site.port}/", limits=LIMITS), resolver=resolver) in {
        "port",
        "private_address",
    }
    assert not site.requests


def test_rebinding_between_two_requests_is_seen(open_site):
    """The name is at a permitted address when it is first looked up, and inside the second time."""
    inside, outside = open_site("127.0.0.1"), open_site("127.0.0.2")
    outside.routes["/"] = "fine"
    resolver = names({"flip.example": [["127.0.0.2"], ["127.0.0.1"]]})

    async def twice(client):
        first = await client.get(f"http://flip.example:{outside.port}/", limits=LIMITS)
        client.session.connector._conns.clear()
        with pytest.raises(Refused) as caught:
            await client.get(f"http://flip.example:{outside.port}/again", limits=LIMITS)
        return first.body, caught.value.reason

    allow = (f"127.0.0.2:{outside.port}",)
    assert run(twice, resolver=resolver, allow=allow) == (b"fine", "private_address")
    assert not inside.requests


def test_a_name_with_one_private_address_is_refused(site):
    resolver = names({"mixed.example": [[PUBLIC, "10.0.0.1"]]})
    assert reason(lambda client: client.get("http://mixed.example/", limits=LIMITS), resolver=resolver) == (
        "private_address"
    )


def test_an_unknown_name(site):
    assert reason(lambda c: c.get("http://nowhere.example/", limits=LIMITS), resolver=names({})) == "dns"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/", "http://localhost:{port}/secret", "http://0x7f.2:{port}/"]
)
def test_a_redirect_inside_is_not_followed(target, open_site, reply):
    outside, inside = open_site("127.0.0.1"), open_site("127.0.0.2")
    outside.routes["/"] = reply(status=302, headers={"Location": target.format(port=inside.port)})
    assert reason(lambda client: client.get(outside.url(), limits=LIMITS), allow=permit(outside)) == "private_address"
    assert not inside.requests


def test_a_robots_txt_that_leads_inside_is_not_followed_and_the_page_not_asked(open_site, reply):
    outside, inside = open_site("127.0.0.1"), open_site("127.0.0.2")
    outside.routes["/robots.txt"] = reply(status=302, headers={"Location": inside.url("/robots.txt")})
    outside.routes["/page"] = "hello"

    async def page(client):
        return await client.get(outside.url("/page"), limits=LIMITS, permission=Robots(client).permit)

    assert reason(page, allow=permit(outside)) in {"private_address", "robots_unreachable"}
    assert not inside.requests
    assert [request.path for request in outside.requests] == ["/robots.txt"]


def test_a_proxy_of_the_environment_is_not_used(site, open_site, monkeypatch):
    proxy = open_site("127.0.0.3")
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url())
    site.routes["/"] = "hello"
    assert run(lambda client: client.get(site.url(), limits=LIMITS), allow=permit(site)).body == b"hello"
    assert not proxy.requests


# What it sends.


def test_says_who_it_is_and_nothing_more(site):
    site.routes["/"] = "hello"
    run(lambda client: client.get(site.url("/?a=1"), limits=LIMITS, headers={"Accept": "x/y"}), allow=permit(site))
    headers = dict(site.requests[0].headers)
    assert headers.pop("host") == f"127.0.0.1:{site.port}"
    assert headers == {"user-agent": "dateline/test", "accept": "x/y", "accept-encoding": "gzip, br"}
    assert site.requests[0].path == "/?a=1"


def test_no_cookie_is_kept(site, reply):
    site.routes["/"] = reply("x", headers={"Set-Cookie": "a=b"})

    async def twice(client):
        for _ in range(2):
            await client.get(site.url(), limits=LIMITS)

    run(twice, allow=permit(site))
    assert all("cookie" not in request.headers for request in site.requests)


def test_credentials_of_the_operators_feed_go_to_its_own_server_only(open_site, reply):
    one, other = open_site("127.0.0.1"), open_site("127.0.0.2")
    one.routes["/"] = reply(status=302, headers={"Location": "/here"})
    one.routes["/here"] = reply(status=302, headers={"Location": other.url("/there")})
    other.routes["/there"] = "x"
    url = one.url().replace("http://", "http://me:pw@")
    answer = run(lambda client: client.get(url, limits=LIMITS, userinfo=True), allow=permit(one, other))
    expected = "Basic " + base64.b64encode(b"me:pw").decode()
    assert [request.headers.get("authorization") for request in one.requests] == [expected, expected]
    assert "authorization" not in other.requests[0].headers
    assert "pw" not in answer.url + answer.permanent_url


@pytest.mark.parametrize("contact", ["", "desk@example.org", "a\r\nX-Evil: 1", "(x)", "é" * 500])
def test_user_agent_is_one_clean_line(contact):
    agent = user_agent("1.0", contact)
    assert agent.isascii()
    assert agent.isprintable()
    assert agent.startswith("dateline/1.0 (+https://")
    assert agent.endswith(")")


# Redirects.


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), 1), ((308, 301), 2), ((302,), 0), ((301, 302), 1), ((302, 301), 0), ((307,), 0), ((301, 303, 301), 1)],
)
def test_only_an_unbroken_chain_of_permanent_redirects_moves_a_feed(statuses, moved, site, reply):
    for number, status in enumerate(statuses):
        site.routes[f"/{number}"] = reply(status=status, headers={"Location": f"/{number + 1}"})
    site.routes[f"/{len(statuses)}"] = "there"
    answer = run(lambda client: client.get(site.url("/0"), limits=LIMITS), allow=permit(site))
    assert answer.url == site.url(f"/{len(statuses)}")
    assert answer.permanent_url == site.url(f"/{moved}")


@pytest.mark.parametrize(("hops", "passes"), [(5, True), (6, False)])
def test_follows_five_redirects(hops, passes, site, reply):
    for number in range(hops):
        site.routes[f"/{number}"] = reply(status=302, headers={"Location": f"/{number + 1}"})
    site.routes[f"/{hops}"] = "there"
    if passes:
        assert run(lambda client: client.get(site.url("/0"), limits=LIMITS), allow=permit(site)).body == b"there"
    else:
        assert reason(lambda client: client.get(site.url("/0"), limits=LIMITS), allow=permit(site)) == "redirects"
    assert len(site.requests) == 6


# How often it asks.


def test_one_request_at_a_time_and_a_pause_between(site, reply):
    site.routes["/"] = reply("x")

    async def many(client):
        await asyncio.gather(*(client.get(site.url(f"/?{n}"), limits=LIMITS) for n in range(8)))

    run(many, allow=permit(site), host_delay=0.1)
    starts = [request.at for request in site.requests]
    assert site.most_open == 1
    assert min(later - before for before, later in itertools.pairwise(starts)) >= 0.1


def test_redirects_and_their_robots_wait_their_turn_too(site, reply):
    site.routes["/a"] = reply(status=301, headers={"Location": "/b"})
    site.routes["/b"] = "x"

    async def page(client):
        return await client.get(site.url("/a"), limits=LIMITS, permission=Robots(client).permit)

    run(page, allow=permit(site), host_delay=0.1)
    starts = [request.at for request in site.requests]
    assert [request.path for request in site.requests] == ["/robots.txt", "/a", "/b"]
    assert min(later - before for before, later in itertools.pairwise(starts)) >= 0.1


def test_hosts_of_one_domain_share_their_turn_and_others_do_not(site):
    site.routes["/"] = "x"
    resolver = names({f"{name}.example.org": [["127.0.0.1"]] for name in "abcd"} | {"example.net": [["127.0.0.1"]]})

    async def many(client):
        hosts = ["a.example.org", "b.example.org", "c.example.org", "d.example.org", "example.net"]
        await asyncio.gather(*(client.get(f"http://{host}:{site.port}/", limits=LIMITS) for host in hosts))

    run(many, resolver=resolver, allow=(f"127.0.0.1:{site.port}",), host_delay=0.2)
    org = [request.at for request in site.requests if "example.org" in request.host]
    (net,) = [request.at for request in site.requests if "example.net" in request.host]
    assert min(later - before for before, later in itertools.pairwise(org)) >= 0.2
    assert net - org[0] < 0.2


def test_a_crawl_delay_is_kept_and_bounded(site):
    site.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 0.3\n"
    site.routes["/"] = "x"

    async def two(client):
        robots = Robots(client)
        for n in range(2):
            await client.get(site.url(f"/?{n}"), limits=LIMITS, permission=robots.permit)

    for most, least, longest in ((30.0, 0.3, 2.0), (0.1, 0.1, 0.29)):
        site.requests.clear()
        run(two, allow=permit(site), max_crawl_delay=most)
        (robots, first, second) = [request.at for request in site.requests]
        assert least <= first - robots < longest
        assert least <= second - first < longest


def test_a_429_holds_the_whole_domain(site, reply):
    site.routes["/a"] = reply(status=429, headers={"Retry-After": "60"})
    site.routes["/b"] = "x"

    async def two(client):
        first = await client.get(site.url("/a"), limits=LIMITS)
        with pytest.raises(FetchFailed) as caught:
            await client.get(site.url("/b"), limits=LIMITS)
        return first.status, caught.value.reason

    assert run(two, allow=permit(site)) == (429, "held")
    assert len(site.requests) == 1


def test_a_site_that_does_not_answer_is_left_alone_after_ten_tries(site, scripts, reply):
    site.routes["/"] = reply(script=scripts["drip"](b"", b"", 0.05))

    async def many(client):
        reasons = []
        for _ in range(12):
            try:
                await client.get(site.url(), limits=Limits(0.1, 99))
            except FetchFailed as error:
                reasons.append(error.reason)
        return reasons

    assert run(many, allow=permit(site)) == ["timeout"] * 10 + ["site_down"] * 2
    assert len(site.requests) == 10


def test_a_site_that_sometimes_answers_is_not_left_alone(site, scripts, reply):
    site.routes["/"] = reply(script=scripts["drip"](b"", b"", 0.05))
    site.routes["/good"] = "x"

    async def many(client):
        for _ in range(3):
            for _ in range(6):
                with pytest.raises(FetchFailed):
                    await client.get(site.url(), limits=Limits(0.1, 99))
            assert (await client.get(site.url("/good"), limits=LIMITS)).body == b"x"

    run(many, allow=permit(site))


def test_one_dead_site_does_not_hold_up_the_others(open_site, scripts, reply):
    dead, alive = open_site("127.0.0.2"), open_site("127.0.0.3")
    dead.routes["/"] = reply(script=scripts["drip"](b"", b"", 0.2))
    alive.routes["/"] = "x"

    async def both(client):
        slow = asyncio.create_task(client.get(dead.url(), limits=Limits(60.0, 99)))
        for _ in range(20):
            await client.get(alive.url(), limits=LIMITS)
        fast = not slow.done()
        slow.cancel()
        return fast

    assert run(both, allow=permit(dead, alive))
