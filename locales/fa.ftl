# متن ساده و بی‌برچسب؛ فرستنده همه متن را یک‌جا ایمن می‌کند.
# عدد به صورت عدد می‌رسد و با رقم‌های خواننده نوشته می‌شود؛ تاریخ و مدت از پیش آماده می‌رسند.
# `{ $time }` نسبی است: «۳ ساعت و ۲۰ دقیقه دیگر». آنچه داشبورد هم می‌گوید در shared.fa.ftl است.

## The commands menu

command-start = شروع
command-help = راهنما
command-new = گفت‌وگوی تازه
command-model = انتخاب مدل
command-usage = مصرف من
command-cost = هزینهٔ یک پاسخ
command-language = تغییر زبان
command-privacy = حریم خصوصی
command-ai-usage = گزارش مصرف (مدیران)
command-dashboard = داشبورد (مدیران)
command-access = چه کسانی از ربات استفاده می‌کنند (مدیران)
command-settings = تنظیمات (مدیران)

## The bot's profile, as plain text of 512 and 120 characters at most

bot-description =
    هر پرسشی دارید بپرسید: با مدل‌های هوش مصنوعی، در گفت‌وگوی خصوصی و در گروه‌ها پاسخ می‌دهم.

    دکمهٔ شروع را بزنید و پرسشتان را بنویسید.
bot-short-description = دستیار هوش مصنوعی برای گفت‌وگوی خصوصی و گروه‌ها، به فارسی و انگلیسی.

## /start and /help

start =
    سلام { $name }، خوش آمدید! 👋
    من دستیار هوش مصنوعی شما هستم. پرسشتان را همین‌جا بنویسید.

    با /help می‌بینید چه کارهایی از من برمی‌آید.
start-stranger = دوست عزیز
help =
    🧭 راهنما
    هر پیامی بفرستید، پاسخ می‌دهم و گفت‌وگو را به یاد می‌سپارم. در گروه‌ها با @ صدایم بزنید یا به یکی از پیام‌هایم پاسخ دهید.
help-voice = 🎙 پیام صوتی هم بفرستید؛ گوش می‌دهم. در گروه‌ها آن را در پاسخ به یکی از پیام‌هایم بفرستید.
help-pictures = 🖼 یک یا چند عکس بفرستید و پرسشتان را زیر آن بنویسید.
help-commands =
    • /new — شروع گفت‌وگوی تازه
    • /model — انتخاب مدلی که پاسخ می‌دهد
    • /usage — مصرف شما و آنچه مانده است
    • /cost در پاسخ به یکی از پیام‌های من — هزینهٔ آن پاسخ
    • /language — تغییر زبان
    • /privacy — آنچه دربارهٔ شما نگه داشته می‌شود
help-admin =
    🛠 ویژهٔ مدیران
    • /ai_usage — گزارش یک ماه گذشته
    • { $week } — گزارش یک هفتهٔ گذشته
    • { $person } — گزارش یک نفر، با شناسه یا نام کاربری او، مانند @name
    • { $group } — گزارش یک گروه یا کانال، با شناسهٔ آن
    • /dashboard — داشبورد، در مرورگر یا درون تلگرام
    • /access — چه کسی از ربات استفاده می‌کند و چه کسی منتظر است
    • /settings — ساعت گزارش، هشدارها، سهمیه‌ها، قیمت‌ها، رقم‌ها و تقویم

## Voice messages and pictures

voice-heard = 🎙 شنیدم:
reply-question = لطفاً به این پیام پاسخ بدهید.
files-waiting = ⏳ همین حالا دارم فایل‌های دیگران را می‌بینم. نوبت فایل شما هم می‌رسد.
picture-question = در این عکس چه می‌بینید؟
pictures-question = در این عکس‌ها چه می‌بینید؟

## /new, /model, /language

new-started = ✨ گفت‌وگوی تازه‌ای شروع شد. پیام‌های قبلی دیگر در پاسخ‌ها اثری ندارند.
new-started-all = ✨ برای همهٔ اعضای اینجا گفت‌وگوی تازه‌ای شروع شد. پیام‌های قبلی دیگر در پاسخ‌ها اثری ندارند.
model-choose =
    🧠 مدل فعلی: { $model }
    کدام مدل پاسخ بدهد؟
model-all-rest =
    ⏳ الان هیچ مدلی نمی‌تواند پاسخ بدهد. { $time } { $model } دوباره در دسترس است.
    کدام مدل پاسخ بدهد؟
model-all-paused = ⏸ مدیران ربات فعلاً همهٔ مدل‌هایم را متوقف کرده‌اند.
model-quota-left = • { $model }: { $left } از { $limit } { $unit } { $window } مانده
model-quota-guess = • { $model }: { $used } مصرف شده؛ سقف شناخته‌شدهٔ طرح رایگان: { $limit } { $unit } { $window }
model-quota-empty = • { $model }: چیزی نمانده؛ ریست { $time }
model-quota-unknown = • { $model }: هنوز معلوم نیست چقدر مانده
model-set = ✅ از این پس با { $model } پاسخ می‌دهم.
language-choose = 🌐 به چه زبانی صحبت کنم؟
language-set = ✅ از این پس فارسی صحبت می‌کنم.

## /usage

usage-title = 📊 مصرف شما
usage-today = • امروز: { $tokens } توکن در { $requests } درخواست
usage-period = • در { $days } روز گذشته: { $tokens } توکن در { $requests } درخواست
usage-budget-left = • سهمیهٔ امروز شما: { $left } از { $limit } توکن مانده
usage-budget-renews = • سهمیهٔ شما { $time } از نو پر می‌شود.
usage-budget-unlimited = • سهمیهٔ روزانهٔ شما نامحدود است.
usage-money-left = • بودجهٔ امروز شما: { $left } از { $limit } مانده
usage-group-title = 👥 مصرف { $name }
usage-empty = 📭 هنوز چیزی از من نپرسیده‌اید. بفرمایید!

## /cost

receipt-title = 🧾 هزینهٔ این پاسخ
receipt-request = { $number }. { $model }: { $outcome }، { $seconds } ثانیه
receipt-answered = پاسخ داد
receipt-pending = هنوز در جریان است
receipt-tokens = • توکن‌ها: { $total } (ورودی { $prompt } و خروجی { $completion })
receipt-tokens-estimated = • توکن‌ها: حدود { $total } (ورودی { $prompt } و خروجی { $completion })؛ برآورد ماست
receipt-cached = • { $count } توکن ورودی از کش سرویس آمد.
receipt-reasoning = • { $count } توکن خروجی صرف فکر کردن شد.
receipt-audio = • صدا: { $seconds } ثانیه
receipt-cost = • هزینه: { $cost } ({ $source })
receipt-source-override = قیمتی که مدیران تعیین کرده‌اند
receipt-source-reported = هزینه‌ای که خود سرویس همراه پاسخ اعلام کرده
receipt-source-listing = قیمتی که خود سرویس اعلام کرده
receipt-source-catalogue = طبق فهرست قیمت‌ها
receipt-source-flat = نرخ ثابت، برآوردی
receipt-left = • ماندهٔ سقف { $provider } پس از آن: { $left }
receipt-total = روی‌هم: { $tokens } توکن، { $cost }
receipt-how = 🧾 در پاسخ به یکی از پاسخ‌های من /cost بفرستید تا هزینه‌اش را نشان دهم.
receipt-none = 🧾 برای این پیام رسیدی ندارم یا دیگر نگه داشته نشده است.
receipt-not-yours = 🧾 این رسید فقط برای کسی است که پرسیده است.

