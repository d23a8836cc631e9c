# آنچه ربات، گزارش‌ها و داشبورد به یک شکل می‌گویند. این فایل به مرورگر هم می‌رسد؛ چیز دیگری در آن نیاید.

## Amounts

count-requests = { $requests } درخواست
count-tokens = { $tokens } توکن

## Times and durations

time-just-now = همین حالا
time-ago = { $duration } پیش
time-in = { $duration } دیگر
duration-days = { $count } روز
duration-hours = { $count } ساعت
duration-minutes = { $count } دقیقه
duration-seconds = { $count } ثانیه
duration-pair = { $first } و { $second }

## Time zones, by the place after which people call them

zone-city =
    { $zone ->
        [tehran] تهران
        [kabul] کابل
        [dushanbe] دوشنبه
        [dubai] دبی
        [istanbul] استانبول
        [baghdad] بغداد
        [london] لندن
        [berlin] برلین
        [paris] پاریس
        [toronto] تورنتو
        [new-york] نیویورک
        [los-angeles] لس‌آنجلس
        [utc] جهانی
       *[other] { $city }
    }

## Where the numbers come from

generated-history = این عددها از سابقهٔ ساختگی است، نه از استفادهٔ واقعی.
replica-behind = از پایگاه دادهٔ اصلی خوانده شد، چون نسخهٔ دوم آن عقب مانده است.
replica-unknown = از پایگاه دادهٔ اصلی خوانده شد، چون معلوم نیست نسخهٔ دوم آن چقدر عقب است.
replica-unreachable = از پایگاه دادهٔ اصلی خوانده شد، چون نسخهٔ دوم آن پاسخ نمی‌دهد.
report-unexplained = { $count } درخواست از { $time } به این سو از این ربات نبوده است
report-unknown = نامعلوم

## Quotas

alert-quota-name = { $model }، { $unit } { $window }
quota-requests = درخواست
quota-tokens = توکن
quota-audio-seconds = ثانیهٔ صدا
quota-all-models = همهٔ مدل‌ها
quota-per-minute = در دقیقه
quota-per-hour = در ساعت
quota-per-day = در روز
quota-per-month = در ماه
quota-reported = از هدرهای پاسخ
quota-counted = به شمارش ربات
quota-learned = از یک درخواست ردشده

## Why a provider is down

reason-unauthorized = کلید API پذیرفته نمی‌شود
reason-rate-limited = از محدودیت نرخ (rate limit) گذشته‌ایم
reason-quota-exhausted = سقف مصرف پر شده است
reason-payment-required = حساب نیاز به پرداخت دارد
reason-key-restricted = کلید API برای این کار یا از این نشانی مجاز نیست
reason-api-disabled = API آن برای پروژهٔ این کلید فعال نیست
reason-account-restricted = حساب محدود شده است
reason-location = درخواست‌های این کشور یا شبکه را نمی‌پذیرد
reason-forbidden = درخواست‌ها را نمی‌پذیرد
reason-wrong-address = در نشانی آن چنین API پیدا نشد
reason-timeout = در زمان مقرر پاسخی نرسید
reason-network = ارتباط با آن برقرار نمی‌شود
reason-proxy = پراکسی کار نمی‌کند
reason-server-error = سرور آن خطا می‌دهد
reason-model-not-found = چنین مدلی وجود ندارد
reason-model-blocked = این حساب اجازهٔ استفاده از مدل را ندارد
reason-refuses-everybody = درخواست هیچ‌کس را نمی‌پذیرد
reason-error = خطای ناشناخته

## Why a request failed

status-rate-limited = محدودیت نرخ (rate limit) یا پر شدن سقف
status-timeout = نرسیدن پاسخ در زمان مقرر
status-unavailable = ازکارافتادگی سرویس
status-invalid-request = پذیرفته‌نشدن درخواست
status-unauthorized = نداشتن اجازهٔ دسترسی
status-blocked = خودداری مدل از پاسخ
status-interrupted = توقف پیش از پایان
status-error = خطای دیگر

## What admins do

act-admit = پذیرفتن
act-block = مسدود کردن
act-pause-provider = توقف موقت
act-resume-provider = از سرگیری
act-raise-alert = هشدار دیرتر برای
act-set-user-budget = تعیین سهمیهٔ
act-raise-user-budget = افزایش سهمیهٔ امروز
act-change-setting = تغییر
act-set-model-price = تعیین قیمت
act-setting-report = ساعت گزارش
act-setting-alert = آستانهٔ هشدار
act-setting-budget = سهمیهٔ روزانهٔ هر نفر
act-setting-language = زبان گفت‌وگوی گزارش
act-setting-money = بودجهٔ دلاری { $name }
act-setting-money-all = بودجهٔ دلاری کل ربات
act-setting-more = بودجهٔ اضافهٔ { $name }
act-setting-more-all = بودجهٔ اضافهٔ کل ربات
act-setting-digits = رقم‌های { $name }
act-setting-calendar = تقویم { $name }
act-report-chat = گفت‌وگوی گزارش
act-value-default = پیش‌فرض
act-value-no-limit = نامحدود
act-value-off = خاموش
act-value-none = هیچ
act-value-more = { $amount } بیشتر
act-value-stranger = پذیرفته‌نشده
act-value-waits = در انتظار
act-value-let-in = پذیرفته
act-value-let-in-until = پذیرفته تا { $until }
act-value-blocked = مسدود
act-value-in-use = در حال استفاده
act-value-paused = موقتاً متوقف
act-value-price-list = مطابق فهرست قیمت‌ها
act-value-price = ورودی { $input }، خروجی { $output }
act-value-english = انگلیسی
act-value-persian = فارسی
act-value-latin-digits = لاتین
act-value-persian-digits = فارسی
act-value-gregorian = میلادی
act-value-jalali = شمسی
