"""Words that every numbered form on paper has (T-4.5, P-number)."""

from chalicelib.core.words import Words as W

PAPER: dict[str, W] = {
    "number": W(hant="編號", hans="编号", en="Number"),
    "void": W(hant="作廢", hans="作废", en="VOID"),
    "again": W(hant="補印", hans="补印", en="Reprint"),
    "printing": W(hant="第 {count} 次列印", hans="第 {count} 次打印", en="Copy {count}"),
    "printed": W(hant="{at} {who} 列印", hans="{at} {who} 打印", en="Printed {at} by {who}"),
    "standing_in": W(hant="(代行)", hans="(代行)", en="(standing in)"),
    "capitals": W(hant="大寫", hans="大写", en="In words"),
}
