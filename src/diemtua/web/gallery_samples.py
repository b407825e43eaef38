"""Invented data for the gallery of components. Nothing here is counted or reported by anybody."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from diemtua.core.numbers import decimal_comma, grouped, percent

# (name, longitude, latitude, entries, planned): rough centres, invented figures
LOCALITIES = [
    ("TP Vinh", 105.68, 18.68, 214, 190), ("Thị xã Cửa Lò", 105.72, 18.81, 61, 60),
    ("Thị xã Thái Hòa", 105.44, 19.32, 48, 55), ("Thị xã Hoàng Mai", 105.71, 19.26, 66, 70),
    ("Diễn Châu", 105.58, 18.99, 146, 130), ("Yên Thành", 105.44, 19.00, 128, 140),
    ("Quỳnh Lưu", 105.63, 19.16, 139, 150), ("Nghi Lộc", 105.57, 18.80, 92, 95),
    ("Hưng Nguyên", 105.63, 18.62, 54, 60), ("Nam Đàn", 105.52, 18.66, 71, 70),
    ("Đô Lương", 105.33, 18.91, 88, 90), ("Thanh Chương", 105.30, 18.72, 83, 110),
    ("Anh Sơn", 105.08, 18.93, 41, 60), ("Tân Kỳ", 105.23, 19.06, 44, 65),
    ("Nghĩa Đàn", 105.45, 19.38, 39, 60), ("Quỳ Hợp", 105.18, 19.33, 31, 55),
    ("Quỳ Châu", 105.10, 19.56, 12, 30), ("Quế Phong", 104.84, 19.62, 9, 30),
    ("Con Cuông", 104.84, 19.01, 17, 35), ("Tương Dương", 104.47, 19.28, 11, 35),
    ("Kỳ Sơn", 104.11, 19.39, 9, 30),
]  # fmt: skip

PROVINCES = [
    ("Lào Cai", 104.3, 22.0, 51, 62), ("Điện Biên", 103.1, 21.6, 24, 48),
    ("Tuyên Quang", 105.1, 22.5, 44, 71), ("Lạng Sơn", 106.6, 21.9, 22, 77),
    ("Hà Nội", 105.7, 21.0, 190, 104), ("Hải Phòng", 106.5, 20.9, 101, 96),
    ("Ninh Bình", 106.1, 20.4, 96, 88), ("Thanh Hóa", 105.4, 20.0, 104, 83),
    ("Nghệ An", 104.9, 19.2, 121, 101),
    ("Hà Tĩnh", 105.7, 18.3, 55, 92), ("Quảng Trị", 106.6, 17.2, 41, 79), ("Huế", 107.5, 16.3, 38, 99),
    ("Đà Nẵng", 107.9, 15.7, 77, 85), ("Gia Lai", 108.4, 13.9, 66, 58), ("Đắk Lắk", 108.4, 12.8, 58, 64),
    ("Khánh Hòa", 109.0, 12.0, 49, 81), ("Lâm Đồng", 108.0, 11.6, 70, 73), ("Đồng Nai", 107.0, 11.3, 112, 94),
    ("TP Hồ Chí Minh", 106.8, 10.8, 230, 90), ("Tây Ninh", 106.2, 10.9, 62, 68),
    ("Đồng Tháp", 105.9, 10.4, 68, 76),
    ("An Giang", 105.1, 10.2, 71, 55), ("Cần Thơ", 105.7, 9.8, 73, 82), ("Cà Mau", 105.2, 9.2, 45, 49),
]  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One day of the sample calendar."""

    day: date
    is_outside: bool
    is_today: bool = False
    href: str = ""
    entries: list[dict[str, str]] = field(default_factory=list)
    more: int = 0
    more_href: str = "#calendar"


