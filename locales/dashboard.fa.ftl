# صفحه‌های داشبورد، افزون بر آنچه در shared.fa.ftl و first-view.fa.ftl آمده است.

## The page

page-skip = رفتن به عددها
page-refresh = به‌روزرسانی
page-as-of = تا ساعت { $time }
page-as-of-retrying = تا ساعت { $time }؛ دوباره تلاش می‌کنیم
page-period =
    { $days ->
        [1] { $from }، به وقت { $zone }
       *[other] از { $from } تا { $to }، به وقت { $zone }
    }
page-retry = تلاش دوباره
save-csv = ذخیرهٔ CSV
save-csv-requests = ذخیرهٔ تک‌تک درخواست‌ها
save-csv-failed = فایل دریافت نشد. لطفاً دوباره امتحان کنید.
periods-label = بازهٔ زمانی
periods-days =
    { $days ->
        [1] امروز
       *[other] { $days } روز
    }

## What is left at each provider, in one line

indicator-label = ماندهٔ سقف هر سرویس
indicator-left = { $left } از { $limit } { $unit } { $window } مانده
indicator-guess = { $used } از حدود { $limit } { $unit } { $window } مصرف شده
indicator-used-month = { $count } در این ماه مصرف شده
indicator-none = هنوز عددی نرسیده
indicator-down = از دسترس خارج
indicator-paused = موقتاً متوقف

## The period in four numbers

totals-title = در یک نگاه
totals-requests = درخواست‌ها
totals-tokens = توکن‌ها
totals-cost = تخمین هزینه
totals-failed = ناموفق
totals-failed-share = { $share } از همهٔ درخواست‌ها
totals-forecast = تا پایان { $month } حدود { $cost }
change-against-today = { $change } نسبت به دیروز تا همین ساعت
change-against = { $change }: { $days } روز کامل نسبت به { $days } روز قبل
change-unknown = هنوز چیزی برای مقایسه نیست
change-more-requests = عمدتاً به‌خاطر درخواست‌های بیشتر
change-fewer-requests = عمدتاً به‌خاطر درخواست‌های کمتر
change-longer-requests = عمدتاً به‌خاطر درخواست‌های طولانی‌تر
change-shorter-requests = عمدتاً به‌خاطر درخواست‌های کوتاه‌تر
change-dearer-models = عمدتاً به‌خاطر مدل‌های گران‌تر
change-cheaper-models = عمدتاً به‌خاطر مدل‌های ارزان‌تر

## The chart

chart-today = مصرف امروز
chart-metric = چه چیزی نشان داده شود
chart-as-table = نمایش به شکل جدول
chart-as-chart = نمایش به شکل نمودار
chart-date = تاریخ
chart-sum = جمع
chart-empty = در این بازه هنوز درخواستی ثبت نشده است.

## Open alerts

alerts-title = هشدارهای فعال
alerts-none = جای نگرانی نیست؛ هیچ هشدار فعالی نیست.
alerts-unknown = معلوم نیست؛ از ساعت { $time } خبری از سرور نرسیده است.
alerts-warned = { $provider }: یکی از سقف‌ها رو به پایان است
alerts-empty = { $provider }: یکی از سقف‌ها پر شده است
alerts-gone = { $provider } دیگر یکی از مدل‌ها را ارائه نمی‌دهد
alerts-down = { $provider } از دسترس خارج شده است
alerts-budget-ends = بودجهٔ ماهانهٔ { $provider } با این روند پیش از پایان ماه تمام می‌شود
alerts-budget-warned = بودجهٔ ماهانهٔ { $provider } رو به پایان است
alerts-budget-spent = بودجهٔ ماهانهٔ { $provider } تمام شده است
alerts-since = از { $time } ({ $age })

## Quotas

quotas-title = سقف‌ها
quotas-empty = هنوز سقفی معلوم نیست. با رسیدن نخستین پاسخ‌ها معلوم می‌شود.
quotas-amount =
    { $unit ->
        [tokens] { $count } توکن
        [audio_seconds] { $count } ثانیهٔ صدا
       *[requests] { $count } درخواست
    }
quotas-left = { $left } از { quotas-amount } مانده
quotas-used = { quotas-amount } مصرف شده؛ سقف آن معلوم نیست
quotas-guess = { quotas-amount } مصرف شده؛ سقف شناخته‌شدهٔ طرح رایگان: { $limit }
quotas-limit-only = سقف { quotas-amount }؛ معلوم نیست چقدر مانده
quotas-resets = ریست { $time } ({ $clock })
quotas-rolling = پیوسته ریست می‌شود
quotas-was-reset = از آن هنگام ریست شده است
quotas-ends = با این روند { $time } تمام می‌شود ({ $clock })
quotas-ends-first = با این روند { $time } ({ $clock }) و پیش از ریست تمام می‌شود
quotas-read = خوانده‌شده { $age }
quotas-stale = قدیمی؛ خوانده‌شده { $age }
quotas-paused = { $name } آن را { $age } موقتاً متوقف کرده است
quotas-check = بررسی دستی
provider-green = مصرف همراه هر پاسخ می‌رسد
provider-blue = به شمارش ربات
provider-yellow = سقف‌ها همراه پاسخ می‌رسد
provider-red = از دسترس خارج
provider-white = پیکربندی نشده

