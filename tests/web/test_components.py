"""The design system: what the template library prints, what the components hold, what the tokens promise."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from diemtua.web.templatetags import dt

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
FRONTEND = ROOT / "frontend"


def render(source: str, url: str = "/", **context: object) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(url))


@pytest.mark.parametrize(
    ("language", "source", "printed"),
    [
        ("vi", "{{ 3039673|grouped }}", "3.039.673"),
        ("en", "{{ 3039673|grouped }}", "3,039,673"),
        ("vi", "{{ rate|comma }}", "1.092,32"),
        ("en", "{{ rate|comma }}", "1,092.32"),
        ("vi", "{{ rate|comma:1 }}", "1.092,3"),
        ("vi", "{{ rate|percent }}", "1.092,32%"),
        ("vi", "{{ rate|machine }}", "1092.32"),
        ("vi", "{{ nothing|grouped }}{{ nothing|percent }}", "––"),
        ("vi", "{{ 0|grouped }}", "0"),
    ],
)
def test_numbers_are_printed_as_the_language_writes_them(language: str, source: str, printed: str) -> None:
    with translation.override(language):
        assert render(source, rate=Decimal("1092.32"), nothing=None) == printed


def test_days_and_moments_are_printed_in_vietnamese_time() -> None:
    late = datetime(2024, 5, 5, 18, 30, tzinfo=UTC)
    assert dt.day(late) == "06/05/2024"
    assert dt.moment(late) == "01:30 06/05/2024"
    assert dt.day(date(2024, 5, 6)) == "06/05/2024"
    assert dt.day(None) == dt.moment(None) == ""


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ('{% query_string status="DONE" %}', "?q=lan&amp;status=DONE"),
        ("{% query_string status=None %}", "?q=lan"),
        ('{% query_string q="" status="" %}', "?"),
        ('{% query_string sort="-name" %}', "?q=lan&amp;status=LATE&amp;sort=-name"),
    ],
)
def test_query_string_keeps_the_filters_and_drops_the_page_mark(source: str, answer: str) -> None:
    assert render(source, "/list/?q=lan&status=LATE&sau=abc") == answer


def test_sort_heading_turns_round_on_the_second_press() -> None:
    up = render('{% sort_heading "name" "Tên" %}', "/list/?sort=name")
    assert 'aria-sort="ascending"' in up
    assert 'href="?sort=-name"' in up
    assert "aria-sort" not in render('{% sort_heading "name" "Tên" %}', "/list/")


class SignUpForm(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trên giấy tờ")
    outcome = forms.ChoiceField(
        label="Kết quả", widget=forms.RadioSelect, choices=[("A", "Đồng ý"), ("B", "Vắng")]
    )
    months = forms.IntegerField(label="Số tháng", required=False)


def test_a_field_ties_label_help_error_and_input_together() -> None:
    html = render("{% field form.name %}", form=SignUpForm({}))
    assert '<label class="field__label" for="id_name">Họ và tên</label>' in html
    assert 'aria-describedby="id_name_help id_name_error"' in html
    assert 'id="id_name_help"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_field_that_may_stay_empty_says_so_in_words() -> None:
    html = render("{% field form.months %}", form=SignUpForm())
    assert "(không bắt buộc)" in html
    assert "aria-invalid" not in html


def test_radio_buttons_stand_in_a_fieldset_with_a_legend() -> None:
    html = render('{% field form.outcome choices="cards" %}', form=SignUpForm())
    assert "<fieldset" in html
    assert "<legend>Kết quả" in html
    assert html.count('class="choice-card"') == 2


def test_errors_on_top_of_a_form_lead_to_their_fields() -> None:
    html = render("{% form_errors form %}", form=SignUpForm({}))
    assert '<a href="#id_name">Họ và tên</a>' in html
    assert '<a href="#id_outcome">Kết quả</a>' in html
    assert render("{% form_errors form %}", form=SignUpForm()).strip() == ""


def test_a_deed_asked_twice_carries_its_token_even_in_an_include_only() -> None:
    html = render('{% include "_components/confirm.html" with id="x" action="/rut/" label="Rút" only %}')
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)


def test_a_button_refused_gives_the_reason_instead_of_a_link() -> None:
    html = render(
        '{% include "_components/button.html" with label="Công bố" href="/x/" disabled_reason=why only %}',
        why="Chưa có cơ quan chủ trì.",
    )
    assert "disabled" in html
    assert "Chưa có cơ quan chủ trì." in html
    assert "href" not in html


def test_a_stat_says_nil_apart_from_nobody_reported() -> None:
    nil = render('{% include "_components/stat.html" with label="Hội nghị" figure="0" only %}')
    unreported = render('{% include "_components/stat.html" with label="Hội nghị" nil=True only %}')
    assert "<span>0</span>" in nil
    assert "Chưa có báo cáo" in unreported
    assert "Chưa có báo cáo" not in nil


def test_filters_remember_what_was_chosen_and_offer_to_forget_it() -> None:
    source = (
        '{% filters placeholder="Tên" %}{% filter_select "status" "Trạng thái" options %}{% endfilters %}'
    )
    options = [("LATE", "Quá hạn"), ("DONE", "Xong")]
    html = render(source, "/list/?q=lan&status=LATE", options=options)
    assert '<option value="LATE" selected>Quá hạn</option>' in html
    assert 'value="lan"' in html
    assert "Bỏ lọc" in html
    assert "Bỏ lọc" not in render(source, "/list/?sort=name", options=options)


def test_filters_are_folded_on_a_phone_until_one_is_set() -> None:
    source = '{% filters %}{% filter_select "status" "Trạng thái" options %}{% endfilters %}'
    options = [("LATE", "Quá hạn")]
    assert '<input type="checkbox" checked>' in render(source, "/list/?status=LATE", options=options)
    assert '<input type="checkbox">' in render(source, "/list/?q=lan", options=options)
    assert "checkbox" not in render("{% filters %}{% endfilters %}")


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("_components/*.html")), ids=lambda path: path.stem)
def test_a_component_lists_its_variables_on_its_first_line(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("{# ")
    engines["django"].get_template(f"_components/{path.name}")


def every_template() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(TEMPLATES)), path.read_text(encoding="utf-8"))
        for path in TEMPLATES.rglob("*.html")
    ]


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'"([a-z0-9-]+)"', (FRONTEND / "icons.mjs").read_text("utf-8"))) | {"brand"}
    named = {
        (name, icon)
        for name, text in every_template()
        for icon in re.findall(r'(?:{% icon |\bicon(?:_after)?=)"([a-z0-9-]+)"', text)
    }
    assert {pair for pair in named if pair[1] not in sprite} == set()


def test_no_template_carries_inline_style_script_or_handler() -> None:
    forbidden = re.compile(
        r"""\sstyle=["']|<style|\son[a-z]+=["']|<script(?![^>]*(\ssrc=|application/json))"""
    )
    assert [name for name, text in every_template() if forbidden.search(text)] == []


