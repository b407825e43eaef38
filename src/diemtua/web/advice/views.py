"""The pages of the consulting desk: the question stands in the address, so every answer is a link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diemtua.insurance.queries import law_in_force
from diemtua.web.access import public_page
from diemtua.web.advice import comparing
from diemtua.web.advice import household as homes
from diemtua.web.advice import voluntary as dues
from diemtua.web.advice.asking import address, kept
from diemtua.web.advice.doors import doors_of, texts_of
from diemtua.web.advice.leaflet import leaflet_file
from diemtua.web.advice.papers import household_paper, voluntary_paper

WITH_LEAFLET = ("household", "voluntary")
QUICK_STARTS = (1, 2, 4, 6)  # members who join, for whom one tap is enough


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Lead to the calculators; say by the law of which day they count."""
    today = timezone.localdate()
    on = law_in_force().on(today)
    context = {"doors": doors_of(on, kept(request.GET, [])), "texts": texts_of(on), "today": today}
    return render(request, "advice/index.html", context)


@public_page
def household(request: HttpRequest) -> HttpResponse:
    """Work out the health insurance cards of a household."""
    changed = homes.changed_members(request.GET)
    if changed is not None:
        return redirect(address("household", changed))
    form = homes.HouseholdForm(request.GET, law=law_in_force())
    choices = form.member_choices()
    members = homes.members_asked(request.GET, choices)
    spoken = kept(request.GET, [])
    context = {
        "form": form,
        "choices": choices,
        "members": members,
        "answer": homes.answer(form, members),
        "starts": [
            {"count": count, "href": address("household", {homes.MEMBER: [homes.JOINS] * count} | spoken)}
            for count in QUICK_STARTS
        ],
        **_links(request, "household", homes.NAMES, pgettext("trang", "BHYT hộ gia đình")),
    }
    return render(request, "advice/household.html", context)


@public_page
def household_leaflet(request: HttpRequest) -> HttpResponse:
    """Give the household's answer on one page of paper; without an answer, back to the question."""
    form = homes.HouseholdForm(request.GET, law=law_in_force())
    answer = homes.answer(form, homes.members_asked(request.GET, form.member_choices()))
    asked = kept(request.GET, homes.NAMES)
    if answer is None or not answer.paying:
        return redirect(address("household", asked))
    back = request.build_absolute_uri(address("household", asked))
    return leaflet_file(household_paper(answer), back=back, name="bhyt-ho-gia-dinh.pdf")


@public_page
def voluntary(request: HttpRequest) -> HttpResponse:
    """Work out what voluntary insurance costs, and what comes of it."""
    form = dues.VoluntaryForm(request.GET, law=law_in_force())
    answer = dues.answer(form)
    context = {
        "form": form,
        "answer": answer,
        "lifetime": dues.lifetime(form, answer),
        "standing": dues.standing(form),
        "quick": dues.quick_incomes(form, request.GET, dues.NAMES),
        **_links(request, "voluntary", dues.NAMES, pgettext("trang", "BHXH tự nguyện")),
    }
    return render(request, "advice/voluntary.html", context)


@public_page
def voluntary_leaflet(request: HttpRequest) -> HttpResponse:
    """Give the voluntary answer on one page of paper; without an answer, back to the question."""
    form = dues.VoluntaryForm(request.GET, law=law_in_force())
    answer = dues.answer(form)
    asked = kept(request.GET, dues.NAMES)
    if answer is None:
        return redirect(address("voluntary", asked))
    back = request.build_absolute_uri(address("voluntary", asked))
    paper = voluntary_paper(answer, dues.lifetime(form, answer))
    return leaflet_file(paper, back=back, name="bhxh-tu-nguyen.pdf")


@public_page
def waiting(request: HttpRequest) -> HttpResponse:
    """Set taking the lump sum beside waiting for a pension."""
    form = comparing.WaitingForm(request.GET, law=law_in_force())
    is_asked = comparing.is_asked(request.GET)
    answer = comparing.answer(form)
    if not is_asked:
        form.errors.clear()
    context = {
        "form": form,
        "answer": answer,
        "is_asked": is_asked,
        **_links(request, "waiting", comparing.NAMES, _("Rút một lần hay để dành?")),
    }
    return render(request, "advice/waiting.html", context)


def _links(request: HttpRequest, name: str, names: list[str], title: str) -> dict[str, Any]:
    asked = kept(request.GET, names)
    return {
        "trail": [{"label": _("Tư vấn"), "href": address("index", kept(request.GET, []))}, {"label": title}],
        "share_url": request.build_absolute_uri(address(name, asked)),
        "leaflet_url": address(f"{name}_leaflet", asked) if name in WITH_LEAFLET else "",
    }
