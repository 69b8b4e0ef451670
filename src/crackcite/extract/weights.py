"""What each feature is worth: log-odds in natural-log units, for a marker (positive) or against it (negative).

Estimated by logistic regression with a ridge penalty (Hosmer & Lemeshow, Applied Logistic Regression, 2000) on openly
licensed articles in seven languages whose markup tells the markers, and on the same with slips planted in them, and
rounded to a tenth: ``benchmarks/fit_weights.py`` does it again. Those of ``HAND_SET`` are set by hand, where such
articles say little, and never estimated. The features are explained in ``places``, ``explicit`` and ``ledger``.
"""

from __future__ import annotations

# fmt: off
HAND_SET: dict[str, float] = {
    # Two numbers that changed places are a slip, and a number passed over is cited a little later.
    "f fill": 3.0, "r fill": 2.0, "x fill": 1.5, "f leap:1": 1.0, "r leap:1": 0.5, "x leap:1": 1.0,
    # A written marker far beyond the list is an amount, a year, a grid reference.
    "r over:far": -5.0, "x over:far": -5.0,
    # Dates, years, amounts, enumerations, thousands and indices, whatever the article.
    "date": -8.0, "inyear": -6.0, "counted": -4.0, "item": -8.0, "thousands": -5.0, "round:thousand": -4.0,
    "square:thousand": -4.0, "sup:thousand": -4.0, "round:quantity": -9.0, "round:enumeration": -6.0,
    "round:item": -4.0, "square:index": -8.0,
    # Raised digits that are squares, powers, isotopes, or keys of addresses.
    "sup:unit": -12.0, "sup:power": -12.0, "sup:ten": -9.0, "sup:isotope": -12.0, "sup:start": -12.0,
    "sup:names": -12.0, "sup:edition": -12.0,
    "supL:initial": -4.0,
    # A number after a marker, a comma and a space is the next word of the sentence.
    "list:far": -8.0, "list:apart": -4.0,
    # Names, formulas and what a letter or a dash joins.
    "manyvariants": -4.0, "formula": -2.5, "L:start": -10.0, "L:elision": -6.0, "roundL:letter": -3.0,
    "roundL:number": -3.0, "roundL:other:-": -3.0, "roundR:joined": -3.0,
    # What markup or wording says outright.
    "L:etal": 7.0, "is:told": 2.0, "is:note": 3.0, "is:note-ref": 6.0, "is:link": 5.0,
}