## /privacy

privacy-title = 🔒 حریم خصوصی
privacy-providers = • پیام‌های شما برای گرفتن پاسخ به { $providers } فرستاده می‌شود.
privacy-notes =
    • نام، نام کاربری و زبان شما و مدلی را که انتخاب کرده‌اید نگه می‌دارم.
    • گفت‌وگویمان را همراه با پیام‌هایی که به آن‌ها پاسخ می‌دهید، و هر پرسش را برای دکمه‌های زیر پاسخش، به یاد می‌سپارم. با /new همه را فراموش می‌کنم.
    • از هر درخواست، زمان، مدل، تعداد توکن‌ها و شناسهٔ تلگرام شما ثبت می‌شود، نه متنی که نوشته‌اید.
privacy-retention = • این‌ها پس از { $days } روز، در نوبت پاک‌سازی بعدی، پاک می‌شود؛ نام و انتخاب‌هایتان هم اگر همین مدت پیامی نداده باشید.
privacy-no-retention = • همهٔ این‌ها تا وقتی خودتان پاک نکنید می‌ماند.
privacy-kept = • جمع مصرف روزانهٔ شما با شناسهٔ تلگرامتان تا وقتی خودتان پاک نکنید می‌ماند. تصمیم‌های مدیران دربارهٔ شما همیشه می‌ماند.
privacy-delete-where = • برای پاک کردن آنچه از شما می‌دانم، در گفت‌وگوی خصوصی به من /privacy بفرستید: { $bot }
privacy-delete-confirm =
    🗑 داده‌های شما پاک شود؟
    • نام شما و زبان و مدلی که انتخاب کرده‌اید
    • گفت‌وگوهایمان، در گروه‌ها هم
    • شناسهٔ تلگرام شما در سابقهٔ درخواست‌ها و جمع مصرفتان
    درخواست‌هایتان بی‌نام‌ونشان در جمع کل ربات می‌ماند. مصرف امروزتان تا پایان روز حساب می‌شود. تصمیم‌های مدیران دربارهٔ شما می‌ماند. این کار برگشت‌پذیر نیست.
privacy-nothing-deleted = 👌 چیزی پاک نشد.
privacy-deleted =
    ✅ پاک شد:
    • نام شما و زبان و مدلی که انتخاب کرده بودید
    • پیام‌هایی که به یاد سپرده بودم: { $turns }
    • شناسهٔ تلگرام شما در سابقهٔ درخواست‌ها: { $requests }
    • جمع مصرف روزانهٔ شما
privacy-deleted-note = درخواست‌هایتان بی‌نام‌ونشان در جمع کل ربات می‌ماند. مصرف امروزتان تا پایان روز، با یک کد به‌جای نام و شناسهٔ شما، حساب می‌شود. اگر دوباره بنویسید، برایم تازه‌وارد هستید.
privacy-kept-budget = سهمیه‌ای که مدیران برایتان تعیین کرده‌اند می‌ماند.

## What went wrong, for the person who asked

