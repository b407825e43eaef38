"""Recording a sign-up: find the person or enter somebody new, then the entry itself."""

import re
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.people.actions import NewPerson
from diemtua.people.models import Person
from diemtua.prospects.models import Prospect
from diemtua.signups import actions
from diemtua.signups.enums import Status
from diemtua.signups.models import SignUp
from diemtua.signups.permissions import may_record_signups
from diemtua.web.access import form_page
from diemtua.web.choosing import place_name
from diemtua.web.shell import campaign_or_404
from diemtua.web.signups.forms import FindForm, NewPersonForm, SignUpForm

MOST_FOUND = 20
LOOKS_LIKE_ID = re.compile(r"[\d\s.\-]{9,}")


@form_page(may_record_signups)
def find(request: HttpRequest) -> HttpResponse:
    """Find the person by name without tones or by personal id, among those of the own places."""
    campaign = campaign_or_404(request)
    form = FindForm(request.POST or None)
    found: list[dict[str, Any]] | None = None
    words = ""
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"].strip()
        found = _found(campaign, request.user, words)
    context = {
        "form": form,
        "found": found,
        "has_more": found is not None and len(found) > MOST_FOUND,
        "name": "" if LOOKS_LIKE_ID.fullmatch(words) else words,
    }
    if found:
        context["found"] = found[:MOST_FOUND]
    return render(request, "signups/find.html", context)


def _found(campaign: Campaign, user: Any, words: str) -> list[dict[str, Any]]:
    """Return persons that match, each with what the campaign knows: prospect, entries that stand."""
    people = Person.objects.visible_to(user)
    people = people.with_personal_id(words) if LOOKS_LIKE_ID.fullmatch(words) else people.search(words)
    chosen = list(people.select_related("place__parent").order_by("sort_key", "id")[: MOST_FOUND + 1])
    prospects = {one.person_id: one for one in Prospect.objects.filter(campaign=campaign, person__in=chosen)}
    standing = SignUp.objects.filter(campaign=campaign, person__in=chosen).exclude(status=Status.WITHDRAWN)
    entries: dict[int, list[str]] = {}
    for signup in standing:
        entries.setdefault(signup.person_id, []).append(str(signup.get_programme_display()))
    return [
        {
            "person": one,
            "where": place_name(one.place),
            "prospect": prospects.get(one.pk),
            "entries": ", ".join(entries.get(one.pk, [])),
        }
        for one in chosen
    ]


@form_page(may_record_signups)
def create_for(request: HttpRequest, person_ref: str) -> HttpResponse:
    """Record an entry of a person already known."""
    campaign = campaign_or_404(request)
    people = Person.objects.visible_to(request.user).select_related("place__parent")
    person = get_object_or_404(people, ref=person_ref)
    initial = {"place": person.place.path, "activity": request.GET.get("hoat-dong", "")}
    prospect = Prospect.objects.filter(campaign=campaign, person=person).first()
    if prospect and prospect.programme:
        initial["programme"] = prospect.programme
    form = SignUpForm(request.POST or None, campaign=campaign, user=request.user, initial=initial)
    if person.place.path.startswith(campaign.place.path) and person.place.holds_on(campaign.map_date):
        form.fields["place"].keep(person.place_id)  # type: ignore[attr-defined] # ours, see web.choosing
    if request.method == "POST" and form.is_valid():
        answer = _record(request, campaign, form, person)
        if answer:
            return answer
    context = {"form": form, "person": person, "where": place_name(person.place), "prospect": prospect}
    return render(request, "signups/create.html", context)


@form_page(may_record_signups)
def create_with_person(request: HttpRequest) -> HttpResponse:
    """Enter somebody new together with the entry: both or neither."""
    campaign = campaign_or_404(request)
    data = request.POST or None
    person_form = NewPersonForm(data, initial={"full_name": request.GET.get("ten", "")})
    form = SignUpForm(data, campaign=campaign, user=request.user)
    if request.method == "POST" and form.is_valid() and person_form.is_valid():
        person = person_form.new_person(form.cleaned_data["place"])
        answer = _record(request, campaign, form, person)
        if answer:
            return answer
    return render(request, "signups/create.html", {"form": form, "person_form": person_form})


def _record(
    request: HttpRequest, campaign: Campaign, form: SignUpForm, person: Person | NewPerson
) -> HttpResponse | None:
    """Record and go to the entry; None when it was refused and the form says why."""
    now = timezone.now()
    try:
        signup = actions.record_signup(
            campaign=campaign, new=form.new_signup(person), by=request.user, at=now
        )
    except Refusal as refusal:
        form.add_error(None, refusal.text)
        return None
    _say(request, signup, person.full_name, now)
    return redirect("signups:show", signup.ref)


def _say(request: HttpRequest, signup: SignUp, name: str, now: datetime) -> None:
    values = {"person": name, "programme": signup.get_programme_display()}
    if signup.recorded_at == now:
        messages.success(request, _("Đã ghi nhận đăng ký %(programme)s của %(person)s.") % values)
    else:
        messages.info(request, _("Đăng ký %(programme)s của %(person)s đã ghi nhận trước đó.") % values)