def test_every_include_of_a_component_declares_what_it_gives() -> None:
    loose = [
        (name, tag)
        for name, text in every_template()
        for tag in re.findall(r'{% include "_components/[^%]*%}', text)
        if not tag.endswith("only %}")
    ]
    assert loose == []


def test_colours_are_written_down_in_the_tokens_only() -> None:
    files = [path for path in (FRONTEND / "css").glob("*.css") if path.stem not in ("tokens", "print")]
    loose = {
        path.name: found
        for path in files
        if (found := re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"url\([^)]*\)", "", path.read_text("utf-8"))))
    }
    assert loose == {}


def tokens() -> dict[str, dict[str, str]]:
    text = (FRONTEND / "css" / "tokens.css").read_text("utf-8")
    light, dark = text.split(':root[data-theme="dark"]')
    read = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6});")
    return {"light": dict(read.findall(light)), "dark": dict(read.findall(dark))}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


TEXT_ON = [
    *((ink, under) for ink in ("ink", "ink-soft", "link") for under in ("ground", "surface")),
    ("ink", "surface-sunken"), ("ink-soft", "surface-sunken"), ("ink-faint", "surface-sunken"),
    ("ink-faint", "surface"), ("ink-faint", "ground"), ("on-primary", "primary"), ("primary", "surface"),
    ("primary-strong", "primary-soft"), ("band-ink", "band"), ("band-ink", "band-hover"),
    *((kind, f"{kind}-soft") for kind in ("good", "warn", "bad", "info", "plain")),
    *((kind, "surface") for kind in ("good", "warn", "bad", "info")),
    ("ink", "warn-soft"), ("ink", "bad-soft"), ("ink", "good-soft"), ("ink", "info-soft"),
    ("chart-plan", "surface"),
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_stands_out_from_its_ground_by_four_and_a_half(theme: str, ink: str, ground: str) -> None:
    colours = tokens()[theme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("edge", ["line-strong", "focus", "series-1", "series-3"])
def test_edges_and_marks_stand_out_by_three(theme: str, edge: str) -> None:
    colours = tokens()[theme]
    assert contrast(colours[edge], colours["surface"]) >= 3


def test_the_gallery_shows_every_kind_of_chart(client, db: None) -> None:
    html = client.get("/thu-vien-giao-dien/").content.decode()
    kinds = set(re.findall(r'data-dt-chart="([a-z-]+)"', html))
    known = set(re.findall(r'^  "?([a-z-]+)"?(?:: \w+)?,$', _kinds_of_charts(), flags=re.MULTILINE))
    assert kinds == known


def _kinds_of_charts() -> str:
    text = (FRONTEND / "ts" / "charts.ts").read_text("utf-8")
    return text.split("const kinds")[1].split("};")[0]


def test_a_page_that_is_not_there_says_so_in_the_frame_of_the_site(client, db: None) -> None:
    answer = client.get("/khong-co-trang-nay/", headers={"accept-language": "vi"})
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()