def calendar() -> list[list[Cell]]:
    """Return the weeks of May 2024 with a few invented entries."""
    entries = {
        6: [{"time": "07:30", "label": "Lễ ra quân", "href": "#calendar"}],
        8: [{"time": "08:00", "label": "Hội nghị khách hàng, xã Đông Vĩnh", "href": "#calendar"}],
        14: [{"label": "Phát thanh: quyền lợi BHYT hộ gia đình", "href": "#calendar"}],
        17: [{"label": "Nhóm nhỏ, xóm 4 (dời ngày)", "href": "#calendar", "kind": "warn"}],
        22: [{"label": "Báo cáo tuần: quá hạn", "href": "#calendar", "kind": "bad"}],
    }
    first = date(2024, 4, 29)
    days = [first + timedelta(days=offset) for offset in range(35)]
    cells = [
        Cell(
            day,
            day.month != 5,
            is_today=day == date(2024, 5, 14),
            href="#calendar",
            entries=entries.get(day.day, []) if day.month == 5 else [],
            more=3 if day == date(2024, 5, 6) else 0,
        )
        for day in days
    ]
    return [cells[week : week + 7] for week in range(0, 35, 7)]


def day_curve() -> dict[str, Any]:
    """Return a month of invented entries: quiet at first, a launch day, a slow second week."""
    values = [4, 7, 9, 0, 2, 691, 58, 46, 39, 31, 8, 5, 33, 41, 44, 40, 38, 12, 9, 35, 42, 47]
    days = [
        {"day": f"2024-05-{number:02}", "value": values[number - 1] if number <= len(values) else None}
        for number in range(1, 32)
    ]
    return {
        "days": days,
        "plan": 1600,
        "unit": "lượt đăng ký",
        "mark": {"day": "2024-05-06", "label": "Ra quân"},
    }


def day_rows() -> list[list[str]]:
    """Return the table behind the day curve."""
    total, rows = 0, []
    for one in day_curve()["days"]:
        if one["value"] is None:
            continue
        total += one["value"]
        rows.append([f"{one['day'][8:]}/05/2024", grouped(one["value"]), grouped(total)])
    return rows


def localities() -> list[dict[str, Any]]:
    """Return the invented localities, the best first."""
    rows = [
        {"name": name, "lon": lon, "lat": lat, "value": value, "plan": plan, "href": "#map",
         "percent": float(percent(value, plan, 1) or 0)}
        for name, lon, lat, value, plan in LOCALITIES
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row["percent"])


def locality_rows() -> list[list[str]]:
    """Return the table behind the ranking and the map."""
    return [
        [row["name"], grouped(row["value"]), grouped(row["plan"]), f"{decimal_comma(row['percent'], 1)}%"]
        for row in localities()
    ]


def provinces() -> dict[str, Any]:
    """Return invented provincial figures for the national map."""
    points = [
        {"name": name, "lon": lon, "lat": lat, "value": value * 1000, "percent": reached, "href": "#national"}
        for name, lon, lat, value, reached in PROVINCES
    ]
    return {"points": points, "national": True, "unit": "người"}


def shares() -> dict[str, Any]:
    """Return an invented breakdown of entries."""
    slices = [
        {"label": "BHYT hộ gia đình", "value": 11287, "href": "#donut"},
        {"label": "BHXH bắt buộc", "value": 2391, "href": "#donut"},
        {"label": "BHXH tự nguyện", "value": 1403, "href": "#donut"},
    ]
    return {"slices": slices, "total_label": "lượt mới"}


def ranked() -> list[dict[str, Any]]:
    """Return five localities for the list of progress bars."""
    kinds = {True: "good", False: ""}
    best, worst = localities()[:3], localities()[-2:]
    return [
        {
            "label": row["name"],
            "value": row["value"],
            "plan": row["plan"],
            "percent": Decimal(str(row["percent"])),
            "kind": "bad" if row in worst else kinds[row["percent"] >= 100],
            "href": "#ranking",
        }
        for row in [*best, *worst]
    ]
