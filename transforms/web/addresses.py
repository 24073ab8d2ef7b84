"""Which IP addresses belong to the public internet.

`ipaddress.is_global` of Python 3.11 is wrong for NAT64, 6to4, site-local, multicast and newer documentation ranges, and
it looks at none of the addresses that carry another inside. So the list is our own (IANA's special-purpose registries),
and an address that carries another is judged by both.
"""

import functools
import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local: cloud metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",  # unspecified, loopback, IPv4-compatible
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "100:0:0:1::/64",
        "2001::/23",  # IETF protocols, Teredo and ORCHID among them
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
"""Not reachable, or not meant to be, from the public internet: never asked without leave."""
ISATAP = 0x00005EFE
"""What stands before the IPv4 address in such an interface identifier; with the bit 0x02000000 for public ones."""


@functools.lru_cache(maxsize=4096)
def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public internet.

    A carrier of an IPv4 address (v4-mapped, NAT64, 6to4, ISATAP) is none: who has a public one gives it as it is.
    """
    if any(address in network for network in SPECIAL if network.version == address.version):
        return False
    if address.version == 6 and int(address) >> 32 & 0xFDFFFFFF == ISATAP:
        return False
    # Outside 2000::/3 nothing is allocated for global unicast.
    return address.version == 4 or address in ipaddress.IPv6Network("2000::/3")


def unwrap(address: Address) -> Address:
    """Return the IPv4 address inside a v4-mapped one: it is how a dual-stack socket writes it."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