FITTED: dict[str, float] = {
    "L:abbreviation": 0.3, "L:cap2": -0.7, "L:cap3": -1.0, "L:cap3-": -0.7, "L:cap4": 2.4, "L:cap4-": 0.5,
    "L:close": 3.3, "L:close1": -0.5, "L:close9": 2.2, "L:colon": -0.4, "L:comma": 2.0, "L:digit,": -2.9,
    "L:digit,year": 0.8, "L:digit.": -5.2, "L:digit.year": 0.8, "L:initial": 0.2, "L:known": -0.9,
    "L:loose": -1.2, "L:low1": -1.1, "L:low1-": -0.6, "L:low2": -0.4, "L:low3": -0.4, "L:low3-": -0.8,
    "L:low4": 3.3, "L:low4-": 0.9, "L:mix2": -1.8, "L:mix3": -0.6, "L:mix4": -0.7, "L:mix4-": -0.3,
    "L:number": -0.8, "L:open": -0.7, "L:other:": -1.6, "L:other:-": -3.6, "L:percent": 0.4,
    "L:space:close": 0.3, "L:space:etal": 1.7, "L:space:name": -1.7, "L:space:named": -3.9,
    "L:space:other": -2.5, "L:space:word": -1.2, "L:stop": 2.7, "L:unit": -2.4, "L:unknown": -1.2,
    "L:up1": -2.0, "L:up1-": -0.5, "L:up2": -0.7, "L:up2-": -0.9, "L:up3": -1.6, "L:up4": -1.0,
    "L:up4-": -0.2, "L:year": 0.5, "Rd:%": -0.8, "Rd:)": -0.3, "Rd:,": 0.7, "Rd:,9": -0.3, "Rd:-": -0.4,
    "Rd:.": 2.1, "Rd:.9": -1.2, "Rd:_(": -0.6, "Rd:_A": -0.5, "Rd:_a": 0.6, "Rd:end": 0.4, "Rd:lower": -0.5,
    "Rd:other": -0.5, "Rd:thin": -0.3, "Rd:upper": 0.8, "Rd:—": -0.4, "Rg:%": -0.6, "Rg:)": -0.2, "Rg:,": 1.6,
    "Rg:,9": -1.1, "Rg:-": -1.4, "Rg:.": 2.8, "Rg:.9": -1.1, "Rg:.a": -0.4, "Rg::": 1.2, "Rg::9": 0.2,
    "Rg:;": 1.4, "Rg:?": 0.4, "Rg:_%": -1.3, "Rg:_(": 0.2, "Rg:_A": 3.2, "Rg:_a": 1.6, "Rg:_x": 0.4,
    "Rg:end": 3.0, "Rg:other": -2.3, "Rg:tab": -0.8, "Rg:upper": -1.1, "Rg:—": 0.5, "Rs:%": -2.3,
    "Rs:)": -1.4, "Rs:,": 0.8, "Rs:,9": -0.6, "Rs:-": -0.8, "Rs:.": 2.7, "Rs:.9": -3.2, "Rs::": 0.8,
    "Rs::9": -0.7, "Rs:;": -1.1, "Rs:_(": -0.6, "Rs:_9": -0.6, "Rs:_A": 0.9, "Rs:_a": -0.4, "Rs:_x": -0.2,
    "Rs:end": 1.9, "Rs:lower": -2.0, "Rs:other": -1.9, "Rs:tab": -0.5, "Rs:thin": -1.6, "Rs:upper": -2.4,
    "Rs:—": 0.2, "again": -1.2, "base": -3.9, "cap:bare0": -1.3, "cap:bare1": 0.2, "cap:bare3": 1.5,
    "digits:1": -3.1, "digits:2": -1.9, "digits:3": -1.8, "digits:4": -2.2, "f again:1": -1.5,
    "f again:10": 1.0, "f again:100": 0.2, "f again:4": 0.2, "f any:1": -1.1, "f any:10": 1.6, "f any:4": 0.5,
    "f leap:10": -2.2, "f leap:2": -1.8, "f leap:4": -2.0, "f next:1": 2.6, "f next:10": 4.9,
    "f next:100": 1.0, "f next:4": 3.9, "f over:far": -4.6, "f over:near": -1.8, "f over:some": -3.4,
    "f run": 0.4, "f run:long": -0.8, "f then:again": 1.4, "f then:down": -2.2, "f then:far": -1.2,
    "f then:leap1": -1.0, "f then:leap10": -0.2, "f then:leap4": -0.2, "f then:next": 1.8,
    "f then:over": -0.2, "f zero": -1.0, "family": 4.3, "flaw": -1.7, "habit": 1.0, "is:round": 2.3,
    "is:square": 3.6, "is:sup": 3.1, "known:often": 1.2, "label": -3.0, "label3": -2.1, "line:code": -0.9,
    "line:names": -5.3, "line:prose": 0.5, "line:table": -3.4, "list:d": 0.5, "list:g": 1.3,
    "list:round": 0.8, "list:s": 0.5, "list:square": 0.6, "list:sup": 0.2, "low:bare0": -0.8,
    "low:bare1": 1.1, "low:bare3": 0.4, "manyvariants:bare": -1.0, "name:bare0": -0.4, "name:bare1": 0.2,
    "name:bare3": 1.2, "often": -4.3, "pair": -0.5, "pairs": -2.9, "part": -3.3, "r again:1": -1.8,
    "r again:10": 0.4, "r again:4": 0.3, "r any:1": -0.9, "r any:10": 1.6, "r any:100": 0.3, "r any:4": 0.9,
    "r leap:2": -0.7, "r next:1": 1.5, "r next:10": 2.2, "r next:100": 0.7, "r next:4": 1.6,
    "r over:near": -0.3, "r over:some": -1.3, "r run": 0.5, "r then:again": -0.2, "r then:far": -0.2,
    "r then:next": 0.8, "r then:over": -0.5, "r zero": -0.5, "round:counting": 0.6, "round:counting_%": -0.2,
    "round:counting_9": -0.2, "round:counting_A": 0.3, "round:counting_a": 0.2, "round:countingstop": 0.6,
    "round:year": -0.3, "roundL:close": 1.7, "roundL:etal": 0.8, "roundL:joined": 0.3, "roundL:name": 0.3,
    "roundL:open": -0.8, "roundL:space:close": 0.3, "roundL:space:etal": 0.4, "roundL:space:name": -1.8,
    "roundL:space:named": -1.3, "roundL:space:other": -2.5, "roundL:space:stop": 0.2,
    "roundL:space:word": -1.1, "roundL:word": 1.6, "roundR:,": -0.6, "roundR:_%": -0.2, "roundR:_9": -0.2,
    "roundR:_A": 0.9, "roundR:_a": 0.7, "roundR:stop": 1.1, "roundR:tab": -1.4, "split:long": -0.3,
    "square:counting": 1.2, "square:counting[": 0.3, "square:counting_A": 0.3, "square:counting_a": 0.2,
    "square:countingstop": 0.2, "squareL:close": 0.8, "squareL:space:etal": 0.3, "squareL:space:name": 0.2,
    "squareL:space:word": 0.9, "squareL:word": 0.5, "squareR:,": 0.5, "squareR:[": 0.3, "squareR:_A": 0.4,
    "squareR:_a": 1.0, "squareR:stop": 1.1, "sup:counting": 0.8, "sup:counting_A": 0.5, "sup:counting_a": 0.2,
    "sup:countingstop": 0.2, "supL:close": 0.6, "supL:number": 1.0, "supL:word": 0.7, "supR:_A": 0.7,
    "supR:_a": 0.5, "supR:joined": 1.0, "supR:stop": 0.7, "variants": -1.5, "variants:bare": -0.8,
    "x again:10": 1.2, "x again:100": 0.2, "x again:4": 1.2, "x any:10": 0.3, "x any:100": 0.2,
    "x next:1": 0.8, "x next:10": 1.3, "x next:100": 0.6, "x next:4": 0.6, "x run": 0.3, "x then:next": 0.3,
}
# fmt: on

WEIGHTS: dict[str, float] = FITTED | HAND_SET