error-rate-limit = ⏳ این مدل الان درخواست زیادی دارد. لطفاً یکی‌دو دقیقه دیگر دوباره بفرستید یا با /model مدل دیگری انتخاب کنید.
error-quota-exhausted = 🪫 سقف مصرف این مدل فعلاً پر شده است. با /model مدل دیگری انتخاب کنید یا بعداً دوباره سر بزنید.
error-payment-required = 😕 این مدل فعلاً در دسترس نیست. لطفاً با /model مدل دیگری انتخاب کنید.
error-timeout = ⌛️ پاسخ بیش از اندازه طول کشید. لطفاً پیامتان را دوباره بفرستید.
error-network = 📡 الان به سرویس هوش مصنوعی دسترسی ندارم. لطفاً چند لحظه دیگر دوباره امتحان کنید.
error-proxy = 😕 ربات فعلاً به هیچ سرویس هوش مصنوعی دسترسی ندارد. چند دقیقه دیگر دوباره امتحان کنید.
error-server-error = 😕 سرویس هوش مصنوعی به مشکل خورده است. چند لحظه دیگر دوباره امتحان کنید یا با /model مدل دیگری انتخاب کنید.
error-bad-response = 😕 پاسخ درست به دستم نرسید. لطفاً پیامتان را دوباره بفرستید.
error-truncated = ✂️ پاسخ نیمه‌کاره ماند. برای خواندن بقیه، بنویسید «ادامه بده».
error-empty-answer = 🤔 این بار پاسخی نگرفتم. لطفاً پرسشتان را جور دیگری بنویسید یا با /model مدل دیگری انتخاب کنید.
error-broken = ✂️ مدل پاسخ را نیمه‌کاره رها کرد. لطفاً دوباره امتحان کنید یا با /model مدل دیگری انتخاب کنید.
error-out-of-room = 💭 مدل آن‌قدر فکر کرد که جایی برای پاسخ نماند. لطفاً دوباره امتحان کنید یا با /model مدل دیگری انتخاب کنید.
error-tool-call = 🛠 مدل می‌خواست از ابزاری کمک بگیرد که اینجا ندارد. لطفاً دوباره امتحان کنید یا با /model مدل دیگری انتخاب کنید.
error-invalid-key = 🔧 این مدل درست تنظیم نشده است. لطفاً به مدیر ربات خبر دهید یا با /model مدل دیگری انتخاب کنید.
error-key-restricted = { error-invalid-key }
error-api-disabled = { error-invalid-key }
error-wrong-address = { error-invalid-key }
error-account-restricted = 😕 این مدل فعلاً به روی ربات بسته است. لطفاً به مدیر ربات خبر دهید یا با /model مدل دیگری انتخاب کنید.
error-forbidden = { error-account-restricted }
error-model-blocked = { error-account-restricted }
error-location = 🌍 این سرویس هوش مصنوعی درخواست‌های شبکهٔ ربات را نمی‌پذیرد. لطفاً به مدیر ربات خبر دهید یا با /model مدل دیگری انتخاب کنید.
error-refuses-everybody = 😕 این مدل فعلاً پیام هیچ‌کس را نمی‌پذیرد، نه فقط پیام شما را. لطفاً به مدیر ربات خبر دهید یا با /model مدل دیگری انتخاب کنید.
error-model-not-found = 🔎 این مدل دیگر در دسترس نیست. لطفاً با /model مدل دیگری انتخاب کنید.
error-too-large = 📏 این گفت‌وگو برای مدل بیش از اندازه طولانی است. پیام کوتاه‌تری بفرستید یا با /new گفت‌وگوی تازه‌ای شروع کنید.
error-refused = 🙏 به این یکی نمی‌توانم پاسخ بدهم. لطفاً آن را جور دیگری مطرح کنید.
error-refused-here = 🙏 این مدل از دادن این پاسخ خودداری می‌کند. لطفاً با /model مدل دیگری انتخاب کنید یا پرسشتان را جور دیگری بنویسید.
error-bad-request = 😕 مدل این پیام را نپذیرفت. لطفاً ساده‌تر بنویسید یا با /new گفت‌وگوی تازه‌ای شروع کنید.
error-aborted = ⏹ متوقف شد.
answer-stopped = ⏹ متوقف شد.
answer-shortened = ✂️ متن شما برای مدل‌هایم بیش از حد بلند بود؛ فقط ابتدا و انتهای آن خوانده شد. برای پرسیدن دربارهٔ بخش میانی، همان بخش را جدا بفرستید.
error-all-failed = 😕 الان هیچ‌کدام از مدل‌هایم نتوانستند پاسخ بدهند. لطفاً چند دقیقه دیگر دوباره امتحان کنید.
error-all-failed-until = 😕 الان هیچ‌کدام از مدل‌هایم نتوانستند پاسخ بدهند. لطفاً { $time } دوباره امتحان کنید.
error-all-rate-limited = ⏳ همهٔ مدل‌هایم الان درخواست زیادی دارند. لطفاً { $time } دوباره بفرستید.
error-all-paused = ⏸ مدیران ربات فعلاً پاسخ‌دهی را متوقف کرده‌اند. لطفاً کمی بعد دوباره امتحان کنید.
error-not-configured = 🔧 هنوز به هیچ سرویس هوش مصنوعی وصل نشده‌ام. لطفاً به مدیر ربات خبر دهید.
error-file-too-large = 📦 حجم این فایل برای من زیاد است. تا { $megabytes } مگابایت می‌توانم بگیرم.
error-file-gone = 📭 این فایل دیگر در تلگرام نیست. لطفاً دوباره بفرستید.
error-download-failed = 📡 نتوانستم این فایل را از تلگرام بگیرم. لطفاً دوباره بفرستید.
error-voice-unavailable = 🎙 فعلاً نمی‌توانم پیام صوتی گوش کنم. لطفاً پرسشتان را بنویسید.
error-voice-too-long = 🎙 این صدا برای من بیش از اندازه طولانی است. لطفاً صدایی حداکثر { $minutes } دقیقه‌ای بفرستید.
error-voice-silent = 🤫 حرفی در این صدا نشنیدم. لطفاً یک بار دیگر بگویید یا بنویسید.
error-voice-busy = ⏳ الان صداهای زیادی در صف شنیدن است. لطفاً یکی‌دو دقیقه دیگر دوباره بفرستید یا پرسشتان را بنویسید.
error-voice-busy-until = ⏳ الان صداهای زیادی در صف شنیدن است. لطفاً { $time } دوباره بفرستید یا پرسشتان را بنویسید.
error-voice-failed = 😕 الان نتوانستم به این صدا گوش بدهم. لطفاً چند لحظه دیگر دوباره بفرستید یا پرسشتان را بنویسید.
error-audio-format = 🎙 این نوع صدا را نمی‌توانم گوش کنم. لطفاً پیام صوتی بفرستید، یا همان را به شکل آهنگ.
error-picture-unreadable = 🖼 این عکس باز نمی‌شود. لطفاً آن را به صورت JPEG، PNG، WebP یا GIF بفرستید.
error-no-vision = 🖼 فعلاً نمی‌توانم عکس ببینم. لطفاً خواسته‌تان را با کلمات بنویسید.
error-budget-exhausted =
    🪫 سهمیهٔ امروز شما برای این پرسش کافی نیست.
    سهمیهٔ شما { $time } از نو پر می‌شود.
error-unknown-command = 🤔 این دستور را نمی‌شناسم. با /help دستورهای من را می‌بینید.
error-unsupported-content = 🙈 این نوع پیام را نمی‌توانم بخوانم. لطفاً خواسته‌تان را بنویسید.
error-document = 📎 این نوع فایل را نمی‌توانم بخوانم. لطفاً بخش مهم آن را به صورت متن بفرستید.
error-video = 🎥 نمی‌توانم ویدیو ببینم. لطفاً پرسشتان را بنویسید.
error-admin-only = ⛔️ این دستور فقط برای مدیران ربات است.
error-ai-usage-argument =
    🤔 متوجه نشدم. لطفاً دستور را این‌طور بفرستید:
    • /ai_usage — گزارش یک ماه گذشته
    • { $week } — گزارش یک هفتهٔ گذشته
    • { $person } — گزارش یک نفر، با شناسه یا نام کاربری او، مانند @name
    • { $group } — گزارش یک گروه یا کانال، با شناسهٔ آن
error-too-many-messages = ⏳ پیام‌ها پشت سر هم رسیدند! دارم به اولی‌ها پاسخ می‌دهم؛ بقیه را لطفاً بعد از آن دوباره بفرستید.
error-gave-up = 😕 چند بار برای این پیام تلاش کردم و هر بار ناموفق بود؛ دیگر امتحانش نمی‌کنم. لطفاً آن را با عبارتی دیگر یا در بخش‌های کوچک‌تر دوباره بفرستید.
error-expired = 🕰 بیش از یک روز در دسترس نبودم و نتوانستم به‌موقع پاسخ بدهم. اگر هنوز پاسخ می‌خواهید، لطفاً پیام خود را دوباره بفرستید.
error-money-user = 🪙 بودجهٔ امروز شما تمام شده است. لطفاً { $time } ادامه بدهید.
error-money-group = 🪙 بودجهٔ امروز این گروه تمام شده است. لطفاً { $time } ادامه بدهید.
error-money-all = 🪙 بودجهٔ این ماه تمام شده است و فعلاً نمی‌توانم پاسخ بدهم. { $time } از نو پر می‌شود؛ مدیران ربات می‌توانند آن را زودتر بیشتر کنند.
error-too-fast = 🐢 این بیشتر از آن است که در یک دقیقه می‌توانم پاسخ بدهم. لطفاً { $seconds } ثانیه دیگر ادامه بدهید.
error-internal = 😕 مشکلی از سمت من پیش آمد. لطفاً دوباره امتحان کنید.

## Buttons and the notes that answer them

