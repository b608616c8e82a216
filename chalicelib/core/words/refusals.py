"""Words of the refusals: for each code what is refused, and what to do instead."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.accounts import REFUSED as ACCOUNTS
from chalicelib.core.words.asked_again import REFUSED as ASKED_AGAIN
from chalicelib.core.words.complaints import COMPLAINTS
from chalicelib.core.words.conduct import REFUSED as CONDUCT
from chalicelib.core.words.delegations import DELEGATIONS
from chalicelib.core.words.erasing import REFUSED as ERASING
from chalicelib.core.words.gate import REFUSED as GATE
from chalicelib.core.words.imports import REFUSED as IMPORTS
from chalicelib.core.words.incidents import INCIDENT_REFUSALS
from chalicelib.core.words.lodging import REFUSED as LODGING
from chalicelib.core.words.plans import REFUSED as PLANS
from chalicelib.core.words.reception import REFUSED as RECEPTION
from chalicelib.core.words.settings import SETTINGS
from chalicelib.core.words.shifts_and_days import SHIFTS_AND_DAYS

REFUSALS: dict[str, tuple[W, W]] = {
    # the edge
    "unauthenticated": (
        W(hant="未登入", hans="未登录", en="Not signed in"),
        W(
            hant="請重新登入,並以 Authorization: Bearer 附上有效的令牌。",
            hans="请重新登录,并以 Authorization: Bearer 附上有效的令牌。",
            en="Sign in again and send a valid token as Authorization: Bearer.",
        ),
    ),
    "not_found": (
        W(hant="找不到", hans="找不到", en="Not found"),
        W(
            hant="這裡沒有您可以查看的記錄,請核對編號。",
            hans="这里没有您可以查看的记录,请核对编号。",
            en="There is nothing here that you may see; check the number.",
        ),
    ),
    "method_not_allowed": (
        W(hant="不支援的方法", hans="不支持的方法", en="Method not allowed"),
        W(
            hant="此地址不接受這種方法,請看 Allow 標頭。",
            hans="此地址不接受这种方法,请看 Allow 标头。",
            en="This address does not take that method; see the Allow header.",
        ),
    ),
    "malformed": (
        W(hant="內容不是 JSON", hans="内容不是 JSON", en="Not JSON"),
        W(
            hant="請送出 UTF-8 編碼的 JSON 物件。",
            hans="请送出 UTF-8 编码的 JSON 对象。",
            en="Send a JSON object in UTF-8.",
        ),
    ),
    "unsupported_media": (
        W(hant="內容類型不符", hans="内容类型不符", en="Unsupported media type"),
        W(
            hant="請以 Content-Type: application/json 送出。",
            hans="请以 Content-Type: application/json 送出。",
            en="Send it as Content-Type: application/json.",
        ),
    ),
    "too_large": (
        W(hant="內容過大", hans="内容过大", en="Too large"),
        W(
            hant="內容最多 {bytes} 位元組,請縮短。",
            hans="内容最多 {bytes} 字节,请缩短。",
            en="The content may have {bytes} bytes at most; shorten it.",
        ),
    ),
    "invalid_form": (
        W(hant="表單填寫有誤", hans="表单填写有误", en="The form is not filled in right"),
        W(
            hant="請按各欄位的說明更正後再送出。",
            hans="请按各栏位的说明更正后再送出。",
            en="Correct each field as its fault says, then send it again.",
        ),
    ),
    "key_missing": (
        W(hant="缺少冪等鍵", hans="缺少幂等键", en="Idempotency-Key missing"),
        W(
            hant="請為這次提交產生一個新的 Idempotency-Key 標頭;重送時用同一個。",
            hans="请为这次提交生成一个新的 Idempotency-Key 标头;重送时用同一个。",
            en="Send a fresh Idempotency-Key header; use the same one when you send again.",
        ),
    ),
    "key_malformed": (
        W(hant="冪等鍵格式不符", hans="幂等键格式不符", en="Idempotency-Key malformed"),
        W(
            hant="Idempotency-Key 須為 1 至 128 個可見的 ASCII 字元。",
            hans="Idempotency-Key 须为 1 至 128 个可见的 ASCII 字符。",
            en="An Idempotency-Key has 1 to 128 visible ASCII characters.",
        ),
    ),
    "key_reused": (
        W(hant="已送出過", hans="已提交过", en="Sent already"),
        W(
            hant="這份表單已送出過,內容不同;要另外再送一份,請用新的 Idempotency-Key 送出。",
            hans="这份表单已提交过,内容不同;要另外再提交一份,请用新的 Idempotency-Key 提交。",
            en="This form was sent already, with other content; to send another, use a new "
            "Idempotency-Key.",
        ),
    ),
    "busy": (
        W(hant="仍在處理中", hans="仍在处理中", en="Still being handled"),
        W(
            hant="同時有許多人在提交;請稍候原樣再送一次。",
            hans="同时有许多人在提交;请稍候原样再提交一次。",
            en="Many are submitting at once; send it again shortly, as it is.",
        ),
    ),
    "version_missing": (
        W(hant="缺少版本", hans="缺少版本", en="If-Match missing"),
        W(
            hant="請在 If-Match 標頭附上您所看到的版本(ETag)。",
            hans="请在 If-Match 标头附上您所看到的版本(ETag)。",
            en="Send the version that you saw (its ETag) as If-Match.",
        ),
    ),
    "version_malformed": (
        W(hant="版本格式不符", hans="版本格式不符", en="If-Match malformed"),
        W(
            hant='If-Match 須為一個 ETag,例如 "3"。',
            hans='If-Match 须为一个 ETag,例如 "3"。',
            en='If-Match is one ETag, such as "3".',
        ),
    ),
    "stale": (
        W(hant="記錄已被他人更改", hans="记录已被他人更改", en="Changed in the meantime"),
        W(
            hant="您看到的不是最新版本;現況附於 present,請核對後再送出。",
            hans="您看到的不是最新版本;现况附于 present,请核对后再送出。",
            en="You saw an older version; look at the one in `present`, then send it again.",
        ),
    ),
    "unavailable": (
        W(hant="暫時無法服務", hans="暂时无法服务", en="Unavailable for now"),
        W(
            hant="資料庫暫時沒有回應;請稍候用同一個 Idempotency-Key 再送一次,不會重複。",
            hans="数据库暂时没有回应;请稍候用同一个 Idempotency-Key 再提交一次,不会重复。",
            en="The store does not answer; send it again shortly with the same Idempotency-Key: "
            "nothing will happen twice.",
        ),
    ),
    "internal": (
        W(hant="系統錯誤", hans="系统错误", en="Internal error"),
        W(
            hant="系統出錯,已記錄;請把編號 (correlation) 告訴管理員。",
            hans="系统出错,已记录;请把编号 (correlation) 告诉管理员。",
            en="Something went wrong and was logged; give your administrator the number "
            "(correlation).",
        ),
    ),
    "throttled": (
        W(hant="請求太多", hans="请求太多", en="Too many requests"),
        W(
            hant="請稍候原樣再送一次。",
            hans="请稍候原样再提交一次。",
            en="Wait a moment and send it again, as it is.",
        ),
    ),
    # whoever asks
    "not_your_step": (
        W(hant="無權辦理", hans="无权办理", en="Not yours to do"),
        W(
            hant="此事由以下角色辦理:{roles}。",
            hans="此事由以下角色办理:{roles}。",
            en="This is for: {roles}.",
        ),
    ),
    "other_department": (
        W(hant="不屬於您的部門", hans="不属于您的部门", en="Another department's"),
        W(
            hant="此事由所屬部門辦理;工單派錯部門時,請由前臺轉派。",
            hans="此事由所属部门办理;工单派错部门时,请由前台转派。",
            en="The department concerned does this itself; "
            "an order that is with the wrong one is reassigned by the desk.",
        ),
    ),
    "other_assignee": (
        W(hant="已由他人接單", hans="已由他人接单", en="Somebody else's order"),
        W(
            hant="此單由他人負責;請由該人、部門主管辦理,或請前臺改派。",
            hans="此单由他人负责;请由该人、部门主管办理,或请前台改派。",
            en="Somebody else has the order; they or the department head go on, "
            "or the desk reassigns it.",
        ),
    ),
    "own_roles": (
        W(hant="不可更改自己的角色", hans="不可更改自己的角色", en="Not your own roles"),
        W(
            hant="自己的角色由另一位管理員更改。",
            hans="自己的角色由另一位管理员更改。",
            en="Another administrator changes what you are.",
        ),
    ),
    "known_already": (
        W(hant="已有此人", hans="已有此人", en="Known already"),
        W(
            hant="本項目已有 {id};請改用別的編號,或更改此人。",
            hans="本项目已有 {id};请改用别的编号,或更改此人。",
            en="{id} is at this site already; choose another id, or change that person.",
        ),
    ),
    "own_work": (
        W(hant="不得驗收或審核自己的工作", hans="不得验收或审核自己的工作", en="Your own work"),
        W(
            hant="您參與過此單,須由另一人辦理此步驟。",
            hans="您参与过此单,须由另一人办理此步骤。",
            en="You took part in it; somebody else has to take this step.",
        ),
    ),
    "signature_differs": (
        W(hant="簽名不符", hans="签名不符", en="The signature differs"),
        W(
            hant="請輸入您自己的姓名作為簽名。",
            hans="请输入您自己的姓名作为签名。",
            en="Type your own name as it is in the directory.",
        ),
    ),
    # the order of steps
    "out_of_order": (
        W(hant="步驟未到", hans="步骤未到", en="Out of order"),
        W(
            hant="目前為「{state}」;請先完成「{step}」。",
            hans="目前为“{state}”;请先完成“{step}”。",
            en="It is at “{state}”; first comes “{step}”.",
        ),
    ),
    "too_late": (
        W(hant="此步驟已過", hans="此步骤已过", en="Too late for this step"),
        W(
            hant="目前為「{state}」,此步驟不再適用;請看現在的可辦事項。",
            hans="目前为“{state}”,此步骤不再适用;请看现在的可办事项。",
            en="It is at “{state}” and past this step; see what may be done now.",
        ),
    ),
    # repairs
    "indoor_only": (
        W(hant="僅限室內報修", hans="仅限室内报修", en="Indoor repairs only"),
        W(
            hant="公共設施報修無須此步驟。",
            hans="公共设施报修无须此步骤。",
            en="A repair of public facilities needs no such step.",
        ),
    ),
    "told_already": (
        W(hant="工程維護部已獲知會", hans="工程维护部已获知会", en="Engineering was told"),
        W(
            hant="已知會「{told}」,無須再記。",
            hans="已知会“{told}”,无须再记。",
            en="Engineering was told already ({told}); there is nothing to add.",
        ),
    ),
    "overrules_nothing": (
        W(hant="判定與現有結果相同", hans="判定与现有结果相同", en="Nothing to overrule"),
        W(
            hant="保修判定已是如此,無須更改。",
            hans="保修判定已是如此,无须更改。",
            en="The warranty is judged so already.",
        ),
    ),
    "worked_on_already": (
        W(hant="已施工,不得更改保修判定", hans="已施工,不得更改保修判定", en="Worked on already"),
        W(
            hant="保修須在施工之前判定;如需減免費用,請交主管處理。",
            hans="保修须在施工之前判定;如需减免费用,请交主管处理。",
            en="Warranty is judged before the work; leave a waiver to the supervisor.",
        ),
    ),
    "free_of_charge": (
        W(hant="免費維修", hans="免费维修", en="Free of charge"),
        W(
            hant="此項在保修期內或為公共設施,不報價、不收費。",
            hans="此项在保修期内或为公共设施,不报价、不收费。",
            en="It is in warranty or public: there is no quotation and no charge.",
        ),
    ),
    "consent_missing": (
        W(hant="業戶尚未同意報價", hans="业户尚未同意报价", en="The owner has not consented"),
        W(
            hant="有償維修須先報價並取得業戶同意,方可施工。",
            hans="有偿维修须先报价并取得业户同意,方可施工。",
            en="Paid work starts with a quotation and the owner's consent to it.",
        ),
    ),
    "over_quotation": (
        W(hant="超出已同意的報價", hans="超出已同意的报价", en="Over the quotation"),
        W(
            hant="實際 {used} 分,已同意 {quoted} 分;請重新報價並取得業戶同意。",
            hans="实际 {used} 分,已同意 {quoted} 分;请重新报价并取得业户同意。",
            en="Used {used} fen, consented to {quoted} fen; quote again and ask the owner.",
        ),
    ),
    "nothing_owing": (
        W(hant="沒有應付款項", hans="没有应付款项", en="Nothing owing"),
        W(
            hant="此單沒有未付的費用。",
            hans="此单没有未付的费用。",
            en="Nothing on this order is unpaid.",
        ),
    ),
    "paid_already": (
        W(hant="已付款", hans="已付款", en="Paid already"),
        W(
            hant="此筆費用已付,不會重複收取;請查看收據。",
            hans="此笔费用已付,不会重复收取;请查看收据。",
            en="This charge was paid and is not taken twice; see its receipt.",
        ),
    ),
    "tries_used": (
        W(hant="今日回訪次數已滿", hans="今日回访次数已满", en="No more tries today"),
        W(
            hant="今日已試 {tries} 次未接通,請於 {day} 再回訪。",
            hans="今日已试 {tries} 次未接通,请于 {day} 再回访。",
            en="{tries} tries were made in vain today; call again on {day}.",
        ),
    ),
    "dissatisfied_left_open": (
        W(
            hant="業戶不滿意,不得結束",
            hans="业户不满意,不得结束",
            en="The customer is dissatisfied",
        ),
        W(
            hant="滿意度 2 分或以下:請在 then 選擇重開工單或上門回訪。",
            hans="满意度 2 分或以下:请在 then 选择重开工单或上门回访。",
            en="Satisfaction is 2 or less: say in `then` whether to reopen or to visit.",
        ),
    ),
    "nothing_parked": (
        W(hant="沒有擱置的訊息", hans="没有搁置的消息", en="Nothing is parked"),
        W(
            hant="此處的訊息都已送出,或仍在重試。",
            hans="此处的消息都已送出,或仍在重试。",
            en="All messages here have left, or are still being tried.",
        ),
    ),
    "nothing_to_correct": (
        W(hant="沒有可更正的回訪記錄", hans="没有可更正的回访记录", en="Nothing to correct"),
        W(
            hant="此單還沒有回訪記錄。",
            hans="此单还没有回访记录。",
            en="There is no follow-up on this ticket yet.",
        ),
    ),
    "no_criticism": (
        W(hant="沒有待回應的批評", hans="没有待回应的批评", en="No criticism to answer"),
        W(
            hant="所有批評均已有改進措施。",
            hans="所有批评均已有改进措施。",
            en="Every criticism has its improvement note.",
        ),
    ),
    "reopened_stays_open": (
        W(hant="重開的工單不得取消", hans="重开的工单不得取消", en="A reopened order stays open"),
        W(
            hant="業戶曾不滿意,須完成並經回訪,不得取消。",
            hans="业户曾不满意,须完成并经回访,不得取消。",
            en="The customer was dissatisfied: complete it and follow it up.",
        ),
    ),
    "work_begun": (
        W(hant="已施工,不得取消", hans="已施工,不得取消", en="Work has begun"),
        W(
            hant="已開始施工的工單須完工、驗收並回訪,不得取消。",
            hans="已开始施工的工单须完工、验收并回访,不得取消。",
            en="Work that was begun is completed, accepted and followed up, not withdrawn.",
        ),
    ),
    "working_copy_out": (
        W(hant="執行聯尚未交回", hans="执行联尚未交回", en="The working copy is out"),
        W(
            hant="歸檔須附上交回的執行聯,請輸入其編號 {number}。",
            hans="归档须附上交回的执行联,请输入其编号 {number}。",
            en="Archiving asks for the working copy: type the number on it, {number}.",
        ),
    ),
    "working_copy_differs": (
        W(hant="執行聯編號不符", hans="执行联编号不符", en="Another order's working copy"),
        W(
            hant="此單的執行聯編號為 {number}。",
            hans="此单的执行联编号为 {number}。",
            en="The working copy of this order bears {number}.",
        ),
    ),
    "record_full": (
        W(hant="記錄已滿", hans="记录已满", en="The record is full"),
        W(
            hant="此記錄已達上限 {bytes} 位元組,請另立新單。",
            hans="此记录已达上限 {bytes} 字节,请另立新单。",
            en="The record has reached {bytes} bytes; open a new one.",
        ),
    ),
    **COMPLAINTS,
    **SETTINGS,
    # files
    "files_full": (
        W(hant="附件已滿", hans="附件已满", en="No room for more files"),
        W(
            hant="每份記錄最多 {most} 個附件。",
            hans="每份记录最多 {most} 个附件。",
            en="A record has {most} files at most.",
        ),
    ),
    "file_settled": (
        W(hant="附件已處理", hans="附件已处理", en="The file is settled"),
        W(
            hant="此附件{state};如需另附,請重新上傳。",
            hans="此附件{state};如需另附,请重新上传。",
            en="The file is {state} already; to add another, upload it anew.",
        ),
    ),
    "file_missing": (
        W(hant="檔案尚未上傳", hans="文件尚未上传", en="Not uploaded yet"),
        W(
            hant="請先按 upload 上傳檔案,再附上。",
            hans="请先按 upload 上传文件,再附上。",
            en="Upload the file first, as `upload` says; then attach it.",
        ),
    ),
    "file_size_differs": (
        W(hant="檔案大小不符", hans="文件大小不符", en="Another size than announced"),
        W(
            hant="申報 {announced} 位元組,實際 {stored} 位元組;請重新上傳。",
            hans="申报 {announced} 字节,实际 {stored} 字节;请重新上传。",
            en="Announced {announced} bytes, uploaded {stored}; upload it anew.",
        ),
    ),
    "file_digest_differs": (
        W(hant="檔案內容不符", hans="文件内容不符", en="Other content than announced"),
        W(
            hant="檔案的 SHA-256 與申報不符,可能在途中受損;請重新上傳。",
            hans="文件的 SHA-256 与申报不符,可能在途中受损;请重新上传。",
            en="Its SHA-256 is not the one announced; it may have been damaged. Upload it anew.",
        ),
    ),
    "file_type_differs": (
        W(hant="檔案類型不符", hans="文件类型不符", en="Another type than announced"),
        W(
            hant="申報為{announced},上傳為 {stored};請重新上傳。",
            hans="申报为{announced},上传为 {stored};请重新上传。",
            en="Announced as {announced}, uploaded as {stored}; upload it anew.",
        ),
    ),
    "file_not_its_type": (
        W(hant="檔案並非所稱類型", hans="文件并非所称类型", en="Not what it says it is"),
        W(
            hant="檔案的內容不是{announced};請以正確的類型重新上傳。",
            hans="文件的内容不是{announced};请以正确的类型重新上传。",
            en="Its content is no {announced}; upload it anew as what it is.",
        ),
    ),
    # shifts and days
    **SHIFTS_AND_DAYS,
    **DELEGATIONS,
    # known outages
    **INCIDENT_REFUSALS,
    # maintenance plans
    **PLANS,
    **LODGING,
    **RECEPTION,
    **ACCOUNTS,
    **CONDUCT,
    **ERASING,
    **GATE,
    # urging and repeats
    **ASKED_AGAIN,
    **IMPORTS,
    # approvals
    "approval_over": (
        W(hant="審批已結束", hans="审批已结束", en="The approval is over"),
        W(
            hant="此審批已是「{state}」,不能再更改。",
            hans="此审批已是“{state}”,不能再更改。",
            en="It is {state} and cannot be changed; submit a new version.",
        ),
    ),
    "own_approval": (
        W(hant="不得審批自己的申請", hans="不得审批自己的申请", en="Your own application"),
        W(
            hant="申請人、來客及其代理人不得審批,須由他人審批。",
            hans="申请人、来客及其代理人不得审批,须由他人审批。",
            en="Applicant, guest and whoever acts for them do not approve; somebody else does.",
        ),
    ),
    "signed_already": (
        W(hant="您已簽過一級", hans="您已签过一级", en="You signed a step already"),
        W(
            hant="一人只簽一級,下一級須由他人簽核。",
            hans="一人只签一级,下一级须由他人签核。",
            en="One person signs one step; the next is somebody else's.",
        ),
    ),
    "not_your_approval": (
        W(hant="此級不由您審批", hans="此级不由您审批", en="Not yours to approve"),
        W(
            hant="此級由以下角色審批:{role}。",
            hans="此级由以下角色审批:{role}。",
            en="This step is signed by: {role}.",
        ),
    ),
    "not_your_application": (
        W(hant="不是您的申請", hans="不是您的申请", en="Not your application"),
        W(
            hant="只有申請人可以撤回。",
            hans="只有申请人可以撤回。",
            en="Only the applicant withdraws it.",
        ),
    ),
}
