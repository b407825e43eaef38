"""A form in an included template gets the token that lets it be sent."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
INCLUDE = re.compile(r'{% include "(?P<name>[^"]+)"(?P<given>[^%]*)%}')


def test_a_template_with_a_token_is_never_included_without_it() -> None:
    pages = {str(page.relative_to(TEMPLATES)): page.read_text() for page in TEMPLATES.rglob("*.html")}
    with_token = {name for name, text in pages.items() if "{% csrf_token %}" in text}

    without = [
        (name, found["name"])
        for name, text in pages.items()
        for found in INCLUDE.finditer(text)
        if found["name"] in with_token
        and found["given"].rstrip().endswith(" only")
        and "csrf_token=csrf_token" not in found["given"]
    ]

    assert with_token
    assert without == []
