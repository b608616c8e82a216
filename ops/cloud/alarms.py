"""The alarms: what is watched, when it rings, what that means and what to do then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chalicelib import watch
from chalicelib.audit import nightly
from ops.cloud.functions import APP, Function

FIVE_MINUTES = 300
DAY = 86_400
OPERATIONS = ("BatchGetItem", "Query", "TransactWriteItems")
"""What the program asks of DynamoDB all day."""


class Missing(StrEnum):
    """What it means that there is no number."""

    FINE = "notBreaching"
    """Nothing happened, so nothing went wrong."""
    WRONG = "breaching"
    """Something ought to have happened."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A metric of one thing."""

    namespace: str
    name: str
    dimensions: Mapping[str, Any] = field(default_factory=dict)
    """Name to a value, or to what of the template it is."""


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """When it rings, and what is then to be done."""

    kind: str
    """What its words are found under."""
    of: str = ""
    """Logical name of what it watches; nothing for the whole."""
    metrics: tuple[Metric, ...]
    """Added up where they are several."""
    statistic: str
    comparison: str = "GreaterThanOrEqualToThreshold"
    threshold: float
    seconds: int = FIVE_MINUTES
    """Of one period."""
    periods: int = 1
    breaching: int = 1
    """How many of the periods must be bad."""
    missing: Missing = Missing.FINE

    @property
    def logical(self) -> str:
        """Its name within the template."""
        return f"{self.of}{self.kind}Alarm"

    @property
    def words(self) -> tuple[str, str]:
        """What it means and what to do, in English and in Chinese."""
        return WORDS[self.kind]


WORDS: dict[str, tuple[str, str]] = {
    "Errors": (
        (
            "The function failed: open the saved query 'failed', find the line with its "
            "trace, and run the job again over its route once the cause is gone."
        ),
        "函數執行失敗:打開已存查詢「failed」看出錯行,排除原因後由路由重跑該作業。",
    ),
    "Throttles": (
        ("AWS refused to start the function: raise its reserved concurrency, or the account's."),
        "AWS 拒絕啟動函數:調高該函數或帳戶的並發上限。",
    ),
    "DidNotRun": (
        (
            "A scheduled function did not run: see that its EventBridge rule is enabled; what"
            " was missed is caught up by the next run."
        ),
        "排程函數沒有執行:檢查 EventBridge 規則是否啟用;錯過的會由下一次補做。",
    ),
    "OldestDue": (
        (
            "Something has been due for three runs and is not done: open the saved query "
            "'failed' for the record that stays due, and set it right."
        ),
        "有到期事項連續三次未完成:用查詢「failed」找出該記錄並處理。",
    ),
    "Parked": (
        (
            "A message was given up after seven days or refused for good: look it up under "
            "deliveries, mend the channel, and send it again."
        ),
        "有訊息七天未送達或被拒:在送達清單中查看,修好管道後重新發送。",
    ),
    "StreamBehind": (
        ("Messages wait in the stream: see the function's errors; the sweep sends them meanwhile."),
        "訊息積壓在資料流中:查看該函數的錯誤;其間由定時清掃補發。",
    ),
    "DeadLetters": (
        (
            "An event was given up after all tries: read it in the queue, mend the cause, and"
            " redrive the queue."
        ),
        "有事件重試後仍失敗:在佇列中查看,排除原因後重新投遞。",
    ),
    "ServerErrors": (
        (
            "Requests failed that should not: open the saved query 'failed', then see whether"
            " DynamoDB has an incident."
        ),
        "有請求因伺服器出錯:打開查詢「failed」,並查看 DynamoDB 是否有事故。",
    ),
    "Slow": (
        ("One request in twenty takes over two seconds: open the saved query 'slowest routes'."),
        "二十分之一的請求超過兩秒:打開查詢「slowest routes」。",
    ),
    "Store": (
        (
            "DynamoDB throttled or failed: see the table's metrics; a hot item shows as "
            "throttles at low load, an incident as system errors."
        ),
        "DynamoDB 限流或出錯:查看該表指標;低負載下限流多為熱點,系統錯誤多為 AWS 事故。",
    ),
    "HistoryFlaws": (
        (
            "A history or record was altered behind the program's back: keep everything as it"
            " is, run `python -m ops.audit`, and restore what it names from point-in-time "
            "recovery."
        ),
        "歷史或記錄被程式以外的途徑改動:保留現場,執行 `python -m ops.audit`,並由時間點備份還原。",
    ),
    "OtherFlaws": (
        (
            "Timers, forms, numbers, messages or postings are not what the records say: run "
            "`python -m ops.audit`, and restore what it names from point-in-time recovery."
        ),
        "定時、表單、編號、訊息或分錄與記錄不符:執行 `python -m ops.audit`,並由時間點備份還原。",
    ),
    "Imbalance": (
        (
            "The ledger does not sum to zero: stop paying out, run `python -m ops.audit`, and"
            " restore the postings that it names."
        ),
        "帳目合計不為零:暫停付款,執行 `python -m ops.audit`,並還原所列分錄。",
    ),
    "NotVerified": (
        (
            "Nothing was verified for a day: see why the function `verify` failed or ran out "
            "of time, and run `python -m ops.audit` by hand meanwhile."
        ),
        "一天內未完成核驗:查看 `verify` 函數失敗或超時的原因,其間手動執行 `python -m ops.audit`。",
    ),
}
"""What an alarm means and what is to be done, by its kind."""


