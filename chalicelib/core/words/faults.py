"""Words of what is wrong with a field of a form, by code."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.accounts import FAULT as ACCOUNTS
from chalicelib.core.words.asked_again import FAULT as ASKED_AGAIN
from chalicelib.core.words.conduct import FAULT as CONDUCT
from chalicelib.core.words.gate import FAULT as GATE
from chalicelib.core.words.imports import ROW_FAULTS
from chalicelib.core.words.incidents import INCIDENT_FAULTS
from chalicelib.core.words.lodging import FAULT as LODGING
from chalicelib.core.words.occupancy import FAULT as REPORTS
from chalicelib.core.words.plans import FAULT as PLANS
from chalicelib.core.words.reception import FAULT as RECEPTION
from chalicelib.core.words.settings import SETTING_FAULTS

FAULTS: dict[str, W] = {
    **PLANS,
    **LODGING,
    **RECEPTION,
    **ACCOUNTS,
    **REPORTS,
    **GATE,
    **CONDUCT,
    **ASKED_AGAIN,
    **SETTING_FAULTS,
    **ROW_FAULTS,
    "required": W(hant="必填。", hans="必填。", en="Fill this in."),
    "unknown": W(
        hant="表單沒有這一欄。", hans="表单没有这一栏。", en="The form has no such field."
    ),
    "repeated": W(hant="只能給一次。", hans="只能给一次。", en="Give it once only."),
    "not_text": W(hant="須為文字。", hans="须为文字。", en="This is text."),
    "not_a_whole_number": W(hant="須為整數。", hans="须为整数。", en="This is a whole number."),
    "not_yes_or_no": W(
        hant="須為是或否。", hans="须为是或否。", en="This is yes or no (true or false)."
    ),
    "not_a_choice": W(
        hant="須為其中之一:{choices}。",
        hans="须为其中之一:{choices}。",
        en="This is one of: {choices}.",
    ),
    "not_a_list": W(hant="須為清單。", hans="须为列表。", en="This is a list."),
    "not_an_object": W(hant="須為物件。", hans="须为对象。", en="This is an object."),
    "not_an_instant": W(
        hant="須為帶時區的時間,例如 2026-03-02T10:15:00+08:00。",
        hans="须为带时区的时间,例如 2026-03-02T10:15:00+08:00。",
        en="This is a time with its offset, such as 2026-03-02T10:15:00+08:00.",
    ),
    "not_a_day": W(
        hant="須為日期,例如 2026-03-02。",
        hans="须为日期,例如 2026-03-02。",
        en="This is a day, such as 2026-03-02.",
    ),
    "not_in_form": W(
        hant="格式不符,或只有空白。",
        hans="格式不符,或只有空白。",
        en="It is blank, or not in the form asked for.",
    ),
    "out_of_range": W(
        hant="須在 {min} 至 {max} 之間。",
        hans="须在 {min} 至 {max} 之间。",
        en="This lies between {min} and {max}.",
    ),
    "too_long": W(
        hant="最多 {max} {unit}。", hans="最多 {max} {unit}。", en="At most {max} {unit}."
    ),
    "too_short": W(
        hant="至少 {min} {unit}。", hans="至少 {min} {unit}。", en="At least {min} {unit}."
    ),
    "not_so_many": W(
        hant="須正好有 {count} 項。", hans="须正好有 {count} 项。", en="Exactly {count}."
    ),
    "invalid": W(hant="填寫有誤。", hans="填写有误。", en="This is not filled in right."),
    "no_such": W(
        hant="沒有這一項,請核對。",
        hans="没有这一项,请核对。",
        en="There is no such thing; check it.",
    ),
    "no_such_one": W(
        hant="沒有 {id},請核對。",
        hans="没有 {id},请核对。",
        en="There is no {id}; check it.",
    ),
    "says_otherwise": W(
        hant="{id} 那裡所填的與此不符,請核對。",
        hans="{id} 那里所填的与此不符,请核对。",
        en="What is said of {id} is otherwise; make the two agree.",
    ),
    "reserved": W(
        hant="以“system.”開頭的編號屬於程式本身。",
        hans="以“system.”开头的编号属于程序本身。",
        en="Ids that begin with “system.” are the program's own.",
    ),
    "department_full": W(
        hant="此部門已有 {max} 人,不能再加。",
        hans="此部门已有 {max} 人,不能再加。",
        en="This department has {max} people already, and can have no more.",
    ),
    "no_admin": W(
        hant="至少要有一位系統管理員。",
        hans="至少要有一位系统管理员。",
        en="At least one person must be an administrator.",
    ),
    "no_phone": W(
        hant="此人沒有聯絡電話;請改填來電人及電話。",
        hans="此人没有联系电话;请改填来电人及电话。",
        en="No number is known of this person; name them as somebody not known yet, with a phone.",
    ),
    "one_of": W(
        hant="請填其中一項:{fields}。",
        hans="请填其中一项:{fields}。",
        en="Fill in exactly one of: {fields}.",
    ),
    "none_of": W(
        hant="至少填一項:{fields}。",
        hans="至少填一项:{fields}。",
        en="Give at least one of: {fields}.",
    ),
    "desk_only": W(
        hant="業戶自行報修時不填此欄。",
        hans="业户自行报修时不填此栏。",
        en="Only the desk fills this in; owners report for themselves.",
    ),
    "indoor_only": W(
        hant="僅室內報修填寫。", hans="仅室内报修填写。", en="For indoor repairs only."
    ),
    "complaint_only": W(hant="僅投訴填寫。", hans="仅投诉填写。", en="For complaints only."),
    "forwarded_only": W(
        hant="僅集團客戶服務中心或全質辦轉來的投訴填寫。",
        hans="仅集团客户服务中心或全质办转来的投诉填写。",
        en="For complaints passed on by the group service centre or the quality office only.",
    ),
    "before_received": W(
        hant="不得早於受理或轉來的時間。",
        hans="不得早于受理或转来的时间。",
        en="It lies before the matter was received.",
    ),
    "not_the_same": W(
        hant="須為同一單元或同一人、同一類別、期限內較早的投訴。",
        hans="须为同一单元或同一人、同一类别、期限内较早的投诉。",
        en="This is an earlier complaint of the same unit or person and category, within the days.",
    ),
    "own_department": W(
        hant="請只查看本部門的工單。",
        hans="请只查看本部门的工单。",
        en="List your own department's only.",
    ),
    "free_of_charge": W(
        hant="此次施工不收費,不填用料。",
        hans="此次施工不收费,不填用料。",
        en="This work is free of charge; leave the lines out.",
    ),
    "owner_in_app": W(
        hant="業戶本人同意請選「線上」。",
        hans="业户本人同意请选“线上”。",
        en="Owners consent themselves: in the app.",
    ),
    "not_the_owner": W(
        hant="只有業戶本人可選「線上」;請選擇業戶同意的方式。",
        hans="只有业户本人可选“线上”;请选择业户同意的方式。",
        en="Only the owner consents in the app; say how they told you.",
    ),
    "in_the_future": W(hant="不得晚於現在。", hans="不得晚于现在。", en="It has not happened yet."),
    "before_acceptance": W(
        hant="不得早於驗收。", hans="不得早于验收。", en="It lies before the acceptance."
    ),
    "not_oneself": W(hant="須為另一人。", hans="须为另一人。", en="This is somebody else."),
    "not_yours": W(
        hant="須為您自己有簽批權的角色。",
        hans="须为您自己有签批权的角色。",
        en="This is a role of your own that signs approvals.",
    ),
    "in_the_past": W(hant="不得早於今天。", hans="不得早于今天。", en="This is not before today."),
    "too_many_days": W(hant="最多 {max} 天。", hans="最多 {max} 天。", en="At most {max} days."),
    "ends_before_it_begins": W(
        hant="結束須晚於開始。", hans="结束须晚于开始。", en="It ends after it begins."
    ),
    "nobody_reached": W(
        hant="未接通或未獲同意時不填。",
        hans="未接通或未获同意时不填。",
        en="Nobody was reached or consented, so there is no result.",
    ),
    "decided_since": W(
        hant="之後另有回訪,此處不再決定。",
        hans="之后另有回访,此处不再决定。",
        en="A later follow-up decides; leave this out.",
    ),
    "not_available_here": W(
        hant="這裡沒有這種通知方式,請聯絡系統管理員。",
        hans="这里没有这种通知方式,请联系系统管理员。",
        en="This means of telling is not available here.",
    ),
    "not_https": W(
        hant="請填 https:// 開頭、以主機名稱表示的地址,不含帳號、埠號與 #。",
        hans="请填 https:// 开头、以主机名称表示的地址,不含账号、端口与 #。",
        en="An https:// address with a host name, and no user, port or fragment.",
    ),
    "private_target": W(
        hant="此地址通往內部網絡,不能使用。",
        hans="此地址通往内部网络,不能使用。",
        en="This address leads into a private network; it cannot be used.",
    ),
    "no_such_host": W(
        hant="找不到此主機,請核對地址。",
        hans="找不到此主机,请核对地址。",
        en="This host cannot be found; check the address.",
    ),
    "no_secret": W(
        hant="請填 whsec_ 開頭的密鑰,為 24 至 64 位元組的 Base64。",
        hans="请填 whsec_ 开头的密钥,为 24 至 64 字节的 Base64。",
        en="A secret that begins with whsec_ and holds 24 to 64 bytes in Base64.",
    ),
    "no_such_robot": W(
        hant="請貼上群機器人的完整地址。",
        hans="请贴上群机器人的完整地址。",
        en="Paste the whole address of the group robot.",
    ),
    "no_such_address": W(
        hant="請填有效的電郵地址。", hans="请填有效的电邮地址。", en="A valid e-mail address."
    ),
    "no_such_number": W(
        hant="請填有效的手機號碼。", hans="请填有效的手机号码。", en="A valid telephone number."
    ),
    "no_criticism": W(
        hant="此回訪沒有批評。", hans="此回访没有批评。", en="This follow-up holds no criticism."
    ),
    **INCIDENT_FAULTS,
    "last_before_first": W(
        hant="最後一日不得早於首日。",
        hans="最后一日不得早于首日。",
        en="The last day lies before the first.",
    ),
    "period_too_long": W(
        hant="一份報表最多 {max} 日。",
        hans="一份报表最多 {max} 日。",
        en="A report covers at most {max} days.",
    ),
    "too_many_tickets": W(
        hant="一份報表最多 {max} 件,至 {day} 已滿;請縮短期間,分次查閱。",
        hans="一份报表最多 {max} 件,至 {day} 已满;请缩短期间,分次查阅。",
        en="A report counts at most {max} tickets, reached on {day}; ask for fewer days at a time.",
    ),
}
