# What the dashboard shows before its pages are there. The first script carries this file, so it stays small.

page-title = AI usage
page-loading = Loading…

## The chart

chart-by-day = Usage by day
chart-description = { $metric } by day and provider, as stacked areas. The table has the same numbers.
metric-requests = Requests
metric-tokens = Tokens
metric-cost = Cost

## Dates and amounts beside the chart

short-day = { $month } { $day }
month-gregorian =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
month-jalali =
    { $month ->
        [1] Farvardin
        [2] Ordibehesht
        [3] Khordad
        [4] Tir
        [5] Mordad
        [6] Shahrivar
        [7] Mehr
        [8] Aban
        [9] Azar
        [10] Dey
        [11] Bahman
       *[12] Esfand
    }
# `$power` is that of a thousand: 2 for millions.
short-number =
    { $power ->
       *[0] { $number }
        [1] { $number }K
        [2] { $number }M
        [3] { $number }B
        [4] { $number }T
    }