def alarms(
    watched: Iterable[Function], queues: Iterable[str], tables: Iterable[str]
) -> Iterator[Alarm]:
    """Every alarm there is; queues and tables by their logical names."""
    for function in watched:
        yield from _of_function(function)
    for queue in queues:
        name = {"QueueName": {"Fn::GetAtt": [queue, "QueueName"]}}
        metric = Metric(
            namespace="AWS/SQS", name="ApproximateNumberOfMessagesVisible", dimensions=name
        )
        yield Alarm(
            kind="DeadLetters", of=queue, metrics=(metric,), statistic="Maximum", threshold=1
        )
    yield from _of_api()
    for table in tables:
        yield Alarm(
            kind="Store", of=table, metrics=tuple(_of_table(table)), statistic="Sum", threshold=1
        )
    yield from _of_verification()


def _of_function(function: Function) -> Iterator[Alarm]:
    logical = function.logical

    def metric(name: str) -> tuple[Metric, ...]:
        named = {"FunctionName": {"Ref": logical}}
        return (Metric(namespace="AWS/Lambda", name=name, dimensions=named),)

    for name in ("Errors", "Throttles"):
        yield Alarm(kind=name, of=logical, metrics=metric(name), statistic="Sum", threshold=1)
    if function.stream:
        yield Alarm(
            kind="StreamBehind",
            of=logical,
            metrics=metric("IteratorAge"),
            statistic="Maximum",
            threshold=3 * FIVE_MINUTES * 1000,
        )
    if function.parks:
        yield Alarm(
            kind="Parked",
            of=logical,
            metrics=(_ours("Parked", function.report),),
            statistic="Sum",
            threshold=1,
        )
    if function.minutes is None:
        return
    seconds = function.minutes * 60
    runs = 3 if seconds < DAY else 1
    yield Alarm(
        kind="DidNotRun",
        of=logical,
        metrics=metric("Invocations"),
        statistic="Sum",
        comparison="LessThanThreshold",
        threshold=1,
        seconds=seconds,
        periods=runs,
        breaching=runs,
        missing=Missing.WRONG,
    )
    if function.job:
        yield Alarm(
            kind="OldestDue",
            of=logical,
            metrics=(_ours("OldestSeconds", function.job),),
            statistic="Maximum",
            threshold=max(3 * seconds, 3 * FIVE_MINUTES),
            seconds=max(seconds, FIVE_MINUTES),
        )


def _of_api() -> Iterator[Alarm]:
    def metric(name: str) -> tuple[Metric, ...]:
        named = {"ApiName": APP, "Stage": {"Ref": "Stage"}}
        return (Metric(namespace="AWS/ApiGateway", name=name, dimensions=named),)

    yield Alarm(kind="ServerErrors", metrics=metric("5XXError"), statistic="Sum", threshold=1)
    yield Alarm(
        kind="Slow",
        metrics=metric("Latency"),
        statistic="p95",
        comparison="GreaterThanThreshold",
        threshold=2000,
        periods=5,
        breaching=3,
    )


def _of_table(table: str) -> Iterator[Metric]:
    name = {"TableName": {"Ref": table}}
    for throttled in ("ReadThrottleEvents", "WriteThrottleEvents"):
        yield Metric(namespace="AWS/DynamoDB", name=throttled, dimensions=name)
    for operation in OPERATIONS:
        by_operation = {**name, "Operation": operation}
        yield Metric(namespace="AWS/DynamoDB", name="SystemErrors", dimensions=by_operation)


def _of_verification() -> Iterator[Alarm]:
    for kind, name in (
        ("HistoryFlaws", "HistoryFlaws"),
        ("OtherFlaws", "OtherFlaws"),
        ("Imbalance", "LedgerImbalance"),
    ):
        metric = _ours(name, nightly.JOB)
        yield Alarm(kind=kind, metrics=(metric,), statistic="Maximum", threshold=1)
    yield Alarm(
        kind="NotVerified",
        metrics=(_ours("Verified", nightly.JOB),),
        statistic="Maximum",
        comparison="LessThanThreshold",
        threshold=1,
        seconds=DAY,
        missing=Missing.WRONG,
    )


def _ours(name: str, job: str) -> Metric:
    dimensions = {"Stage": {"Ref": "Stage"}, "Job": job}
    return Metric(namespace=watch.NAMESPACE, name=name, dimensions=dimensions)
