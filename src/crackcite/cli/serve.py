"""``crackcite serve``: a page for those who would rather not use a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from crackcite.cli.console import complain, put
from crackcite.cli.options import with_settings
from crackcite.model import say
from crackcite.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(serve)


@with_settings()
def serve(
    settings: Settings,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port to listen on; 0 is any free one.")
    ] = 0,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> int:
    """Show a page on this machine: paste a text or drop a file, read the report, take the mended text away."""
    from crackcite.serving import Server

    server = Server(settings, port, settings.lang)
    put(f"{server.url}\n")
    complain(say("the page is for you alone: only this machine reaches it, at this address; Ctrl-C ends it"))
    if open_:
        import webbrowser

        webbrowser.open(server.url)
    try:
        server.run()
    except KeyboardInterrupt:
        return 0
    return 0