button-today = امروز
button-days = { $days } روز
button-refresh = 🔄 به‌روزرسانی
button-cancel = انصراف
button-persian-style = 📆 تاریخ شمسی و اعداد فارسی؟
button-privacy-delete = 🗑 پاک کردن داده‌های من
button-privacy-confirm = بله، پاک کن
button-language-en = English
button-language-fa = فارسی
button-stop = ⏹ توقف
button-again = 🔄 دوباره
button-try-again = 🔄 تلاش دوباره
button-other-model = 🧠 مدل دیگر
button-back = ‹ بازگشت
toast-stopping = در حال توقف…
toast-answer-over = این پاسخ دیگر تمام شده است.
toast-question-gone = این پرسش یک بار دیگر پرسیده شده یا دیگر در یادم نیست. لطفاً دوباره بفرستید.
toast-asking-again = دوباره می‌پرسم…
toast-muted = من در این گروه اجازهٔ نوشتن ندارم. مدیران گروه می‌توانند این اجازه را بدهند.
toast-group-admins-only = در گروه، فقط مدیران گروه می‌توانند این را تغییر دهند.
toast-updated = به‌روز شد ✅
toast-unchanged = داده‌ها تغییری نکرده‌اند.
button-copy-model = 📋 کپی { $model }
button-more-models = ➡️ مدل‌های دیگر
button-model-paused = ⏸ { $model }
toast-model-paused = { $provider } موقتاً متوقف است. لطفاً مدل دیگری انتخاب کنید.
toast-expired = این دکمه دیگر کار نمی‌کند. لطفاً دستور را دوباره بفرستید.
toast-admins-only = این بخش فقط برای مدیران ربات است.
toast-not-yours = این دکمه برای شما نیست.

## What admins are warned of

alert-quota-warned = ⚠️ هشدار سقف { $provider }
alert-quota-empty = 🚨 یکی از سقف‌های { $provider } پر شد
alert-quota-recovered = ✅ سقف { $provider } به وضعیت عادی برگشت
alert-quota-used = { $quota }: { $left } از { $limit } مانده ({ $percent } مصرف شده)
alert-quota-left = { $quota }: { $left } مانده
alert-quota-nothing-left = { $quota }: چیزی نمانده
alert-quota-forecast = با این روند، { $time } و پیش از ریست تمام می‌شود.
alert-quota-renews = ریست { $time }.
alert-down =
    🔴 { $provider } از دسترس خارج شد.
    علت: { $reason }
alert-model-gone = 🔎 { $provider } دیگر مدل { $model } را ارائه نمی‌دهد. درخواست‌هایش به مدل‌های دیگر فرستاده می‌شود.
alert-model-switch = به { $model } تغییرش دهید: آن را در { $place } بنویسید و ربات را دوباره راه‌اندازی کنید.
alert-model-rename = نام یک مدل موجود را در { $place } بنویسید و ربات را دوباره راه‌اندازی کنید.
alert-model-back = 🟢 { $provider } مدل { $model } را دوباره ارائه می‌دهد.
alert-price-changed = 💵 { $provider } قیمت { $model } را تغییر داد: هر میلیون توکن ورودی { $input } و خروجی { $output }؛ پیش از این { $inputBefore } و { $outputBefore } بود.
alert-price-days = مصرف { $count } روز گذشته با قیمت تازه به‌جای { $before } می‌شد { $after }.
alert-down-error = آخرین خطا: { $message }
alert-down-remedy = چاره: { $remedy }
alert-budget-forecast = 📈 با این روند، بودجهٔ ماهانهٔ { $name } در { $date } تمام می‌شود
alert-budget-warned = ⚠️ بودجهٔ ماهانهٔ { $name } رو به پایان است
alert-budget-spent = 🚨 بودجهٔ ماهانهٔ { $name } تمام شده است
alert-budget-renewed = ✅ بودجهٔ ماهانهٔ { $name } دوباره جا دارد
alert-budget-too-little = آنچه مانده از هزینهٔ احتمالی درخواست بعدی کمتر است.
alert-budget-amount = { $left } از { $limit } مانده ({ $percent } مصرف شده)
alert-budget-renews = { $time } از نو پر می‌شود.
alert-day-budgets = 💰 بودجه‌های امروز
alert-day-budget-warned = ⚠️ { $name }: { $left } از { $limit } مانده ({ $percent } مصرف شده)
alert-day-budget-spent = 🚨 { $name }: تمام شد، { $left } از { $limit } مانده ({ $percent } مصرف شده)
alert-day-budget-too-little = 🚨 { $name }: برای درخواست بعدی کافی نیست، { $left } از { $limit } مانده ({ $percent } مصرف شده)
button-day-budget-raise = ➕ { $name }: { $amount } بیشتر برای امروز
toast-day-budget-raised = بودجهٔ امروز به { $limit } رسید ✅
budget-of-all = کل ربات
button-budget-raise = ➕ { $amount } بیشتر برای این ماه
toast-budget-raised = بودجهٔ این ماه { $name } به { $limit } رسید ✅
alert-fallback = درخواست‌ها فعلاً به { $provider } هدایت می‌شوند.
alert-no-fallback = در حال حاضر جایگزین فعالی وجود ندارد.
alert-back = 🟢 { $provider } دوباره در دسترس است (مدت قطعی: { $duration }).
admin-chat-absent = ℹ️ این پیام برای گفت‌وگوی { $chat } (ADMIN_CHAT_ID) بود، اما ربات عضو آن نیست. لطفاً ربات را به آنجا اضافه کنید یا ADMIN_CHAT_ID را اصلاح کنید.
admin-chat-muted = ℹ️ این پیام برای گفت‌وگوی { $chat } (ADMIN_CHAT_ID) بود، اما ربات اجازهٔ نوشتن در آن را ندارد. لطفاً به ربات اجازهٔ فرستادن پیام بدهید.
admin-chat-topic = ℹ️ این پیام برای موضوع { $chat } (ADMIN_CHAT_ID) بود، اما این موضوع وجود ندارد یا بسته شده است. لطفاً عدد پس از دونقطه را اصلاح کنید.
admin-chat-refused = ℹ️ این پیام برای گفت‌وگوی { $chat } (ADMIN_CHAT_ID) بود، اما تلگرام آن را نپذیرفت. لطفاً ADMIN_CHAT_ID را بررسی کنید.
outage-database-down =
    🔴 پایگاه داده در دسترس نیست.
    کاربران همچنان پاسخ می‌گیرند. مصرف آن‌ها در فایلی کنار ربات نگه داشته می‌شود و با برگشت پایگاه داده ثبت خواهد شد؛ تا آن زمان سهمیه‌های روزانه بررسی نمی‌شود و گزارش‌ها در دسترس نیستند.
    چه باید کرد: ببینید پایگاه داده در حال اجراست و دیسک پر نشده است.
outage-database-back = 🟢 پایگاه داده دوباره در دسترس است (مدت قطعی: { $duration }). مصرف این مدت ثبت شد.
alert-act-pause = ⏸ { $name } { $provider } را موقتاً متوقف کرد. تا وقتی کسی آن را از سر نگیرد، درخواستی به آن نمی‌رود.
alert-act-resume = ▶️ { $name } { $provider } را از سر گرفت.
alert-act-raise = 🔔 { $name } خواست هشدار بعدی امروز در { $percent } بیاید.
alert-act-undone = ↩️ { $name } این کار را برگرداند.
button-pause = ⏸ توقف موقت { $provider }
button-resume = ▶️ از سرگیری { $provider }
button-alert-raise = 🔔 هشدار بعدی امروز در { $percent }
button-undo = ↩️ برگرداندن
toast-done = انجام شد ✅
toast-paused-by = { $name } پیش از شما { $provider } را موقتاً متوقف کرده است.
toast-resumed-by = { $name } پیش از شما { $provider } را از سر گرفته است.
toast-raised-by = { $name } پیش از شما هشدار بعدی را عقب انداخته است.
toast-undone-by = { $name } پیش از شما این کار را برگردانده است.
toast-changed-since = پس از آن دوباره تغییر کرده است؛ چیزی برگردانده نشد.
toast-alert-over = این هشدار دیگر برقرار نیست و دکمه‌هایش کار نمی‌کنند.

