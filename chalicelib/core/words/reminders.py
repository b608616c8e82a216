"""What the screens remind of, and nothing enforces (T-5.1)."""

from chalicelib.core.words import Words as W

RECEPTION = W(
    hant="接待來人來電,請注意自身形象。",
    hans="接待来人来电,请注意自身形象。",
    en="Mind your own conduct and appearance as you receive visitors and calls.",
)
VISIT = W(
    hant="上門回訪業主,請注意自身形象。",
    hans="上门回访业主,请注意自身形象。",
    en="Mind your own conduct and appearance as you visit owners at their door.",
)
