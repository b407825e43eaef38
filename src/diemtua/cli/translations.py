"""The English catalogue: take the messages out of the sources, keep it current, compile it.

Django's own commands need the gettext programs, which bare machines lack; Babel does the same in Python.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from diemtua.cli.stages import Parser, complain, say
from diemtua.cli.stamps import ROOT

ENGLISH = "locale/en/LC_MESSAGES/django.po"
TEMPLATES = ("templates/**/*.html", "templates/**/*.txt", "src/diemtua/*/templates/**/*.html")
MODULES = "src/diemtua/**/*.py"
LEFT_OUT = ("src/diemtua/cli/", "/migrations/")  # the command line speaks before Django does
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
SHOWN = 40  # problems printed at once
KEPT_HEADERS = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Language", "Plural-Forms")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?::[^{}]*)?\}")


def extracted(root: Path = ROOT) -> Catalog:
    """Return every message of the sources, each with the files that say it."""
    found = Catalog()
    for file, text in _sources(root):
        source = BytesIO(text.encode())
        for _, message, comments, context in extract("python", source, KEYWORDS, ["Translators:"]):
            place = [(file, 0)]  # no line number: it would change with every edit above it
            found.add(message, locations=place, auto_comments=comments, context=context)
        for message in _refusals(text) if file.endswith(".py") else ():
            found.add(message, locations=[(file, 0)])
    return found


def updated(root: Path = ROOT) -> Catalog:
    """Return the English catalogue with new messages added and vanished ones dropped."""
    catalog = Catalog(locale="en")
    if (root / ENGLISH).is_file():
        with (root / ENGLISH).open("rb") as file:
            catalog = read_po(file, locale="en")
    catalog.update(extracted(root), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> str:
    """Return the text of the .po file: the same sources and translations give the same text, on any day."""
    catalog.header_comment = "# The second language of the screens. Kept by: ./diemtua translations update"
    catalog.fuzzy = False
    target = BytesIO()
    write_po(target, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    head, messages = target.getvalue().decode().split("\n\n", 1)
    header = re.compile(r'"([A-Z][\w-]+): ')
    kept = (
        line
        for line in head.splitlines()
        if not (match := header.match(line)) or match.group(1) in KEPT_HEADERS
    )
    return "\n".join(kept) + "\n\n" + messages


def problems(root: Path = ROOT) -> list[str]:
    """Return a sentence for each message that English readers would miss, and for a file that is behind."""
    catalog = updated(root)
    found = [sentence for message in catalog if message.id for sentence in _problems_of(message)]
    current = (root / ENGLISH).read_text(encoding="utf-8") if (root / ENGLISH).is_file() else ""
    if written(catalog) != current:
        found.append(f"{ENGLISH} không khớp với mã nguồn. Hãy chạy: ./diemtua translations update")
    return found


def compile_stale(root: Path = ROOT) -> str:
    """Compile each catalogue that is newer than its compiled file; return a remark."""
    compiled = []
    for source in sorted(root.glob("locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, catalog)
        fresh.replace(target)
        compiled.append(source.parts[-3])
    return f"đã biên dịch bản dịch {', '.join(compiled)}" if compiled else ""


def main(arguments: list[str]) -> int:
    """Check, update or compile the catalogues."""
    parser = Parser(
        "diemtua translations",
        "Bản dịch tiếng Anh của màn hình. check: câu nào chưa dịch thì báo, không đổi gì; "
        "update: lấy câu mới từ mã nguồn, bỏ câu không còn, giữ bản dịch đã có; compile: biên dịch.",
        usage="diemtua translations check|update|compile",
    )
    parser.add_argument("verb", choices=["check", "update", "compile"], help="việc cần làm")
    verb = parser.parse_args(arguments).verb
    if verb == "compile":
        say(compile_stale() or "Không có gì mới để biên dịch.")
        return 0
    if verb == "update":
        return update()
    found = problems()
    for sentence in found[:SHOWN]:
        complain(sentence)
    if len(found) > SHOWN:
        complain(f"… và {len(found) - SHOWN} chỗ nữa")
    say(f"{len(found)} chỗ cần sửa trong bản dịch." if found else "Mọi câu đều có bản tiếng Anh.")
    return 1 if found else 0


def update(root: Path = ROOT) -> int:
    """Write the English catalogue anew; return 0, however much is not translated yet."""
    catalog = updated(root)
    target = root / ENGLISH
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(written(catalog), encoding="utf-8")
    missing = sum(not _is_translated(message) for message in catalog if message.id)
    say(f"{ENGLISH}: {len(catalog)} câu, {missing} câu chưa dịch.")
    return 0


def _sources(root: Path) -> Iterator[tuple[str, str]]:
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- slow import

    for pattern in TEMPLATES:
        for file in sorted(root.glob(pattern)):
            # What remains is calls amid blanked-out text; without indentation it reads as Python.
            lines = templatize(file.read_text(encoding="utf-8"), origin=str(file)).splitlines()
            yield file.relative_to(root).as_posix(), "\n".join(line.strip() for line in lines)
    for file in sorted(root.glob(MODULES)):
        if not any(part in file.as_posix() for part in LEFT_OUT):
            yield file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")


def _refusals(text: str) -> Iterator[str]:
    """Yield the `text` of each class that also has a `code`: rules know no Django and cannot mark it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            values = dict(_class_strings(node))
            if "code" in values and "text" in values:
                yield values["text"]


def _class_strings(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for line in node.body:
        match line:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value)))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(value)))
            ):
                yield name, value


def _problems_of(message: Message) -> Iterator[str]:
    texts = message.id if isinstance(message.id, tuple | list) else (message.id,)
    where = f"{message.locations[0][0]}: “{texts[0]}”" if message.locations else f"“{texts[0]}”"
    if not _is_translated(message):
        yield f"{where} chưa có bản tiếng Anh"
    elif message.fuzzy:
        yield f"{where} có bản dịch còn ngờ (fuzzy)"
    elif _placeholders(texts[-1:]) != _placeholders(_strings(message)[-1:]):
        yield f"{where} có chỗ điền khác với bản dịch"


def _is_translated(message: Message) -> bool:
    return all(_strings(message))


def _strings(message: Message) -> tuple[str, ...]:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(string or "" for string in strings)


def _placeholders(texts: tuple[str, ...] | list[str]) -> set[str]:
    return {hit for text in texts for hit in PLACEHOLDER.findall(text)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
