"""Names of the fields of reports; what a report prints is called as it prints it (P-report)."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own
from chalicelib.core.words.occupancy import ACCOUNTED, AMOUNTS
from chalicelib.core.words.occupancy import FIGURES as BEDS
from chalicelib.core.words.reception.registers import FIGURES as RECEPTIONS
from chalicelib.core.words.reception.registers import HEADINGS as REGISTER
from chalicelib.core.words.reports import REPORTED as TICKETS


def _printed(words: dict[str, W], *fields: str) -> dict[str, W]:
    """Fields that a report prints, called as it prints them."""
    return {field: words[field] for field in fields}


FIELDS: dict[str, W] = {
    # every report
    "made_at": W(hant="製表時間", hans="制表时间", en="Made at"),
    "table": W(hant="報表", hans="报表", en="Table"),
    "groups": W(hant="分組", hans="分组", en="Groups"),
    "figures": W(hant="指標", hans="指标", en="Figures"),
    "rate": W(hant="比率", hans="比率", en="Rate"),
    "numerator": W(hant="符合數", hans="符合数", en="So many"),
    "denominator": W(hant="總數", hans="总数", en="Of"),
    "measure": W(hant="指標", hans="指标", en="Figure"),
    "register": W(hant="接待登記冊", hans="接待登记册", en="Register"),
    "exceptions": W(hant="特批事項", hans="特批事项", en="Exceptions granted"),
    "movements": W(hant="按項目合計", hans="按项目合计", en="By what it was for"),
    "ages": W(hant="欠款時長", hans="欠款时长", en="How long it has been owing"),
    "sums": W(hant="金額", hans="金额", en="Sums"),
    "employees": W(hant="員工", hans="员工", en="Employees"),
    "said": W(hant="批示說明", hans="批示说明", en="What the GM said"),
    "signed": W(hant="簽批人", hans="签批人", en="Signed by"),
    "sexes": W(hant="按性別", hans="按性别", en="By sex"),
    "applications": W(hant="申請", hans="申请", en="Applications"),
    "waits": W(hant="等候時間", hans="等候时间", en="Waits"),
    "queue": W(hant="輪候", hans="轮候", en="Queue"),
    "kinds": W(hant="按類別", hans="按类别", en="By kind"),
    **own("TicketReport", department=W(hant="只計部門", hans="只计部门", en="Of one department")),
    # each report
    **own(
        "chalicelib.tickets.reports.model.Figures",
        channels=W(hant="按受理方式", hans="按受理方式", en="By channel"),
        categories=W(hant="按投訴類別", hans="按投诉类别", en="By category of complaint"),
        handed=W(hant="部門日報", hans="部门日报", en="Day reports"),
        money=W(hant="有償維修", hans="有偿维修", en="Paid repairs"),
        **_printed(
            TICKETS, "taken_in", "open", "completed", "archived", "cancelled", "rates", "vain_calls"
        ),
    ),
    **own(
        "chalicelib.tickets.reports.model.Sums",
        **_printed(TICKETS, "quoted", "charged", "paid", "owing"),
    ),
    **own(
        "Handed",
        on_time=W(hant="部門日報及時", hans="部门日报及时", en="Day reports in time"),
        late=TICKETS["handed_late"],
        missing=TICKETS["handed_missing"],
    ),
    **own(
        "Workload",
        "chalicelib.tickets.reports.model.Group",
        "chalicelib.reception.registers.model.Group",
        name=W(hant="名稱", hans="名称", en="Name"),
    ),
    **own("Satisfaction", **_printed(TICKETS, "answers", "mean", "scores")),
    **own(
        "Workload",
        **_printed(
            TICKETS,
            "received",
            "completed",
            "returned",
            "passed_on",
            "cancelled",
            "open",
            "reopened",
            "median_hours",
            "p90_hours",
        ),
    ),
    **own("BedFigures", beds=W(hant="床夜", hans="床夜", en="Bed-nights"), nights=BEDS["nights"]),
    **own("BedNights", **_printed(BEDS, "open", "given", "used", "rate")),
    **own("OfSex", **_printed(BEDS, "given", "used")),
    **own(
        "ApplicationsCounted",
        **_printed(
            BEDS,
            "applied",
            "extensions",
            "granted",
            "queued",
            "refused",
            "withdrawn",
            "cancelled",
            "lapsed",
            "no_show",
            "ceded",
        ),
    ),
    **own("Waits", **_printed(BEDS, "mean_hours", "median_hours", "longest_hours")),
    **own("Queued", **_printed(BEDS, "longest", "at_end")),
    **own(
        "GuestsCounted",
        nights=W(hant="退房來客住宿夜數", hans="退房来客住宿夜数", en="Nights of those who left"),
        **_printed(BEDS, "came", "left", "mean_nights", "late", "overstayed"),
    ),
    **own(
        "AccountSums", **_printed(AMOUNTS, "opening", "charged", "taken_back", "paid", "closing")
    ),
    **own("Ages", **_printed(AMOUNTS, "up_to_30", "up_to_60", "up_to_90", "older", "credit")),
    **own("Movement", **_printed(ACCOUNTED, "count")),
    **own("chalicelib.reception.registers.model.Figures", **RECEPTIONS),
    **own(
        "Registered",
        kind=W(hant="來賓類別", hans="来宾类别", en="Kind of guests"),
        costs=W(hant="各來賓費用", hans="各来宾费用", en="Cost of each guest"),
        **_printed(REGISTER, "guests", "budget", "spent", "per_guest", "signed", "granted"),
    ),
    **own(
        "ExceptionMade",
        **_printed(REGISTER, "department", "asks", "code", "line", "words", "said", "by"),
    ),
    **own(
        "TicketReport",
        "OccupancyReport",
        "AccountsReport",
        "ReceptionsReport",
        "report-tickets",
        "report-tickets-page",
        "report-tickets-table",
        "report-tickets-workbook",
        "report-lodging",
        "report-lodging-table",
        "report-lodging-workbook",
        "report-accounts",
        "report-accounts-table",
        "report-accounts-workbook",
        "report-receptions",
        "report-receptions-table",
        "report-receptions-workbook",
        by=W(hant="分組方式", hans="分组方式", en="Divided by"),
    ),
}