## The month's money

budgets-title = بودجهٔ این ماه
budgets-all = کل ربات
budgets-left = { $left } از { $limit } مانده
budgets-used = { $percent } مصرف شده
budgets-renews = { $time } از نو پر می‌شود

## Models and people

models-title = مدل‌ها
models-empty = در این بازه از هیچ مدلی پرسشی نشده است.
models-failed = { $count } ناموفق
users-title = پرمصرف‌ترین کاربران
users-empty = در این بازه کسی چیزی نپرسیده است.
groups-title = پرمصرف‌ترین گروه‌ها
users-unnamed = بی‌نام ({ $user })

account-title = عددهای چه کسی
account-everybody = نمایش همه

## Failures and answer times

reliability-title = خطاها و زمان پاسخ
reliability-provider = سرویس
reliability-median = نیمی زیر
reliability-seconds = { $seconds } ث
reliability-reasons = درخواست‌های ناموفق به تفکیک دلیل
reliability-no-failures = در این بازه هیچ درخواستی ناموفق نبوده است.

## Recent requests

feed-title = آخرین درخواست‌ها
feed-empty = به‌تازگی چیزی پرسیده نشده است.
feed-none-found = در این بازه چنین درخواستی نیست.
feed-older = درخواست‌های قدیمی‌تر
feed-provider = سرویس
feed-all-providers = همهٔ سرویس‌ها
feed-outcome = نتیجه
feed-all-outcomes = همهٔ درخواست‌ها
feed-outcome-answered = پاسخ‌داده‌شده
feed-outcome-failed = ناموفق
feed-outcome-running = در جریان
feed-in-group = در گروه { $group }
feed-seconds = { $seconds } ثانیه
feed-unknown-user = ناشناس
feed-pending = در جریان
action-chat = گفت‌وگو
action-voice-command = فرمان صوتی
action-transcription = تبدیل صدا به متن
action-vision = تصویر

## Who may use the bot

access-title = دسترسی
access-waiting-count =
    { $count ->
        [0] در انتظار تصمیم
       *[other] در انتظار تصمیم: { $count }
    }
access-blocked-count =
    { $count ->
        [0] مسدودشده‌ها
       *[other] مسدودشده‌ها: { $count }
    }
access-nobody-waits = کسی در انتظار تصمیم نیست.
access-nobody-blocked = کسی مسدود نیست.
access-asked-by = به درخواست { $name }
access-blocked-by = مسدود شده از طرف { $name }
access-decide = در گفت‌وگو با ربات تصمیم بگیرید: { $command }
access-more = و { $count } مورد دیگر: { $command } در گفت‌وگو با ربات
account-person = شخص
account-group = گروه
account-id = شناسهٔ { $account }
acts-title = آخرین کارهای مدیران
act-line = { $name }: { $action } { $target }
act-change = { $before } ← { $after }
act-undone = برگردانده شد از طرف { $name }
list-failed = این فهرست دریافت نشد. صفحه خودش دوباره تلاش می‌کند.

## Other days, and files

dates-title = روزهای دلخواه و فایل‌ها
dates-from = از
dates-to = تا
dates-day = روز
dates-month = ماه
dates-year = سال
dates-show = نمایش
dates-too-long = لطفاً حداکثر { $days } روز انتخاب کنید.

## When there are no numbers to show

failure-signed-out-title = نشست شما به پایان رسیده است
failure-signed-out-text = داشبورد را دوباره از تلگرام باز کنید یا به ربات { $command } بفرستید.
failure-not-admin-title = فقط برای مدیران
failure-not-admin-text = این داشبورد ویژهٔ مدیران ربات است.
failure-busy-title = درخواست‌ها بیش از اندازه است
failure-busy-text = سرور کمی فرصت می‌خواهد. صفحه خودش دوباره تلاش می‌کند.
failure-unavailable-title = فعلاً در دسترس نیست
failure-unavailable-text = سرور یا پایگاه داده در دسترس نیست. صفحه خودش دوباره تلاش می‌کند.
failure-offline-title = ارتباط برقرار نیست
failure-offline-text = به سرور دسترسی نداریم. صفحه خودش دوباره تلاش می‌کند.
failure-failed-title = مشکلی پیش آمد
failure-failed-text = سرور با خطا پاسخ داد. صفحه خودش دوباره تلاش می‌کند.
