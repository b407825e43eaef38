"""The template library, loaded everywhere as a builtin: figures, days, icons, fields, containers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, Form, RadioSelect
from django.http import QueryDict
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from diemtua.core import numbers

register = template.Library()

PAGE_MARK = "sau"  # where a keyset page begins, see diemtua.web.paging


def _speaks_english() -> bool:
    return (get_language() or "vi").startswith("en")


@register.filter
def grouped(number: int | Decimal | None) -> str:
    """Print a whole number: 3.039.673 (English: 3,039,673); an en dash when there is none."""
    if number is None or number == "":
        return "–"
    return f"{int(number):,}" if _speaks_english() else numbers.grouped(int(number))


@register.filter
def comma(number: float | Decimal | None, places: int = 2) -> str:
    """Print a number with at most `places` decimals: 92,32 (English: 92.32); an en dash when none."""
    if number is None or number == "":
        return "–"
    text = numbers.decimal_comma(number, places)
    return text.translate(str.maketrans(",.", ".,")) if _speaks_english() else text


@register.filter
def percent(number: float | Decimal | None, places: int = 2) -> str:
    """Print a percentage with its sign: 92,32%."""
    text = comma(number, places)
    return text if text == "–" else f"{text}%"


@register.filter
def day(value: date | datetime | None) -> str:
    """Print a day as dd/mm/yyyy, in Vietnamese time."""
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """Print a moment as 14:05 06/05/2024, in Vietnamese time."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M %d/%m/%Y}"


@register.filter
def machine(number: float | Decimal | None) -> str:
    """Print a number for an attribute that a machine reads (a point, no groups), whatever the language."""
    return "" if number is None or number == "" else f"{Decimal(str(number)):f}"


@register.filter
def first_items(groups: Iterable[Any], count: int) -> list[Any]:
    """Return the first `count` items of a grouped navigation, for the bar at the foot of a phone."""
    return [item for group in groups for item in group.items][:count]


@register.simple_tag
def icon(name: str, label: str = "", kind: str = "") -> SafeString:
    """Draw the icon `name` of frontend/icons.mjs; silent for a screen reader unless it has a `label`."""
    css = f"icon icon--{kind}" if kind else "icon"
    address = f"{static('diemtua/icons.svg')}#{name}"
    if label:
        shape = '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>'
        return format_html(shape, css, label, address)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', css, address)


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: object) -> str:
    """Return '?…' of this page with `changes` made; None or '' takes a key away. The page mark always goes.

    Keys that end in '_' lose it, so that Python words can be used: `from_='…'`.
    """
    request = getattr(context, "request", None) or context.get("request")
    kept = request.GET.copy() if request else QueryDict(mutable=True)
    kept.pop(PAGE_MARK, None)
    for key, value in changes.items():
        name = key.removesuffix("_")
        if value is None or value == "":
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    return f"?{kept.urlencode()}"


@register.simple_tag(takes_context=True)
def csrf_input(context: Context) -> SafeString:
    """Give the hidden CSRF field also inside `{% include … only %}`, where `{% csrf_token %}` is blind."""
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return SafeString("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag(takes_context=True)
def csrf_value(context: Context) -> str:
    """Give the bare CSRF token, for the header that htmx sends."""
    request = getattr(context, "request", None) or context.get("request")
    return get_token(request) if request else ""


@register.inclusion_tag("_components/field.html")
def field(bound: BoundField, label: str = "", help: str = "", choices: str = "") -> dict[str, object]:
    """Show one form field: label, help, error, input, tied together for a screen reader.

    `choices="cards"` shows radio buttons as large cards to tap.
    """
    widget = bound.field.widget
    shape = _shape_of(widget, choices)
    described = [f"{bound.auto_id}_help"] if (help or bound.help_text) and shape != "group" else []
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    attributes: dict[str, Any] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "bound": bound,
        "label": label or bound.label,
        "help": help or bound.help_text,
        "shape": shape,
        "cards": choices == "cards",
        "widget": bound.as_widget(attrs=attributes) if shape != "group" else "",
    }


