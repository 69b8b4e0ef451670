"""The signs of the report, drawn once and used by name: on 16 by 16 units, in the colour of the text around."""

from __future__ import annotations

from crackcite.reports.html.markup import Markup

_RING = '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.5"/>'
_PEN = 'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"'

_DRAWN = {
    "error": f'{_RING}<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" {_PEN}/>',
    "warning": f'<path d="M8 1.8L15 14.2H1z" {_PEN}/><path d="M8 6.2v3.7M8 12v.1" {_PEN}/>',
    "info": f'{_RING}<path d="M8 7.3v3.9M8 4.7v.1" {_PEN}/>',
    "verified": f'{_RING}<path d="M4.9 8.3l2.2 2.2 4-4.6" {_PEN}/>',
    "mismatch": f'{_RING}<path d="M4.9 6.5h6.2M4.9 9.5h6.2M9.7 4.4l-3.4 7.2" {_PEN}/>',
    "retracted": f'{_RING}<path d="M3.5 12.5l9-9" {_PEN}/>',
    "broken": f'<path d="M6.6 9.4l2.8-2.8M9.2 4.4l1.5-1.5a2.6 2.6 0 013.7 3.7l-1.5 1.5M6.8 11.6l-1.5 1.5'
    f'a2.6 2.6 0 01-3.7-3.7l1.5-1.5M3.2 2.6l1.6 1.6M12.8 13.4l-1.6-1.6" {_PEN}/>',
    "unverified": f'{_RING}<path d="M6 6.3a2 2 0 113 1.8c-.7.4-1 .8-1 1.5M8 11.6v.1" {_PEN}/>',
    "unchecked": f'{_RING}<path d="M5.2 8h5.6" {_PEN}/>',
}


def sheet() -> Markup:
    """The drawings, to stand once at the beginning of the page."""
    symbols = "".join(
        f'<symbol id="sign-{name}" viewBox="0 0 16 16">{drawn}</symbol>' for name, drawn in _DRAWN.items()
    )
    return Markup(f'<svg class="signs" aria-hidden="true" focusable="false" width="0" height="0">{symbols}</svg>')