## The scheduled backup

backup-whole = 💾 پشتیبان رمزگذاری‌شدهٔ { $date }، { $megabytes } مگابایت. برای بازگرداندنش npm run restore را با همان BACKUP_PASSWORD اجرا کنید.
backup-part = 💾 پشتیبان رمزگذاری‌شدهٔ { $date }، بخش { $part } از { $parts }.
backup-join =
    پیش از npm run restore هر { $parts } بخش را به ترتیب به هم بچسبانید:
    { $command }

## What an admin can do about a provider that is down

remedy-unauthorized = کلید معتبری در { $key } بگذارید و ربات را دوباره راه‌اندازی کنید.
remedy-added-unauthorized = در PROVIDERS_FILE، مقدار apiKeyEnv برای { $provider } نام یک متغیر است؛ کلید معتبری در آن متغیر بگذارید و ربات را دوباره راه‌اندازی کنید.
remedy-added-wrong-address = در PROVIDERS_FILE، مقدار baseUrl برای { $provider } را درست کنید: همان نشانی که مستندات سرویس آن را OpenAI base URL می‌نامد.
remedy-key-restricted = در تنظیمات کلید ({ $key })، این API و نشانی این سرور را مجاز کنید.
remedy-api-disabled = «Generative Language API» را برای پروژهٔ کلید فعال کنید: console.cloud.google.com/apis/library/generativelanguage.googleapis.com
remedy-account-restricted = با پشتیبانی سرویس تماس بگیرید یا کلید حساب دیگری در { $key } بگذارید.
remedy-payment-required = حساب سرویس را شارژ کنید یا سقف هزینهٔ آن را بالا ببرید.
remedy-location = در PROXY_URL پراکسی‌ای بگذارید که در کشور و شبکه‌ای مجاز برای این سرویس باشد.
remedy-forbidden = متن آخرین خطا را ببینید و دسترسی‌های حساب { $key } را بررسی کنید.
remedy-wrong-address = { $address } را درست کنید: فقط ریشهٔ سرور، بدون مسیر.
remedy-model-not-found = نام یک مدل موجود را در { $models } بنویسید.
remedy-model-blocked = مدل را در تنظیمات حساب مجاز کنید یا مدل دیگری در { $models } بنویسید.
remedy-refuses-everybody = متن آخرین خطا را ببینید و مدل دیگری در { $models } یا کلید دیگری امتحان کنید.
remedy-timeout = صبر کنید؛ اگر ادامه داشت، شبکهٔ این سرور و PROXY_URL را بررسی کنید.
remedy-network = شبکهٔ این سرور را بررسی کنید؛ اگر سرویس مسدود است، PROXY_URL را تنظیم کنید.
remedy-proxy = PROXY_URL و روشن بودن پراکسی را بررسی کنید.
remedy-error = خطا را در لاگ ربات پیدا کنید.

## The report

report-sent-privately = 📬 گزارش را در گفت‌وگوی خصوصی‌مان برایتان فرستادم: { $bot }
report-start-first = 📬 در گزارش نام افراد هست و آن را فقط خصوصی می‌فرستم. لطفاً { $bot } را باز کنید، «شروع» را بزنید و همان‌جا دوباره بپرسید.
report-title = 💎 گزارش استفاده از توکن‌های AI
report-scheduled-title =
    { $rhythm ->
        [daily] 📅 گزارش روزانهٔ AI — { $date } به وقت { $zone }
        [weekly] 📅 گزارش هفتگی AI — { $date } به وقت { $zone }
        [monthly] 📅 گزارش ماهانهٔ AI — { $date } به وقت { $zone }
       *[other] 📅 گزارش AI — { $date } به وقت { $zone }
    }
report-person = 👤 { $name } (شناسهٔ { $id })
report-person-unnamed = 👤 کاربر با شناسهٔ { $id }
report-of-group = 👥 { $name } (شناسهٔ { $id })
report-of-group-unnamed = 👥 گروه با شناسهٔ { $id }
report-date = 🕐 تاریخ: { $date }
report-generated-history = 🧪 { generated-history }
report-replica-behind = ℹ️ { replica-behind }
report-replica-unknown = ℹ️ { replica-unknown }
report-replica-unreachable = ℹ️ { replica-unreachable }
report-telemetry-usage = مصرف همراه هر پاسخ می‌رسد و همان لحظه ثبت می‌شود
report-telemetry-counted = API ویژهٔ مصرف ندارد؛ درخواست‌های هر دقیقه و هر روز از روی پایگاه داده شمرده می‌شود
report-telemetry-headers = سقف‌ها زنده از هدرهای پاسخ خوانده می‌شود: مانده، سقف، زمان ریست و عمر هر عدد
report-not-configured = پیکربندی نشده است (کلید API تنظیم نشده)
report-down = در دسترس نیست: { $reason }
report-down-remedy = چاره: { $remedy }
report-down-retry = تلاش دوباره: { $time }
report-paused = ⏸ { $name } آن را { $age } موقتاً متوقف کرده است؛ درخواستی به آن نمی‌رود
report-manual-check = بررسی دستی: { $url }
report-no-reading = هنوز عددی نرسیده
report-quotas = سقف‌ها: { $count }
report-quotas-left = سقف‌ها: { $count }، کمترین مانده { $percent }
report-reading = { $model }، { $unit } { $window }: { $amount }
report-summary = 📊 خلاصه کلی:
report-total-providers = کل providers: { $count }
report-active-providers = providers فعال: { $count }
report-complete-providers = providers با اطلاعات کامل: { $count }
report-statistics = 📈 آمار تفصیلی از Database ({ $period }):
report-requests = کل درخواست‌ها: { $count }
report-total-tokens = کل توکن‌های استفاده شده: { $count }
report-prompt-tokens = توکن‌های prompt: { $count }
report-completion-tokens = توکن‌های completion: { $count }
report-average-tokens = میانگین توکن هر درخواست: { $count }
report-cost = تخمین هزینه: { $cost }
report-last-used = آخرین استفاده: { $date }
report-failed = درخواست‌های ناموفق: { $count } ({ $percent })
report-flat-cost = برآورد با نرخ ثابت (قیمت مدل معلوم نیست): { $cost }
report-cost-sources = هزینه به تفکیک منبع قیمت: { $costs }
report-cost-override = قیمتی که مدیران تعیین کرده‌اند { $cost }
report-cost-reported = مبلغی که خود سرویس با پاسخ‌ها اعلام کرده { $cost }
report-cost-listing = قیمتی که خود سرویس‌ها اعلام کرده‌اند { $cost }
report-cost-catalogue = فهرست قیمت‌ها { $cost }
report-cost-flat = نرخ ثابت (برآورد) { $cost }
report-estimated = درخواست‌هایی که توکنشان برآورد شده: { $count } ({ $cost })
report-cost-note = ℹ️ هزینه‌ها بر پایهٔ قیمت رسمی سرویس‌هاست؛ یعنی همین مصرف در طرح پولی چقدر می‌شد.
report-all-providers = 🧮 جمع کل: { $tokens } توکن در { $requests } درخواست، { $cost }
report-forecast = 🔮 پیش‌بینی تا پایان { $month }: { $tokens } توکن (حدود { $cost })
report-no-requests = 📭 در این بازه هنوز درخواستی ثبت نشده است.
report-models = 🧠 مدل‌ها: { $count } مدل، بیش از همه { $name } ({ $percent } توکن‌ها)
report-model = { $model } ({ $provider }): { $tokens } توکن در { $requests } درخواست، { $cost }
report-groups = 💬 گروه‌ها: { $count } گروه، بیش از همه { $name } ({ $percent } توکن‌ها)
report-users = 👥 کاربران پرمصرف: { $count } نفر، بیش از همه { $name } ({ $percent } توکن‌ها)
report-user = { $rank }. { $name } ({ $id }): { $tokens } توکن در { $requests } درخواست، { $cost }
report-user-unnamed = بی‌نام
report-left-out = … و { $count } مورد دیگر
period-today = امروز
period-days = { $days } روز گذشته