def _shape_of(widget: object, choices: str) -> str:
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, FileInput):
        return "file"
    return "line"


@register.inclusion_tag("_components/form_errors.html")
def form_errors(form: Form) -> dict[str, object]:
    """Show, on top of a form, what refuses it: each error a link to its field."""
    rows = [(bound.auto_id, bound.label, error) for bound in form.visible_fields() for error in bound.errors]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return {"general": [*form.non_field_errors(), *hidden], "rows": rows, "any": bool(form.errors)}


@register.inclusion_tag("_components/form_fields.html")
def form_fields(form: Form) -> dict[str, object]:
    """Show the errors and then every field of a form, in order."""
    return {"form": form}


def _wrap(name: str, context: Context, content: str, **values: object) -> SafeString:
    request = getattr(context, "request", None)
    return render_to_string(f"_components/{name}.html", {**values, "content": content}, request=request)


@register.simple_block_tag
def card(
    content: str, title: str = "", icon: str = "", note: str = "", kind: str = "", level: int = 2
) -> str:
    """Hold a piece of a page: `{% card title="…" icon="…" %}…{% endcard %}`."""
    values = {"title": title, "icon": icon, "note": note, "kind": kind, "level": level, "content": content}
    return render_to_string("_components/card.html", values)


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "") -> str:
    """Say something important inside a page: kind is info, good, warn or bad."""
    return render_to_string("_components/alert.html", {"content": content, "kind": kind, "title": title})


@register.simple_block_tag
def tableregion(content: str, label: str) -> str:
    """Hold a `<table class="table">` in a labelled region that the keyboard can scroll."""
    return render_to_string("_components/table_region.html", {"content": content, "label": label})


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: str, id: str, title: str) -> str:
    """Hold a dialog that `data-dt-open="id"` opens; put its form and buttons inside."""
    return _wrap("dialog", context, content, id=id, title=title)


@register.simple_block_tag(takes_context=True)
def filters(
    context: Context,
    content: str,
    search: str = "q",
    placeholder: str = "",
    target: str = "",
    label: str = "",
    beside: str = "",
) -> str:
    """Hold the filter bar of a list: a search box named `search`, then the selects given as content.

    State lives in the URL (GET). With `target` (a CSS selector) htmx redraws only that part. `beside` names
    the parameters of the page that narrow nothing.
    """
    request = getattr(context, "request", None)
    whole: Mapping[str, str] = request.GET if request else {}
    given = {key: value for key, value in whole.items() if key not in beside.split()}
    values = {
        "search": search,
        "placeholder": placeholder,
        "target": target,
        "label": label,
        "typed": given.get(search, ""),
        "is_filtered": any(value for key, value in given.items() if key not in (PAGE_MARK, "sort")),
        "is_narrowed": any(value for key, value in given.items() if key not in (PAGE_MARK, "sort", search)),
        "kept_sort": given.get("sort", ""),
        "path": request.path if request else "",
    }
    return _wrap("filters", context, content, **values)


@register.inclusion_tag("_components/filter_select.html", takes_context=True)
def filter_select(
    context: Context,
    name: str,
    label: str,
    options: Iterable[tuple[object, str]],
    everything: str = "",
    value: str | None = None,
) -> dict[str, object]:
    """Show one select of a filter bar.

    `options` are (value, label) pairs; `everything` names the empty choice.
    """
    request = getattr(context, "request", None)
    chosen = value if value is not None else (request.GET.get(name, "") if request else "")
    pairs = [(str(key), text, str(key) == str(chosen)) for key, text in options]
    return {"name": name, "label": label, "options": pairs, "everything": everything}


@register.inclusion_tag("_components/sort_heading.html", takes_context=True)
def sort_heading(context: Context, key: str, label: str, css: str = "") -> dict[str, object]:
    """Show a column heading that sorts: `?sort=key` upwards, `?sort=-key` downwards."""
    request = getattr(context, "request", None)
    current = request.GET.get("sort", "") if request else ""
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    following = f"-{key}" if direction == "ascending" else key
    return {
        "label": label,
        "css": css,
        "direction": direction,
        "href": query_string(context, sort=following),
    }
