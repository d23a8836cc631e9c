# آنچه داشبورد پیش از رسیدن صفحه‌ها نشان می‌دهد. نخستین اسکریپت این فایل را با خود دارد، پس کوچک بماند.

page-title = مصرف AI
page-loading = در حال خواندن…

## The chart

chart-by-day = مصرف روزانه
chart-description = { $metric } به تفکیک روز و سرویس، لایه‌لایه روی هم. همین عددها در جدول هم هست.
metric-requests = درخواست
metric-tokens = توکن
metric-cost = هزینه

## Dates and amounts beside the chart

short-day = { $day } { $month }
month-gregorian =
    { $month ->
        [1] ژانویه
        [2] فوریه
        [3] مارس
        [4] آوریل
        [5] مه
        [6] ژوئن
        [7] ژوئیه
        [8] اوت
        [9] سپتامبر
        [10] اکتبر
        [11] نوامبر
       *[12] دسامبر
    }
month-jalali =
    { $month ->
        [1] فروردین
        [2] اردیبهشت
        [3] خرداد
        [4] تیر
        [5] مرداد
        [6] شهریور
        [7] مهر
        [8] آبان
        [9] آذر
        [10] دی
        [11] بهمن
       *[12] اسفند
    }
# `$power` is that of a thousand: 2 for millions. The spaces do not break.
short-number =
    { $power ->
       *[0] { $number }
        [1] { $number }{ "\u00A0" }هزار
        [2] { $number }{ "\u00A0" }میلیون
        [3] { $number }{ "\u00A0" }میلیارد
        [4] { $number }{ "\u00A0" }تریلیون
    }
