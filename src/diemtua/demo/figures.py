"""What the insurer's own system gives: imported as figures with their source, never invented as rows."""

from datetime import date

from diemtua.demo.stage import Stage
from diemtua.demo.totals import NgheAn2024, YenBai2021
from diemtua.progress.actions import NewFigure, import_figures

SOURCE = "Hệ thống thu của BHXH (số đã công bố, nhập để trình diễn)"


def load_nghe_an_figures(stage: Stage) -> None:
    """Import the compulsory growth of May 2024 and the total at its end."""
    _import(
        stage, NgheAn2024.LAST, {"SI.COMP.NEW": NgheAn2024.COMPULSORY_NEW, "ALL.TOTAL": NgheAn2024.ALL_TOTAL}
    )


def load_yen_bai_figures(stage: Stage) -> None:
    """Import the totals of three programmes at the end of May 2021."""
    _import(
        stage,
        YenBai2021.LAST,
        {
            "SI.VOL.TOTAL": YenBai2021.VSI_TOTAL,
            "SI.COMP.TOTAL": YenBai2021.COMPULSORY_TOTAL,
            "UI.TOTAL": YenBai2021.UNEMPLOYMENT_TOTAL,
        },
    )


def _import(stage: Stage, as_of: date, values: dict[str, int]) -> None:
    place = stage.campaign.place
    new = [NewFigure(code, place, as_of, value, SOURCE) for code, value in values.items()]
    import_figures(campaign=stage.campaign, new=new, by=stage.lead, at=stage.at)