## The report at a glance

glance-today = 🔢 امروز: { $tokens } توکن در { $requests } درخواست، { $cost }
glance-usual = { $change } نسبت به همین ساعت در روزهای معمول
glance-period = 📊 { $days } روز گذشته: { $tokens } توکن در { $requests } درخواست، { $cost }
glance-quota = { $bar } { $provider } { $percent } مصرف شده: { $left } از { $limit } { $unit } { $window } مانده ({ $model })
glance-quota-resets = { $quota }، ریست { $time }
glance-down = 🔴 از دسترس خارج: { $providers }
glance-down-why = { $provider } — { $reason }
glance-paused = ⏸ موقتاً متوقف: { $providers }
glance-all-well = ✅ همهٔ سرویس‌ها در دسترس‌اند
glance-budget = 💰 این ماه: { $left } از { $limit } مانده ({ $percent } مصرف شده)، تا { $date }
glance-budget-of = 💰 { $provider } این ماه: { $left } از { $limit } مانده ({ $percent } مصرف شده)، تا { $date }
glance-month = 💰 هزینهٔ این ماه با این روند حدود { $cost } می‌شود

## What is left of a quota

quota-of = { $left } از { $limit }
quota-left = { $amount } مانده
quota-left-ending = { $amount } مانده که با این روند { $time } تمام می‌شود
quota-used = { $count } مصرف شده
quota-used-guess = { $count } مصرف شده؛ سقف شناخته‌شدهٔ طرح رایگان: { $limit }
quota-left-unknown = نامعلوم، سقف { $limit }
quota-resets = ریست { $time }
quota-reset-passed = از آن هنگام ریست شده است
quota-stale = { $age } (قدیمی)

## Dashboard

