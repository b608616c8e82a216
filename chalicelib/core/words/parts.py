"""Names of the parts of the API: the three desks, and what they share."""

from chalicelib.core.words import Words as W

PARTS: dict[str, W] = {
    "site": W(hant="項目", hans="项目", en="Site"),
    "telling": W(hant="通知", hans="通知", en="Telling"),
    "tickets": W(hant="客戶服務部前臺", hans="客户服务部前台", en="Front desk"),
    "lodging": W(hant="家屬接待室", hans="家属接待室", en="Reception room"),
    "reception": W(hant="公務接待", hans="公务接待", en="Official reception"),
}
