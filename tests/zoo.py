"""A zoo of web servers: how real ones behave, well and badly, each with the one right answer about its link.

An :class:`Animal` lives under ``/<its name>/``; its ``link`` is what an article would cite. It answers with raw bytes,
so that it can do what no server library lets it. What an animal does not know is a plain 404, as on most sites.

    with zoo.opened() as cage:
        for animal in zoo.ANIMALS:
            cage.url(animal)

``kind``: *alive* (a reader sees the page), *problem* (a reader does not), *wall* (a machine cannot tell). The pages are
made up; their shapes are those of the software named.
"""

from __future__ import annotations

import zoo_alive  # noqa: F401 - its animals move in
import zoo_fresh  # noqa: F401
import zoo_odd  # noqa: F401
import zoo_troubled  # noqa: F401
import zoo_worse  # noqa: F401
from zoo_keeper import ANIMALS, PROSE, Animal, Cage, opened, page

__all__ = ["ANIMALS", "PROSE", "Animal", "Cage", "opened", "page"]
