"""Forms of the campaigns area."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.accounts.models import User
from diemtua.agencies.models import Agency
from diemtua.campaigns.actions import NewCampaign
from diemtua.campaigns.models import Campaign
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.web.days import DayField


class CampaignForm(forms.Form):
    """What an officer writes about a campaign."""

    title = forms.CharField(label=_("Tên chiến dịch"), max_length=200)
    theme = forms.CharField(label=_("Chủ đề"), max_length=200, required=False)
    starts_on = DayField(label=_("Bắt đầu"))
    ends_on = DayField(label=_("Kết thúc"))
    launch_on = DayField(label=_("Ngày ra quân"), required=False)
    map_date = DayField(
        label=_("Bản đồ ngày"),
        required=False,
        help_text=_("Địa bàn và cơ quan lấy theo ngày này. Để trống là theo ngày bắt đầu."),
    )
    lead_agency = forms.ModelChoiceField(
        label=_("Cơ quan chủ trì"), queryset=Agency.objects.none(), to_field_name="ref", empty_label=None
    )

    def __init__(self, *args: Any, user: User, campaign: Campaign | None = None, **kwargs: Any) -> None:
        if campaign is not None:
            names = ("title", "theme", "starts_on", "ends_on", "launch_on", "map_date")
            kwargs["initial"] = {name: getattr(campaign, name) for name in names} | {
                "lead_agency": campaign.lead_agency.ref
            }
        elif user.agency is not None:
            kwargs["initial"] = {"lead_agency": user.agency.ref}
        super().__init__(*args, **kwargs)
        self._place = campaign.place if campaign else _province_of(user)
        agencies = (
            Agency.objects.filter(place__path=self._place.path) if self._place else Agency.objects.none()
        )
        lead = self.fields["lead_agency"]
        assert isinstance(lead, forms.ModelChoiceField)
        lead.queryset = agencies.order_by("search_key", "valid_from")
        lead.label_from_instance = _dated_name  # type: ignore[assignment, method-assign] # how Django means it

    def clean(self) -> dict[str, Any]:
        """Take the map of the first day unless another is named; the lead agency must be there then."""
        values = super().clean() or {}
        values["map_date"] = values.get("map_date") or values.get("starts_on")
        lead, day = values.get("lead_agency"), values["map_date"]
        if lead and day and not (lead.valid_from <= day and (lead.valid_to is None or day < lead.valid_to)):
            self.add_error(
                "lead_agency", _("Cơ quan này không có vào ngày của bản đồ. Hãy chọn tên đúng kỳ.")
            )
        if self._place is None:
            raise forms.ValidationError(_("Chưa nạp địa bàn của tỉnh bạn phụ trách."))
        return values

    def new_campaign(self) -> NewCampaign:
        """Return what was written, once valid."""
        assert self._place is not None
        return NewCampaign(place=self._place, **self.cleaned_data)


def _province_of(user: User) -> Place | None:
    paths = user.paths
    code = paths[0].split(".", 1)[0] if paths else ""
    return Place.objects.filter(path=f"{code}.", kind=Kind.PROVINCE).order_by("-valid_from").first()


def _dated_name(agency: Agency) -> str:
    return f"{agency.name} ({_('đến trước')} {agency.valid_to:%d/%m/%Y})" if agency.valid_to else agency.name


class PhaseForm(forms.Form):
    """A phase of a campaign."""

    name = forms.CharField(label=_("Tên đợt"), max_length=120)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"))


class MessageForm(forms.Form):
    """A message that may be used in public."""

    text = forms.CharField(label=_("Thông điệp"), max_length=300)
