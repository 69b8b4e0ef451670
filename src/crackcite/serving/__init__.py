"""``crackcite serve``: a page on this machine for those who would rather not use a terminal.

Paste a text or drop a file, read the report, take the mended text away. What is handed in stays in memory and is
forgotten when the program ends; nothing leaves the machine but the lookups.
"""

from crackcite.serving.server import PortTakenError, Server

__all__ = ["PortTakenError", "Server"]
