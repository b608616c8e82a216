"""Words of imports: headings, faults of rows, refusals, states."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "trial_unfinished": (
        W(hant="試匯入尚未完成", hans="试导入尚未完成", en="The trial is not finished"),
        W(
            hant="請等試匯入完成、看過有誤的行後,再正式匯入。",
            hans="请等试导入完成、看过有误的行后,再正式导入。",
            en="Wait until the trial is done, look at its faulty rows, then import for good.",
        ),
    ),
    "rows_faulty": (
        W(hant="有誤的行尚未處理", hans="有误的行尚未处理", en="Rows are faulty"),
        W(
            hant="有 {count} 行有誤:請更正檔案後重新上傳,或選擇略過有誤的行。",
            hans="有 {count} 行有误:请更正文件后重新上传,或选择略过有误的行。",
            en="{count} rows are faulty: upload a corrected file, or leave them out.",
        ),
    ),
}

ROW_FAULTS: dict[str, W] = {
    "not_a_spreadsheet": W(
        hant="無法讀取此檔案:須為未加密的 XLSX 或 CSV。",
        hans="无法读取此文件:须为未加密的 XLSX 或 CSV。",
        en="This file cannot be read: it must be XLSX, not encrypted, or CSV.",
    ),
    "unknown_encoding": W(
        hant="無法辨認文字編碼;請存為 UTF-8 的 CSV 或 XLSX。",
        hans="无法辨认文字编码;请存为 UTF-8 的 CSV 或 XLSX。",
        en="Its encoding is not known; save it as CSV in UTF-8, or as XLSX.",
    ),
    "too_many_rows": W(
        hant="最多 {max} 行,請分成幾個檔案。",
        hans="最多 {max} 行,请分成几个文件。",
        en="At most {max} rows; make several files of it.",
    ),
    "too_much_inside": W(
        hant="檔案解開後超過 {max} MB;請刪去圖片與空白行後再存。",
        hans="文件解开后超过 {max} MB;请删去图片与空白行后再存。",
        en="It unpacks to more than {max} MB; take out blank rows and formats, and save it again.",
    ),
    "no_headings": W(
        hant="找不到欄位標題;須有這些欄:{columns}。",
        hans="找不到栏位标题;须有这些栏:{columns}。",
        en="No headings were found; there must be: {columns}.",
    ),
    "no_rows": W(
        hant="標題下沒有資料。", hans="标题下没有数据。", en="Nothing stands below its headings."
    ),
    "not_a_date": W(
        hant="須為日期,例如 2026-03-02、2026/3/2 或 2026年3月2日。",
        hans="须为日期,例如 2026-03-02、2026/3/2 或 2026年3月2日。",
        en="This is a date, such as 2026-03-02 or 2026/3/2.",
    ),
    "made_a_date": W(
        hant="試算表已將此格變成日期;請把這一欄設為文字格式,重新填寫。",
        hans="表格已将此格变成日期;请把这一栏设为文本格式,重新填写。",
        en="The spreadsheet made a date of this; format the column as text and write it again.",
    ),
    "not_an_amount": W(
        hant="須為金額(元),最多兩位小數,例如 1250.50。",
        hans="须为金额(元),最多两位小数,例如 1250.50。",
        en="This is an amount in yuan with two decimals at most, such as 1250.50.",
    ),
    "row_repeated": W(
        hant="與第 {row} 行重複。", hans="与第 {row} 行重复。", en="Row {row} says it already."
    ),
    "row_says_otherwise": W(
        hant="第 {row} 行對同一人所填的與此不符。",
        hans="第 {row} 行对同一人所填的与此不符。",
        en="Row {row} says otherwise of the same person.",
    ),
    "known_otherwise": W(
        hant="與現有資料不同;要以此為準,請在正式匯入時選「以檔案為準」。",
        hans="与现有数据不同;要以此为准,请在正式导入时选“以文件为准”。",
        en="What is known is otherwise; to replace it, import for good and say so there.",
    ),
    "own_person": W(
        hant="不得更改自己的角色。",
        hans="不得更改自己的角色。",
        en="Nobody changes their own roles.",
    ),
    "still_supervises": W(
        hant="仍任部門主管;請先為該部門指定其他主管。",
        hans="仍任部门主管;请先为该部门指定其他主管。",
        en="They supervise a department; give it another supervisor first.",
    ),
    "id_or_phone": W(
        hant="編號與電話至少填一項。", hans="编号与电话至少填一项。", en="Give an id or a phone."
    ),
    "open_only": W(
        hant="只匯入未辦結的事項。",
        hans="只导入未办结的事项。",
        en="Only what is still open is taken in.",
    ),
    "not_dispatched": W(
        hant="諮詢、建議與求助不派單。",
        hans="咨询、建议与求助不派单。",
        en="Inquiries, suggestions and calls for help are not dispatched.",
    ),
    "reference_known": W(
        hant="此來源編號的投訴已受理。",
        hans="此来源编号的投诉已受理。",
        en="A complaint with this reference of the source is taken in already.",
    ),
    "list_full": W(
        hant="價目表過長,最多約 {max} 項。",
        hans="价目表过长,最多约 {max} 项。",
        en="The price list is too long: about {max} lines at most.",
    ),
}

IMPORT_MESSAGES: dict[str, W] = {
    "import_tried": W(
        hant="“{name}”試匯入完成:{rows} 行,其中 {faulty} 行有誤、{differing} 行與現有資料不同。",
        hans="“{name}”试导入完成:{rows} 行,其中 {faulty} 行有误、{differing} 行与现有数据不同。",
        en="{name} was tried: {rows} rows, {faulty} of them faulty, {differing} known otherwise.",
    ),
    "import_done": W(
        hant="“{name}”匯入完成:寫入 {stored} 行,已有 {known} 行,"
        "保留原資料 {differing} 行,略過有誤 {faulty} 行。",
        hans="“{name}”导入完成:写入 {stored} 行,已有 {known} 行,"
        "保留原数据 {differing} 行,略过有误 {faulty} 行。",
        en="{name} was taken in: {stored} rows stored, {known} known already, "
        "{differing} left as they were known, {faulty} faulty ones left out.",
    ),
    "import_unreadable": W(
        hant="“{name}”無法讀取,未匯入任何資料;原因請見該次匯入。",
        hans="“{name}”无法读取,未导入任何数据;原因请见该次导入。",
        en="{name} cannot be read and nothing of it was taken in; the import says why.",
    ),
    "import_abandoned": W(
        hant="“{name}”試匯入後無人正式匯入,已放棄並將移除檔案;如仍需要,請重新上傳。",
        hans="“{name}”试导入后无人正式导入,已放弃并将移除文件;如仍需要,请重新上传。",
        en="{name} was tried and not taken in since; it is given up and its file removed. "
        "Upload it again if you need it.",
    ),
}

IMPORT_KINDS: dict[str, W] = {
    "units": W(hant="單元", hans="单元", en="units"),
    "owners": W(hant="業戶", hans="业户", en="owners"),
    "staff": W(hant="員工", hans="员工", en="staff"),
    "prices": W(hant="價目表", hans="价目表", en="price list"),
    "tickets": W(hant="未結事項", hans="未结事项", en="opening tickets"),
}

IMPORT_STATES: dict[str, W] = {
    "waiting": W(hant="待上傳", hans="待上传", en="waited for"),
    "trying": W(hant="試匯入中", hans="试导入中", en="being tried"),
    "tried": W(hant="試匯入完成", hans="试导入完成", en="tried"),
    "unreadable": W(hant="無法讀取", hans="无法读取", en="unreadable"),
    "running": W(hant="匯入中", hans="导入中", en="being taken in"),
    "done": W(hant="匯入完成", hans="导入完成", en="taken in"),
    "abandoned": W(hant="已放棄", hans="已放弃", en="given up"),
}

IMPORT_STEPS: dict[str, W] = {
    "import": W(hant="匯入", hans="导入", en="import"),
    "try": W(hant="試匯入", hans="试导入", en="try"),
    "run": W(hant="正式匯入", hans="正式导入", en="import for good"),
    "cancel": W(hant="放棄匯入", hans="放弃导入", en="give the import up"),
}

SHEETS: dict[str, W] = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": W(
        hant="XLSX 試算表", hans="XLSX 表格", en="XLSX workbook"
    ),
    "text/csv": W(hant="CSV 文字檔", hans="CSV 文本文件", en="CSV text"),
}

HEADINGS: dict[str, W] = {
    "unit_id": W(hant="單元編號", hans="单元编号", en="Unit"),
    "building": W(hant="樓棟", hans="楼栋", en="Building"),
    "handover": W(hant="交付日期", hans="交付日期", en="Handover date"),
    "person_id": W(hant="人員編號", hans="人员编号", en="Person ID"),
    "owner_name": W(hant="業戶姓名", hans="业户姓名", en="Owner"),
    "name": W(hant="姓名", hans="姓名", en="Name"),
    "phone": W(hant="電話", hans="电话", en="Phone"),
    "units": W(hant="名下單元", hans="名下单元", en="Units"),
    "roles": W(hant="角色", hans="角色", en="Roles"),
    "department": W(hant="部門", hans="部门", en="Department"),
    "code": W(hant="編碼", hans="编码", en="Code"),
    "price_kind": W(hant="類別", hans="类别", en="Kind"),
    "price_name": W(hant="名稱", hans="名称", en="Item name"),
    "name_hans": W(hant="簡體名稱", hans="简体名称", en="Simplified name"),
    "name_en": W(hant="英文名稱", hans="英文名称", en="English name"),
    "price_unit": W(hant="計價單位", hans="计价单位", en="Priced per"),
    "unit_hans": W(hant="簡體單位", hans="简体单位", en="Simplified unit"),
    "unit_en": W(hant="英文單位", hans="英文单位", en="English unit"),
    "price": W(hant="單價(元)", hans="单价(元)", en="Price (yuan)"),
    "number": W(hant="原單號", hans="原单号", en="Old number"),
    "kind": W(hant="事項類別", hans="事项类别", en="Kind of matter"),
    "received_at": W(hant="受理時間", hans="受理时间", en="Received at"),
    "words": W(hant="內容", hans="内容", en="Words"),
    "area": W(hant="公共區域", hans="公共区域", en="Public area"),
    "item": W(hant="維修項目", hans="维修项目", en="Item"),
    "category": W(hant="投訴類別", hans="投诉类别", en="Complaint category"),
    "channel": W(hant="渠道", hans="渠道", en="Channel"),
    "reference": W(hant="來源編號", hans="来源编号", en="Source reference"),
    "passed_on_at": W(hant="轉來時間", hans="转来时间", en="Passed on at"),
    "reporter": W(hant="報事人", hans="报事人", en="Reporter"),
    "status": W(hant="狀態", hans="状态", en="Status"),
}
"""What a column is called: a file may call it so in any of the three languages."""
