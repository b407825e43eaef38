"""What must I do today, where do we stand, what is wrong: one home page per role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from diemtua.web.access import page, reads


@page(reads)
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page of the user's role."""
    return render(request, "home/show.html", {})
