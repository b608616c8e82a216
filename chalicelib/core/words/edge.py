"""Words of the refusals before any rule is asked: tokens, bodies, keys, versions, the store."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "unauthenticated": (
        W(hant="未登入", hans="未登录", en="Not signed in"),
        W(
            hant="登入已失效,請重新登入。",
            hans="登录已失效,请重新登录。",
            en="No valid token came along; sign in again.",
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
            hant="這份表單已送出過,當時的內容不同;請先看辦理情況,確須另送一份時再送出(用新的冪等鍵)。",
            hans="这份表单已提交过,当时的内容不同;请先看办理情况,确须另交一份时再提交(用新的幂等键)。",
            en="This form was sent already, with other content; see what became of it. To send "
            "another, send it once more (with a new Idempotency-Key).",
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
            hant="您看到的不是最新版本;請核對最新內容後再送出。",
            hans="您看到的不是最新版本;请核对最新内容后再提交。",
            en="You saw an older version; look at the newest, then send it again.",
        ),
    ),
    "unavailable": (
        W(hant="暫時無法服務", hans="暂时无法服务", en="Unavailable for now"),
        W(
            hant="資料庫暫時沒有回應;請稍候原樣再送一次,不會重複辦理。",
            hans="数据库暂时没有回应;请稍候原样再提交一次,不会重复办理。",
            en="The store does not answer; send it again shortly as it is, with the same key: "
            "nothing will happen twice.",
        ),
    ),
    "internal": (
        W(hant="系統錯誤", hans="系统错误", en="Internal error"),
        W(
            hant="系統出錯,已記錄;請把此次的編號告訴管理員。",
            hans="系统出错,已记录;请把此次的编号告诉管理员。",
            en="Something went wrong and was logged; give your administrator its number.",
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
}
