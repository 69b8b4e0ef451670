"""Ports behind which something else than the web answers: no link leads there, and a trick might.

A text protocol (mail, a chat, a cache, a database) reads the lines of an HTTP request as commands of its own.
"""

from __future__ import annotations

_BROWSERS_REFUSE = """
1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137
139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720
1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080
"""
"""The bad ports of the WHATWG Fetch Standard (https://fetch.spec.whatwg.org/#port-blocking)."""

_NO_WEB_EITHER = """
88 138 162 445 464 500 502 873 1080 1433 1434 1521 1883 2375 2376 2379 2380 3128 3306 3389 5432 5672 5900 5984 6379 6380
9042 9092 9100 9200 9300 10250 11211 27017
"""
"""IANA's registry of ports: files and printers of a network, remote desktops, databases, caches, queues, proxies and
what runs containers."""

REFUSED = frozenset(map(int, f"{_BROWSERS_REFUSE} {_NO_WEB_EITHER}".split()))