dashboard-link = 🧭 این لینک تا پنج دقیقه، فقط یک بار و برای هر کسی که آن را داشته باشد داشبورد را باز می‌کند:
dashboard-in-private = 🧭 لطفاً در گفت‌وگوی خصوصی‌مان بپرسید: لینک فقط برای شماست.
dashboard-off = 🧭 داشبورد روشن نیست: برای آن باید PORT در تنظیمات ربات مشخص شود.
dashboard-no-address =
    🧭 داشبورد روی درگاه { $port } سرور ربات اجرا می‌شود، اما نشانی‌ای ندارد که بتوانید باز کنید.
    لطفاً PUBLIC_URL را برابر نشانی HTTPS آن (مانند https://bot.example.com) یا LISTEN_HOST را برابر یکی از نشانی‌های سرور در شبکهٔ خودتان بگذارید و ربات را دوباره راه بیندازید.
button-dashboard = 🧭 داشبورد
menu-dashboard = داشبورد

## Chart and files

chart-title = مصرف AI، { $period }
chart-title-of = مصرف AI { $name }، { $period }
chart-totals = 🧮 { $tokens } توکن در { $requests } درخواست، { $cost }
chart-requests = درخواست در روز
chart-tokens = توکن در روز
chart-cost = تخمین هزینه در روز
button-chart = 📈 نمودار
button-csv = 📄 CSV
button-json = 🧾 JSON

## How the period went

report-change-today = 📐 امروز تا این ساعت نسبت به دیروز تا همین ساعت: درخواست { $requests }، توکن { $tokens }، هزینه { $cost }
report-change = 📐 { $days } روز کامل گذشته نسبت به { $days } روز پیش از آن: درخواست { $requests }، توکن { $tokens }، هزینه { $cost }
cause-more-requests = دلیل اصلی: درخواست‌ها بیشتر شده است.
cause-fewer-requests = دلیل اصلی: درخواست‌ها کمتر شده است.
cause-longer-requests = دلیل اصلی: درخواست‌ها طولانی‌تر شده است.
cause-shorter-requests = دلیل اصلی: درخواست‌ها کوتاه‌تر شده است.
cause-dearer-models = دلیل اصلی: از مدل‌های گران‌تر استفاده شده است.
cause-cheaper-models = دلیل اصلی: از مدل‌های ارزان‌تر استفاده شده است.
report-latency = ⏱ زمان پاسخ: کندترین { $provider }، تا { $p95 } ثانیه
report-latency-line = { $provider }: نیمی از پاسخ‌ها زیر { $median } ثانیه، { $most } زیر { $p95 } ثانیه
report-failures = 🚧 درخواست‌های ناموفق: { $count }، به تفکیک دلیل
report-failure-line = { $status }: { $count }
report-days = 📅 روزها: { $count } روز، پرمصرف‌ترین { $date } ({ $tokens } توکن)
report-day = { $date }: { $tokens } توکن در { $requests } درخواست، { $cost }

## /settings

settings-title =
    ⚙️ تنظیمات
    چه چیزی را تغییر می‌دهید؟ هر تغییر بی‌درنگ اعمال می‌شود.
button-settings-report = 🕘 ساعت گزارش: { $value }
button-settings-alert = ⚠️ هشدار از: { $value }
button-settings-budget = 🪙 سهمیهٔ روزانه: { $value }
button-settings-person = 👤 سهمیهٔ یک نفر
button-settings-money = 💰 بودجه‌های دلاری
button-settings-price = 💵 قیمت یک مدل
button-settings-digits = 🔢 رقم‌های من: { $value }
button-settings-calendar = 📆 تقویم من: { $value }
button-settings-chat-language = 💬 زبان گفت‌وگوی گزارش: { $value }
button-settings-chat-digits = 💬 رقم‌های گفت‌وگوی گزارش: { $value }
button-settings-chat-calendar = 💬 تقویم گفت‌وگوی گزارش: { $value }
settings-ask-report =
    🕘 گزارش چه ساعتی فرستاده شود؟ مقدار فعلی: { $value }
    ساعتی مثل { $time } بنویسید، روز و ساعتی مثل «{ $weekly }»، یا یک عبارت cron مثل «{ $cron }».
    ساعت‌ها به وقت { $zone } است؛ آنجا اکنون { $now } است.
settings-ask-alert =
    ⚠️ وقتی چند درصد از یک سقف مصرف شد به مدیران هشدار بدهم؟ مقدار فعلی: { $value }
    یکی از دکمه‌ها را بزنید یا عددی از { $least } تا { $most } بنویسید.
settings-ask-budget =
    🪙 هر نفر در روز چند توکن می‌تواند مصرف کند؟ مقدار فعلی: { $value }
    عددی مثل { $tokens } بنویسید، یا «نامحدود». سهمیهٔ مدیران نامحدود است.
settings-ask-person = 👤 سهمیهٔ چه کسی؟ شناسهٔ تلگرام او را بنویسید، مثلاً { $person }؛ شناسهٔ هر نفر در گزارش کنار نامش آمده است.
settings-ask-person-budget =
    👤 { $name } در روز چند توکن می‌تواند مصرف کند؟ مقدار فعلی: { $value }
    عددی مثل { $tokens } بنویسید، «نامحدود»، یا «پیش‌فرض» برای سهمیهٔ همگانی.
settings-ask-model = 💵 قیمت کدام مدل؟ یکی از دکمه‌ها را بزنید یا آن را به شکل provider/model بنویسید، مثلاً «{ $model }».
settings-ask-price =
    💵 قیمت { $model } چقدر است؟ مقدار فعلی: { $value }
    به دلار برای هر یک میلیون توکن بنویسید: ورودی / خروجی، یا ورودی / خروجی / کش‌شده. مثلاً «{ $price }». این قیمت از همین حالا به بعد حساب می‌شود.
settings-ask-digits = 🔢 رقم‌ها برای شما چگونه نوشته شود؟ مقدار فعلی: { $value }
settings-ask-calendar = 📆 تاریخ‌ها برای شما با کدام تقویم باشد؟ مقدار فعلی: { $value }
settings-ask-chat-language = 💬 گزارش‌ها و هشدارها در گفت‌وگوی گزارش به چه زبانی باشد؟ مقدار فعلی: { $value }
settings-ask-chat-digits = 💬 رقم‌ها در گفت‌وگوی گزارش چگونه نوشته شود؟ مقدار فعلی: { $value }
settings-ask-chat-calendar = 💬 تاریخ‌ها در گفت‌وگوی گزارش با کدام تقویم باشد؟ مقدار فعلی: { $value }
settings-wrong-report = 🤔 این نه ساعت است و نه یک عبارت cron. مثلاً بنویسید { $time }، «{ $weekly }» یا «خاموش».
settings-wrong-alert = 🤔 این عدد صحیحی از { $least } تا { $most } نیست. مثلاً بنویسید { $percent }.
settings-wrong-tokens = 🤔 تعداد توکن باید عدد صحیح باشد. مثلاً بنویسید { $tokens }، یا «نامحدود».
settings-wrong-person = 🤔 شناسهٔ تلگرام فقط عدد است، بدون نام و @. مثلاً بنویسید { $person }.
settings-wrong-model = 🤔 مدل را به شکل provider/model بنویسید، با نام یکی از سرویس‌های ربات. مثلاً «{ $model }».
settings-wrong-price = 🤔 دو یا سه قیمت به دلار لازم است. مثلاً بنویسید «{ $twoPrices }»، یا همراه با قیمت توکن‌های کش‌شده «{ $price }».
settings-ask-money =
    💰 بودجهٔ دلاری چه کسی؟
    برای بودجهٔ ماهانهٔ کل ربات یا یک سرویس یکی از دکمه‌ها را بزنید؛ برای بودجهٔ روزانهٔ یک نفر یا یک گروه شناسهٔ آن را بنویسید (شناسهٔ گروه منفی است).
settings-ask-money-amount =
    { $window ->
        [month] 💰 { $name } در ماه چند دلار می‌تواند خرج کند؟ مقدار فعلی: { $value }
       *[day] 💰 { $name } در روز چند دلار می‌تواند خرج کند؟ مقدار فعلی: { $value }
    }
    مبلغی مثل { $dollars } بنویسید، یا «نامحدود».
button-budget-all = کل ربات
settings-wrong-money-subject = 🤔 این نه نام یک سرویس است و نه یک شناسه. یکی از دکمه‌های بالا را بزنید یا مثلاً بنویسید { $person }.
settings-wrong-money = 🤔 این مبلغی به دلار نیست. مثلاً بنویسید { $dollars }، یا «نامحدود».
settings-wrong-choice = 🤔 این جزو گزینه‌ها نیست. یکی از دکمه‌های بالا را بزنید یا مثلاً بنویسید «{ $example }».
settings-saved =
    ✅ ذخیره شد: { $subject }
    • قبلاً: { $before }
    • از این پس: { $after }
settings-changed-meanwhile = ⚠️ در این فاصله { $by } این را تغییر داده است: { $subject }. مقدار فعلی: { $value }. چیزی از شما ذخیره نشد.
settings-cancelled = 👌 چیزی تغییر نکرد.
settings-nothing-to-cancel = 👌 چیزی برای لغو کردن نیست. با /settings تنظیمات را ببینید.
settings-private-only = 🔒 تنظیمات را فقط در گفت‌وگوی خصوصی می‌شود تغییر داد: { $bot }
settings-off = خاموش
settings-weekly = هر { $weekday } ساعت { $time }
settings-monthly = روز { $day } هر ماه میلادی ساعت { $time }
settings-default = پیش‌فرض
settings-default-value = { $value } (پیش‌فرض)
settings-no-limit = نامحدود
settings-latin = رقم‌های لاتین
settings-latin-in-reports = لاتین در گزارش‌ها
settings-persian = رقم‌های فارسی
settings-gregorian = میلادی
settings-gregorian-in-reports = میلادی در گزارش‌ها
settings-jalali = شمسی
settings-remove-price = مطابق فهرست قیمت‌ها
settings-value = { $value }
settings-name-report = ساعت گزارش
settings-name-alert = آستانهٔ هشدار
settings-name-budget = سهمیهٔ روزانهٔ هر نفر
settings-name-digits = رقم‌های شما
settings-name-calendar = تقویم شما
settings-name-chat-language = زبان گفت‌وگوی گزارش
settings-name-chat-digits = رقم‌های گفت‌وگوی گزارش
settings-name-chat-calendar = تقویم گفت‌وگوی گزارش
settings-name-person = سهمیهٔ { $name }
settings-name-money =
    { $window ->
        [month] بودجهٔ ماهانهٔ { $name }
       *[day] بودجهٔ روزانهٔ { $name }
    }
settings-name-price = قیمت { $model }
settings-no-price = مطابق فهرست قیمت‌ها
settings-price = ورودی { $input }، خروجی { $output }، کش‌شده { $cached }

## Access

access-asked =
    🔒 این ربات به کسانی پاسخ می‌دهد که مدیرانش پذیرفته باشند. درخواست شما را برایشان فرستادم.
    همین که تصمیم بگیرند خبرتان می‌کنم؛ آن وقت پیامتان را دوباره بفرستید.
access-asked-group =
    🔒 من در گروه‌هایی پاسخ می‌دهم که مدیران ربات پذیرفته باشند. درخواست این گروه را برایشان فرستادم.
    همین که تصمیم بگیرند همین‌جا خبر می‌دهم.
access-waiting = ⏳ مدیران ربات هنوز تصمیم نگرفته‌اند. همین که تصمیم بگیرند خبرتان می‌کنم.
access-waiting-group = ⏳ مدیران ربات هنوز دربارهٔ این گروه تصمیم نگرفته‌اند. همین که تصمیم بگیرند همین‌جا خبر می‌دهم.
access-closed = 🔒 من فقط به کسانی پاسخ می‌دهم که مدیران ربات پذیرفته باشند.
access-closed-group = 🔒 من فقط در گروه‌هایی پاسخ می‌دهم که مدیران ربات پذیرفته باشند.
access-unsure = 🔌 پایگاه داده‌ام در دسترس نیست و الان نمی‌توانم ببینم که پذیرفته شده‌اید یا نه. لطفاً چند دقیقه دیگر دوباره امتحان کنید.
access-let-in = ✅ پذیرفته شدید! پرسشتان را بفرستید.
access-let-in-until = ✅ تا { $until } پذیرفته شدید. پرسشتان را بفرستید.
access-let-in-group = ✅ از این پس در این گروه پاسخ می‌دهم. با @ صدایم بزنید یا به یکی از پیام‌هایم پاسخ دهید.
access-let-in-group-until = ✅ تا { $until } در این گروه پاسخ می‌دهم. با @ صدایم بزنید یا به یکی از پیام‌هایم پاسخ دهید.
access-card-person = 🙋 { $name } می‌خواهد از ربات استفاده کند
access-card-group = 👥 گروه { $name } می‌خواهد از ربات استفاده کند
access-card-title-person = 👤 { $name }
access-card-title-group = 👥 { $name }
access-card-id = شناسه: { $id }
access-card-language = زبان تلگرام او: { $language }
access-card-asked-by = درخواست از طرف: { $name }
access-card-groups = در این گروه‌ها هم می‌نویسد: { $groups }
access-card-cost = هر نفر اینجا ماهی { $cost } هزینه دارد (میانگین { $people } نفر)
access-state-admin = ⭐️ مدیر ربات است و همیشه پذیرفته است.
access-state-allowed = ✅ پذیرفته شده است: شناسه‌اش در ALLOWED_IDS، در تنظیمات سرور، آمده است.
access-state-open = ✅ پذیرفته است: ربات به همه پاسخ می‌دهد (ACCESS=open).
access-state-unknown = ⚪️ پذیرفته نشده است.
access-state-asked = ⏳ در انتظار تصمیم.
access-state-admitted = ✅ پذیرفته شده از طرف { $by }، { $when }.
access-state-admitted-until = 🕐 پذیرفته شده تا { $until }، از طرف { $by }.
access-state-known = ✅ پذیرفته است: پیش از آنکه اجازه لازم باشد از ربات استفاده کرده است.
access-state-blocked = 🚫 مسدود شده از طرف { $by }، { $when }.
access-card-money = 💰 بودجهٔ امروز: { $left } از { $limit } مانده
access-card-money-own = 💰 بودجهٔ امروز: { $left } از { $limit } مانده (بودجهٔ اختصاصی)
access-card-money-unlimited = 💰 بودجه: نامحدود (اختصاصی)
access-card-tokens = 🪙 سهمیهٔ روزانه: { $tokens } توکن
access-card-tokens-own = 🪙 سهمیهٔ روزانه: { $tokens } توکن (سهمیهٔ اختصاصی)
access-card-tokens-unlimited = 🪙 سهمیهٔ روزانه: نامحدود (اختصاصی)
button-access-money = 💰 بودجهٔ روزانه
button-access-tokens = 🪙 سهمیهٔ روزانه
button-access-in = ✅ پذیرفتن
button-access-day = 🕐 برای یک روز
button-access-block = 🚫 مسدود کردن
access-digest =
    🙋 { $count } درخواست دیگر برای استفاده از ربات رسیده است.
    از این فهرست دربارهٔ آن‌ها تصمیم بگیرید:
access-upgrade =
    🔐 از این پس مدیران تصمیم می‌گیرند چه کسی از ربات استفاده کند. { $count } شخص یا گروهی که پیش‌تر از آن استفاده کرده‌اند پذیرفته می‌مانند.
    هر کس دیگری به ربات پیام بدهد با دکمه‌هایش به شما نشان داده می‌شود. با ACCESS=open در تنظیمات سرور، ربات دوباره به همه پاسخ می‌دهد.
access-menu = 🔐 چه کسانی از ربات استفاده می‌کنند
access-list-asked = ⏳ در انتظار تصمیم
access-list-admitted = ✅ پذیرفته‌شده‌ها
access-list-blocked = 🚫 مسدودشده‌ها
access-none-asked = ⏳ کسی در انتظار تصمیم نیست.
access-none-admitted = ✅ هنوز کسی پذیرفته نشده است.
access-none-blocked = 🚫 کسی مسدود نیست.
access-private-only = 🔒 نام‌ها و تصمیم‌ها فقط در گفت‌وگوی خصوصی نشان داده می‌شود: { $bot }
access-trail-title = 📜 آخرین کارهای مدیران
access-trail-empty = 📜 هنوز هیچ مدیری چیزی را تغییر نداده است.
access-trail-line = • { $when } · { $name }: { $action } { $target } ({ $before } ← { $after })
access-trail-undone = – برگردانده شد از طرف { $name }
button-access-asked = ⏳ در انتظار: { $count }
button-access-admitted = ✅ پذیرفته: { $count }
button-access-blocked = 🚫 مسدود: { $count }
button-access-trail = 📜 آخرین تغییرها
button-previous = ‹ قبلی
button-next = بعدی ›
error-access-argument = 🤔 کسی را با این شناسه یا نام کاربری نمی‌شناسم. برای فهرست‌ها /access را تنها بفرستید، یا همراه با یک شناسه؛ مثلاً { $example }
toast-too-fast = لطفاً { $seconds } ثانیه دیگر دوباره بپرسید.
toast-not-let-in = هنوز پذیرفته نشده‌اید.
toast-is-admin = مدیران همیشه پذیرفته‌اند.
toast-undone-before = پیش‌تر کسی این را برگردانده است.
toast-access-decided = { $name } پیش‌تر تصمیم گرفته است.
toast-access-changed = در این فاصله تغییری رخ داده است. اکنون کارت به‌روز است.
