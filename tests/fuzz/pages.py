"""A recap in every form it is shown in: text without orders, and pages with no tag or attribute that is not ours."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import msgspec

from coach.core.recap import Recap, for_programs
from coach.report.html import Ticked, render_html
from coach.report.json_form import render_json
from coach.report.markdown import render_markdown
from coach.report.plain_text import render_plain
from coach.report.text import render_text

EVERYTHING = Ticked(transcript=True)


class Page(HTMLParser):
    """What a browser would see: tags with the names of their attributes, styles, and where it might fetch from."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.styles: list[str] = []
        self.addresses: list[str] = []
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        for name, value in attrs:
            self.tags.add(f"{tag} {name}")
            if name in {"href", "src", "action", "style", "xlink:href"} and not (value or "").startswith("#"):
                self.addresses.append(f"{name}={value}")
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        if self._open == "style" and data.strip():
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_comment(self, data: str) -> None:
        self.tags.add("comment")


@cache
def ours() -> tuple[frozenset[str], str]:
    """The tags that a page may have, and its one style."""
    from tests.fuzz.recaps import rich

    pages = [Page(render_html(one, ticked=ticked)) for one in rich() for ticked in (None, EVERYTHING)]
    return frozenset().union(*(one.tags for one in pages)), pages[0].styles[0]


def shown_safely(recap: Recap) -> None:
    for page in (render_text(recap), render_plain(recap), render_markdown(recap)):
        assert all(line.isprintable() for line in page.split("\n")), [
            x for x in page.split("\n") if not x.isprintable()
        ]
    assert "<" not in re.sub(r"\\<", "", render_markdown(recap))
    told = for_programs(recap)
    assert msgspec.json.decode(render_json(recap), type=Recap) == told or recap != recap  # noqa: PLR0124 - a NaN in it
    for ticked in (None, EVERYTHING):
        html = render_html(recap, ticked=ticked)
        page = Page(html)
        tags, style = ours()
        assert page.tags <= tags, page.tags - tags
        assert page.styles == [style]
        assert all(re.fullmatch(r"style=[-\w:;.% ]*", one) for one in page.addresses), page.addresses  # fetches nothing
        assert all(line.isprintable() for line in html.partition("</style>")[2].split("\n"))
