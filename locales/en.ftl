# Plain text without tags: whoever sends a message escapes it as a whole.
# Numbers arrive as numbers and are written in the digits of whoever reads; dates and durations arrive formatted.
# `{ $time }` is relative: "in 3 h 20 min". shared.en.ftl holds what the dashboard says in the same words.

## The commands menu

command-start = Start
command-help = Help
command-new = New conversation
command-model = Choose a model
command-usage = My usage
command-cost = What an answer cost
command-language = Change language
command-privacy = Privacy
command-ai-usage = AI usage report (admins)
command-dashboard = Dashboard (admins)
command-access = Who may use the bot (admins)
command-settings = Settings (admins)

## The bot's profile, as plain text of 512 and 120 characters at most

bot-description =
    Ask me anything: I answer with AI models, in private chats and in groups.

    Press Start and write your question.
bot-short-description = An AI assistant for private chats and groups, in English and Persian.

## /start and /help

start =
    Hi { $name }, welcome! 👋
    I'm your AI assistant. Just write your question here.

    /help shows everything I can do.
start-stranger = there
help =
    🧭 Help
    Send me a message and I'll answer, keeping the conversation in mind. In groups, mention me or reply to one of my messages.
help-voice = 🎙 Send a voice message and I'll listen. In groups, send it as a reply to one of my messages.
help-pictures = 🖼 Send a photo or several, with your question in the caption.
help-commands =
    • /new — start a new conversation
    • /model — choose the model that answers
    • /usage — what you have used, and what is left
    • /cost in reply to one of my answers — what it cost
    • /language — change my language
    • /privacy — what is kept about you
help-admin =
    🛠 For admins
    • /ai_usage — usage report of the last month
    • { $week } — of the last week
    • { $person } — of one person, by id
    • { $group } — of one group or channel, by id
    • /dashboard — the dashboard, in a browser or inside Telegram
    • /access — who may use the bot, and who is waiting
    • /settings — report time, warnings, budgets, prices, digits and calendar

## Voice messages and pictures

voice-heard = 🎙 I heard:
reply-question = Please respond to this message.
files-waiting = ⏳ I am looking at other people's files right now. Yours will have its turn.
picture-question = What is in this picture?
pictures-question = What is in these pictures?

## /new, /model, /language

new-started = ✨ New conversation started. Earlier messages no longer affect my answers.
new-started-all = ✨ New conversation started for everybody here. Earlier messages no longer affect my answers.
model-choose =
    🧠 Current model: { $model }
    Choose the model that should answer:
model-all-rest =
    ⏳ No model can answer just now. { $model } is available again { $time }.
    Choose the model that should answer:
model-all-paused = ⏸ My admins have paused all of my models.
model-quota-left = • { $model }: { $left } of { $limit } { $unit } { $window } left
model-quota-guess = • { $model }: { $used } used; known free-tier limit: { $limit } { $unit } { $window }
model-quota-empty = • { $model }: nothing left, resets { $time }
model-quota-unknown = • { $model }: what is left is not known yet
model-set = ✅ I'll answer with { $model } from now on.
language-choose = 🌐 Which language should I speak?
language-set = ✅ I speak English now.

## /usage

usage-title = 📊 Your usage
usage-today = • Today: { count-tokens } in { count-requests }
usage-period = • Last { $days } days: { count-tokens } in { count-requests }
usage-budget-left = • Your budget today: { $left } of { $limit } tokens left
usage-budget-renews = • Your budget renews { $time }.
usage-budget-unlimited = • Your daily budget is unlimited.
usage-money-left = • Your budget in dollars today: { $left } of { $limit } left
usage-group-title = 👥 Usage of { $name }
usage-empty = 📭 You haven't asked me anything yet. Go ahead!

## /cost

receipt-title = 🧾 What this answer cost
receipt-request = { $number }. { $model }: { $outcome }, { $seconds } s
receipt-answered = answered
receipt-pending = still running
receipt-tokens = • Tokens: { $total } ({ $prompt } input, { $completion } output)
receipt-tokens-estimated = • Tokens: about { $total } ({ $prompt } input, { $completion } output), our estimate
receipt-cached =
    { $count ->
        [one] • { $count } input token came from the provider's cache.
       *[other] • { $count } input tokens came from the provider's cache.
    }
receipt-reasoning =
    { $count ->
        [one] • { $count } output token was spent on thinking.
       *[other] • { $count } output tokens were spent on thinking.
    }
receipt-audio = • Audio: { $seconds } s
receipt-cost = • Cost: { $cost } ({ $source })
receipt-source-override = the price set by the admins
receipt-source-reported = the cost that the provider named with the answer
receipt-source-listing = the price in the provider's own list
receipt-source-catalogue = catalogue price
receipt-source-flat = flat rate, an estimate
receipt-left = • Left of the { $provider } quota afterwards: { $left }
receipt-total = Together: { count-tokens }, { $cost }
receipt-how = 🧾 Reply with /cost to one of my answers, and I will show what it cost.
receipt-none = 🧾 I have no receipt for this message, or it is no longer kept.
receipt-not-yours = 🧾 This receipt is for the person who asked the question.

## /privacy

privacy-title = 🔒 Privacy
privacy-providers = • Your messages are sent to { $providers } to be answered.
privacy-notes =
    • I keep your name, username and language, and the model you chose.
    • I remember our conversation, with the messages you reply to, and each question for the buttons below its answer. /new makes me forget them.
    • For each request I note the time, the model, the number of tokens and your Telegram id, never what you wrote.
privacy-retention =
    { $days ->
        [one] • After { $days } day the next clean-up deletes this; your name and choices too, once you have been silent for as long.
       *[other] • After { $days } days the next clean-up deletes this; your name and choices too, once you have been silent for as long.
    }
privacy-no-retention = • All this is kept until you delete it.
privacy-kept = • Your daily totals stay with your Telegram id until you delete them. What admins decided about you stays for good.
privacy-delete-where = • To delete what I know about you, send me /privacy in our private chat: { $bot }
privacy-delete-confirm =
    🗑 Shall I delete your data?
    • your name, and the language and model you chose
    • our conversations, in groups too
    • your Telegram id on your requests, and your totals
    Your requests stay in the bot's totals, without you. What you used today counts until the day ends. What admins decided about you stays. This cannot be undone.
privacy-nothing-deleted = 👌 Nothing was deleted.
privacy-deleted =
    ✅ Deleted:
    • your name, and the language and model you chose
    • { $turns ->
        [one] { $turns } message that I remembered
       *[other] { $turns } messages that I remembered
    }
    • your Telegram id on { count-requests }
    • your daily totals
privacy-deleted-note = Your requests stay in the bot's totals, without you. What you used today counts until the day ends, under a code instead of your name and id. If you write to me again, you are new to me.
privacy-kept-budget = The budget that the admins set for you stays.

## What went wrong, for the person who asked

error-rate-limit = ⏳ This model is very busy. Please try again in a minute or two, or pick another one with /model.
error-quota-exhausted = 🪫 The quota of this model is used up for now. Pick another one with /model, or come back later.
error-payment-required = 😕 This model is not available at the moment. Please pick another one with /model.
error-timeout = ⌛️ The answer took too long. Please send your message again.
error-network = 📡 I can't reach the AI service right now. Please try again in a moment.
error-proxy = 😕 The bot cannot reach any AI service at the moment. Please try again in a few minutes.
error-server-error = 😕 The AI service is having trouble. Please try again in a moment, or pick another model with /model.
error-bad-response = 😕 The answer didn't arrive in one piece. Please send your message again.
error-truncated = ✂️ The answer was cut short. Write “continue” to read on.
error-empty-answer = 🤔 I got no answer this time. Please put your question another way, or choose another model with /model.
error-broken = ✂️ The model broke off before the end of its answer. Please try again, or choose another model with /model.
error-out-of-room = 💭 The model ran out of room while it was thinking. Please try again, or choose another model with /model.
error-tool-call = 🛠 The model wanted to use a tool that it does not have here. Please try again, or choose another model with /model.
error-invalid-key = 🔧 This model is not set up correctly. Please tell the bot's admin, or pick another one with /model.
error-key-restricted = { error-invalid-key }
error-api-disabled = { error-invalid-key }
error-wrong-address = { error-invalid-key }
error-account-restricted = 😕 This model is closed to the bot at the moment. Please tell the bot's admin, or pick another one with /model.
error-forbidden = { error-account-restricted }
error-model-blocked = { error-account-restricted }
error-location = 🌍 This AI service does not accept requests from the bot's network. Please tell the bot's admin, or pick another model with /model.
error-refuses-everybody = 😕 This model refuses everybody's messages at the moment, not only yours. Please tell the bot's admin, or pick another one with /model.
error-model-not-found = 🔎 This model is no longer available. Please choose another one with /model.
error-too-large = 📏 This is too long for the model. Send a shorter message, or start a new conversation with /new.
error-refused = 🙏 I can't answer this one. Please put it differently.
error-refused-here = 🙏 This model declines to answer this one. Please choose another one with /model, or put it differently.
error-bad-request = 😕 The model did not accept this message. Write it more simply, or start a new conversation with /new.
error-aborted = ⏹ Stopped.
answer-stopped = ⏹ Stopped.
answer-shortened = ✂️ Your text was too long for my models, so only its beginning and its end were read. To ask about the middle, send that part alone.
error-all-failed = 😕 None of my models could answer just now. Please try again in a few minutes.
error-all-failed-until = 😕 None of my models could answer just now. Please try again { $time }.
error-all-rate-limited = ⏳ All of my models are busy. Please try again { $time }.
error-all-paused = ⏸ I'm taking a break: my admins have paused my models. Please try again later.
error-not-configured = 🔧 I'm not connected to any AI service yet. Please tell the bot's admin.
error-file-too-large = 📦 This is too large for me. I can take up to { $megabytes } MB.
error-file-gone = 📭 Telegram no longer has this file. Please send it again.
error-download-failed = 📡 I couldn't fetch this file from Telegram. Please send it again.
error-voice-unavailable = 🎙 I can't listen to voice messages at the moment. Please write your question.
error-voice-too-long = 🎙 This recording is too long for me. Please send one of { $minutes } minutes at most.
error-voice-silent = 🤫 I couldn't make out any words. Please say it once more, or write it.
error-voice-busy = ⏳ I have a lot to listen to right now. Please try again in a minute or two, or write your question.
error-voice-busy-until = ⏳ I have a lot to listen to right now. Please try again { $time }, or write your question.
error-voice-failed = 😕 I couldn't listen to this just now. Please send it again in a moment, or write your question.
error-audio-format = 🎙 I can't listen to recordings of this kind. Please send a voice message, or the recording as music.
error-picture-unreadable = 🖼 I can't open this picture. Please send it as a JPEG, PNG, WebP or GIF.
error-no-vision = 🖼 I can't look at pictures at the moment. Please describe in words what you need.
error-budget-exhausted =
    🪫 What is left of your budget for today is not enough for this.
    Your budget renews { $time }.
error-unknown-command = 🤔 I don't know this command. /help shows those I know.
error-unsupported-content = 🙈 I can't read this kind of message. Please write me what you need.
error-document = 📎 I can't read files like this one. Please send what matters as text.
error-video = 🎥 I can't watch videos. Please write your question.
error-admin-only = ⛔️ This command is for bot admins only.
error-ai-usage-argument =
    🤔 I don't understand that. Please send it like this:
    • /ai_usage — the last month
    • { $week } — the last week
    • { $person } — one person, by id or @name
    • { $group } — one group or channel, by id
error-too-many-messages = ⏳ That's a lot of messages at once! I am answering the first ones; please send the rest again when I am done.
error-gave-up = 😕 I tried this message several times and failed each time, so I stopped. Please send it again in other words, or in smaller parts.
error-expired = 🕰 I was away for more than a day and could not answer in time. If you still need an answer, please send your message again.
error-money-user = 🪙 Your budget for today is used up. Please continue { $time }.
error-money-group = 🪙 This group's budget for today is used up. Please continue { $time }.
error-money-all = 🪙 This month's budget is used up, so I cannot answer for now. It renews { $time }; the bot's admins can raise it before that.
error-too-fast =
    { $seconds ->
        [one] 🐢 That is more than I may answer in a minute. Please continue in { $seconds } second.
       *[other] 🐢 That is more than I may answer in a minute. Please continue in { $seconds } seconds.
    }
error-internal = 😕 Something went wrong on my side. Please try again.

## Buttons and the notes that answer them

button-today = Today
button-days = { $days } days
button-refresh = 🔄 Refresh
button-cancel = Cancel
button-persian-style = 📆 Jalali dates and Persian digits?
button-privacy-delete = 🗑 Delete my data
button-privacy-confirm = Yes, delete it
button-language-en = English
button-language-fa = فارسی
button-stop = ⏹ Stop
button-again = 🔄 Again
button-try-again = 🔄 Try again
button-other-model = 🧠 Another model
button-back = ‹ Back
toast-stopping = Stopping…
toast-answer-over = This answer has already ended.
toast-question-gone = This was asked again already, or I no longer remember the question. Please send it once more.
toast-asking-again = Asking again…
toast-muted = I may not write in this group. Its admins can allow it.
toast-group-admins-only = In a group, only its admins can change this.
toast-updated = Updated ✅
toast-unchanged = Nothing has changed.
button-copy-model = 📋 Copy { $model }
button-more-models = ➡️ More models
button-model-paused = ⏸ { $model }
toast-model-paused = { $provider } is paused for now. Please pick another one.
toast-expired = This button is out of date. Please send the command again.
toast-admins-only = This is for bot admins only.
toast-not-yours = This button is not for you.

## What admins are warned of

alert-quota-warned = ⚠️ { $provider } quota warning
alert-quota-empty = 🚨 { $provider } has used up a quota
alert-quota-recovered = ✅ { $provider }: a quota is back to normal
alert-quota-used = { $quota }: { $left } of { $limit } left ({ $percent } used)
alert-quota-left = { $quota }: { $left } left
alert-quota-nothing-left = { $quota }: nothing left
alert-quota-forecast = At this pace it runs out { $time }, before it resets.
alert-quota-renews = It resets { $time }.
alert-down =
    🔴 { $provider } is down.
    Reason: { $reason }
alert-model-gone = 🔎 { $provider } no longer offers the model { $model }. Its requests go to other models.
alert-model-switch = Switch to { $model }: write it into { $place } and restart the bot.
alert-model-rename = Write the name of a current model into { $place } and restart the bot.
alert-model-back = 🟢 { $provider } offers the model { $model } again.
alert-price-changed = 💵 { $provider } changed the price of { $model }: a million tokens now cost { $input } in and { $output } out; before, { $inputBefore } and { $outputBefore }.
alert-price-days = The last { $count } days would have cost { $after } instead of { $before }.
alert-down-error = Last error: { $message }
alert-down-remedy = What to do: { $remedy }
alert-budget-forecast = 📈 This month's budget of { $name } runs out on { $date } at this pace
alert-budget-warned = ⚠️ This month's budget of { $name } is nearly used up
alert-budget-spent = 🚨 This month's budget of { $name } is used up
alert-budget-renewed = ✅ This month's budget of { $name } has room again
alert-budget-too-little = What is left is less than the next request may cost.
alert-budget-amount = { $left } of { $limit } left ({ $percent } used)
alert-budget-renews = It renews { $time }.
alert-day-budgets = 💰 Today's budgets
alert-day-budget-warned = ⚠️ { $name }: { $left } of { $limit } left ({ $percent } used)
alert-day-budget-spent = 🚨 { $name }: used up, { $left } of { $limit } left ({ $percent } used)
alert-day-budget-too-little = 🚨 { $name }: too little for the next request, { $left } of { $limit } left ({ $percent } used)
button-day-budget-raise = ➕ { $name }: { $amount } more today
toast-day-budget-raised = Today's budget is { $limit } now ✅
budget-of-all = the whole bot
button-budget-raise = ➕ { $amount } more this month
toast-budget-raised = This month's budget of { $name } is { $limit } now ✅
alert-fallback = Requests are being routed to { $provider } for now.
alert-no-fallback = There is no working fallback right now.
alert-back = 🟢 { $provider } is back (downtime: { $duration }).
admin-chat-absent = ℹ️ This message was for the chat { $chat } (ADMIN_CHAT_ID), but the bot is not in it. Please add the bot there, or correct ADMIN_CHAT_ID.
admin-chat-muted = ℹ️ This message was for the chat { $chat } (ADMIN_CHAT_ID), but the bot may not write there. Please allow it to send messages.
admin-chat-topic = ℹ️ This message was for the topic { $chat } (ADMIN_CHAT_ID), which is not there or is closed. Please correct the number behind the colon.
admin-chat-refused = ℹ️ This message was for the chat { $chat } (ADMIN_CHAT_ID), but Telegram does not take it there. Please check ADMIN_CHAT_ID.
outage-database-down =
    🔴 The database is out of reach.
    People still get answers. What they use is kept in a file beside the bot and recorded when the database is back; until then, daily budgets cannot be checked and reports are not available.
    What to do: check that the database is running, and that the disk is not full.
outage-database-back = 🟢 The database is back (downtime: { $duration }). What was used meanwhile is recorded.
alert-act-pause = ⏸ { $name } paused { $provider }. It receives no requests until somebody resumes it.
alert-act-resume = ▶️ { $name } resumed { $provider }.
alert-act-raise = 🔔 { $name } asked for the next warning today at { $percent }.
alert-act-undone = ↩️ { $name } undid that.
button-pause = ⏸ Pause { $provider }
button-resume = ▶️ Resume { $provider }
button-alert-raise = 🔔 Warn again today at { $percent }
button-undo = ↩️ Undo
toast-done = Done ✅
toast-paused-by = { $name } has already paused { $provider }.
toast-resumed-by = { $name } has already resumed { $provider }.
toast-raised-by = { $name } has already asked for a later warning.
toast-undone-by = { $name } has already undone that.
toast-changed-since = That has been changed since, so nothing was undone.
toast-alert-over = This alert is over, and its buttons no longer work.

## The scheduled backup

backup-whole = 💾 Encrypted backup of { $date }, { $megabytes } MB. npm run restore reads it; BACKUP_PASSWORD opens it.
backup-part = 💾 Encrypted backup of { $date }, part { $part } of { $parts }.
backup-join =
    Join all { $parts } parts in their order before npm run restore:
    { $command }

## What an admin can do about a provider that is down

remedy-unauthorized = put a valid key into { $key } and restart the bot.
remedy-added-unauthorized = put a valid key into the variable that apiKeyEnv of { $provider } names in PROVIDERS_FILE, and restart the bot.
remedy-added-wrong-address = correct baseUrl of { $provider } in PROVIDERS_FILE: what the provider's documentation calls the OpenAI base URL.
remedy-key-restricted = in the settings of the key ({ $key }), allow this API and the address of this server.
remedy-api-disabled = enable the “Generative Language API” for the key's project: console.cloud.google.com/apis/library/generativelanguage.googleapis.com
remedy-account-restricted = write to the provider's support, or put the key of another account into { $key }.
remedy-payment-required = pay or add credit at the provider, or raise the spend limit there.
remedy-location = set PROXY_URL to a proxy in a country and a network that the provider serves.
remedy-forbidden = see what the last error says, and what the account of { $key } may do.
remedy-wrong-address = correct { $address }: the root of the server, without a path.
remedy-model-not-found = name a current model in { $models }.
remedy-model-blocked = allow the model in the account's settings, or name another in { $models }.
remedy-refuses-everybody = see what the last error says; try another model in { $models }, or another key.
remedy-timeout = wait; if it goes on, check the network of this server and PROXY_URL.
remedy-network = check the network of this server; where the provider is blocked, set PROXY_URL.
remedy-proxy = check PROXY_URL, and whether the proxy runs.
remedy-error = look for the error in the bot's log.

## The report

report-sent-privately = 📬 I sent the report to you in our private chat: { $bot }
report-start-first = 📬 The report names people, so I send it in private. Please open { $bot }, press Start and ask again there.
report-title = 💎 AI token usage report
report-scheduled-title =
    { $rhythm ->
        [daily] 📅 Daily AI report — { $date }, { $zone } time
        [weekly] 📅 Weekly AI report — { $date }, { $zone } time
        [monthly] 📅 Monthly AI report — { $date }, { $zone } time
       *[other] 📅 AI report — { $date }, { $zone } time
    }
report-person = 👤 { $name } (id { $id })
report-person-unnamed = 👤 Person with id { $id }
report-of-group = 👥 { $name } (id { $id })
report-of-group-unnamed = 👥 Group with id { $id }
report-date = 🕐 Date: { $date }
report-generated-history = 🧪 { generated-history }
report-replica-behind = ℹ️ { replica-behind }
report-replica-unknown = ℹ️ { replica-unknown }
report-replica-unreachable = ℹ️ { replica-unreachable }
report-telemetry-usage = Usage comes with every answer and is recorded immediately
report-telemetry-counted = No usage endpoint; requests per minute and per day are counted from the database
report-telemetry-headers = Live limits from response headers: remaining, limit, reset, age of each number
report-not-configured = Not configured (no API key set)
report-down = Not available: { $reason }
report-down-remedy = What to do: { $remedy }
report-down-retry = Will be tried again { $time }
report-paused = ⏸ Paused by { $name } ({ $age }): receives no requests
report-manual-check = Check manually: { $url }
report-no-reading = No numbers yet
report-quotas = Quotas: { $count }
report-quotas-left = Quotas: { $count }, least left { $percent }
report-reading = { $model }, { $unit } { $window }: { $amount }
report-summary = 📊 Summary:
report-total-providers = Total providers: { $count }
report-active-providers = Active providers: { $count }
report-complete-providers = Providers with complete data: { $count }
report-statistics = 📈 Detailed statistics from the database ({ $period }):
report-requests = Total requests: { $count }
report-total-tokens = Total tokens: { $count }
report-prompt-tokens = Prompt tokens: { $count }
report-completion-tokens = Completion tokens: { $count }
report-average-tokens = Average tokens per request: { $count }
report-cost = Estimated cost: { $cost }
report-last-used = Last used: { $date }
report-failed = Failed requests: { $count } ({ $percent })
report-flat-cost = Estimated at a flat rate (the model has no known price): { $cost }
report-cost-sources = Cost by source of the price: { $costs }
report-cost-override = set by the admins { $cost }
report-cost-reported = named by the answers themselves { $cost }
report-cost-listing = providers' own lists { $cost }
report-cost-catalogue = price catalogue { $cost }
report-cost-flat = flat rate (an estimate) { $cost }
report-estimated = Requests with estimated tokens: { $count } ({ $cost })
report-cost-note = ℹ️ Costs are list prices: what the same use would cost on a paid plan.
report-all-providers = 🧮 All together: { count-tokens } in { count-requests }, { $cost }
report-forecast = 🔮 Projected by the end of { $month }: { count-tokens } (about { $cost })
report-no-requests = 📭 No requests in this period yet.
report-models =
    { $count ->
        [one] 🧠 Models: { $count }, { $name } ({ $percent } of tokens)
       *[other] 🧠 Models: { $count }, most used { $name } ({ $percent } of tokens)
    }
report-model = { $model } ({ $provider }): { count-tokens } in { count-requests }, { $cost }
report-groups =
    { $count ->
        [one] 💬 Groups: { $count }, { $name } ({ $percent } of tokens)
       *[other] 💬 Groups: { $count }, first { $name } ({ $percent } of tokens)
    }
report-users =
    { $count ->
        [one] 👥 Top users: { $count }, { $name } ({ $percent } of tokens)
       *[other] 👥 Top users: { $count }, first { $name } ({ $percent } of tokens)
    }
report-user = { $rank }. { $name } ({ $id }): { count-tokens } in { count-requests }, { $cost }
report-user-unnamed = unnamed
report-left-out = … and { $count } more
period-today = today
period-days = last { $days } days

## The report at a glance

glance-today = 🔢 Today: { count-tokens } in { count-requests }, { $cost }
glance-usual = { $change } compared with a usual day at this time
glance-period =
    { $days ->
        [one] 📊 Last { $days } day: { count-tokens } in { count-requests }, { $cost }
       *[other] 📊 Last { $days } days: { count-tokens } in { count-requests }, { $cost }
    }
glance-quota = { $bar } { $provider } { $percent } used: { $left } of { $limit } { $unit } { $window } left ({ $model })
glance-quota-resets = { $quota }, resets { $time }
glance-down = 🔴 Down: { $providers }
glance-down-why = { $provider } — { $reason }
glance-paused = ⏸ Paused: { $providers }
glance-all-well = ✅ All providers are available
glance-budget = 💰 This month: { $left } of { $limit } left ({ $percent } used), until { $date }
glance-budget-of = 💰 { $provider } this month: { $left } of { $limit } left ({ $percent } used), until { $date }
glance-month = 💰 This month will come to about { $cost } at this pace

## What is left of a quota

quota-of = { $left } of { $limit }
quota-left = { $amount } left
quota-left-ending = { $amount } left, runs out { $time } at this pace
quota-used = { $count } used
quota-used-guess = { $count } used; known free-tier limit: { $limit }
quota-left-unknown = unknown, limit { $limit }
quota-resets = resets { $time }
quota-reset-passed = has reset since then
quota-stale = { $age } (out of date)

## Dashboard

dashboard-link = 🧭 This link opens the dashboard once, within five minutes. Anyone who has it can use it:
dashboard-in-private = 🧭 Please ask me in our private chat: the link is for you alone.
dashboard-off = 🧭 The dashboard is not on: it needs PORT in the bot's environment.
dashboard-no-address =
    🧭 The dashboard runs on port { $port } of the bot's server, but has no address that you could open.
    Please set PUBLIC_URL to its HTTPS address, such as https://bot.example.com, or LISTEN_HOST to an address of the server in your own network, and start the bot again.
button-dashboard = 🧭 Dashboard
menu-dashboard = Dashboard

## Chart and files

chart-title = AI usage, { $period }
chart-title-of = AI usage of { $name }, { $period }
chart-totals = 🧮 { count-tokens } in { count-requests }, { $cost }
chart-requests = Requests per day
chart-tokens = Tokens per day
chart-cost = Estimated cost per day
button-chart = 📈 Chart
button-csv = 📄 CSV
button-json = 🧾 JSON

## How the period went

report-change-today = 📐 Today so far against yesterday until the same time: requests { $requests }, tokens { $tokens }, cost { $cost }
report-change = 📐 The last { $days } full days against the { $days } before: requests { $requests }, tokens { $tokens }, cost { $cost }
cause-more-requests = The main reason: more requests.
cause-fewer-requests = The main reason: fewer requests.
cause-longer-requests = The main reason: longer requests.
cause-shorter-requests = The main reason: shorter requests.
cause-dearer-models = The main reason: pricier models.
cause-cheaper-models = The main reason: cheaper models.
report-latency = ⏱ Answer times: slowest { $provider }, up to { $p95 } s
report-latency-line = { $provider }: half of the answers within { $median } s, { $most } within { $p95 } s
report-failures = 🚧 Failed requests: { $count }, by reason
report-failure-line = { $status }: { $count }
report-days =
    { $count ->
        [one] 📅 Days: { $count }, busiest { $date } ({ count-tokens })
       *[other] 📅 Days: { $count }, busiest { $date } ({ count-tokens })
    }
report-day = { $date }: { count-tokens } in { count-requests }, { $cost }

## /settings

settings-title =
    ⚙️ Settings
    What would you like to change? Changes take effect immediately.
button-settings-report = 🕘 Report time: { $value }
button-settings-alert = ⚠️ Warn at: { $value }
button-settings-budget = 🪙 Daily budget: { $value }
button-settings-person = 👤 One person's budget
button-settings-money = 💰 Budgets in dollars
button-settings-price = 💵 Price of a model
button-settings-digits = 🔢 My digits: { $value }
button-settings-calendar = 📆 My calendar: { $value }
button-settings-chat-language = 💬 Report chat, language: { $value }
button-settings-chat-digits = 💬 Report chat, digits: { $value }
button-settings-chat-calendar = 💬 Report chat, calendar: { $value }
settings-ask-report =
    🕘 When should the report be sent? Now set: { $value }
    Write a time such as { $time }, a day such as “{ $weekly }”, or a cron expression such as { $cron }.
    Times are in { $zone } time, where it is { $now }.
settings-ask-alert =
    ⚠️ How much of a quota has to be used before admins are warned? Now set: { $value }
    Press a button, or write a number from { $least } to { $most }.
settings-ask-budget =
    🪙 How many tokens may a person use each day? Now set: { $value }
    Write a number such as { $tokens }, or “unlimited”. Admins have no limit.
settings-ask-person = 👤 Whose budget? Write the person's Telegram id, such as { $person }; the report lists it beside each name.
settings-ask-person-budget =
    👤 How many tokens may { $name } use each day? Now set: { $value }
    Write a number such as { $tokens }, “unlimited”, or “default” for what everybody has.
settings-ask-model = 💵 The price of which model? Press a button, or write provider/model, such as { $model }.
settings-ask-price =
    💵 What does { $model } cost? Now set: { $value }
    Write US dollars per million tokens: input / output, or input / output / cached, such as { $price }. The price holds from now on.
settings-ask-digits = 🔢 Which digits would you like? Now set: { $value }
settings-ask-calendar = 📆 Which calendar would you like? Now set: { $value }
settings-ask-chat-language = 💬 Which language should reports and alerts have in the report chat? Now set: { $value }
settings-ask-chat-digits = 💬 Which digits should reports and alerts have in the report chat? Now set: { $value }
settings-ask-chat-calendar = 💬 Which calendar should reports and alerts have in the report chat? Now set: { $value }
settings-wrong-report = 🤔 That is neither a time nor a cron expression. Write { $time }, for example, “{ $weekly }” or “off”.
settings-wrong-alert = 🤔 That is not a whole number from { $least } to { $most }. Write { $percent }, for example.
settings-wrong-tokens = 🤔 That is not a whole number of tokens. Write { $tokens }, for example, or “unlimited”.
settings-wrong-person = 🤔 A Telegram id is a number, without a name or @. Write { $person }, for example.
settings-wrong-model = 🤔 A model is written as provider/model, with one of the bot's providers. Write { $model }, for example.
settings-wrong-price = 🤔 Those are not two or three prices in US dollars. Write { $twoPrices }, for example, or { $price } with the price of cached tokens.
settings-ask-money =
    💰 Whose budget in dollars?
    Press a button for the month of the whole bot or of a provider; for the day of a person or a group, write their id (a group's is negative).
settings-ask-money-amount =
    { $window ->
        [month] 💰 How many US dollars may { $name } spend each month? Now set: { $value }
       *[day] 💰 How many US dollars may { $name } spend each day? Now set: { $value }
    }
    Write an amount such as { $dollars }, or “unlimited”.
button-budget-all = The whole bot
settings-wrong-money-subject = 🤔 That is neither a provider nor an id. Press one of the buttons above, or write { $person }, for example.
settings-wrong-money = 🤔 That is not an amount in US dollars. Write { $dollars }, for example, or “unlimited”.
settings-wrong-choice = 🤔 That is none of the choices. Press one of the buttons above, or write { $example }, for example.
settings-saved =
    ✅ Saved: { $subject }
    • Before: { $before }
    • Now: { $after }
settings-changed-meanwhile = ⚠️ { $by } changed this meanwhile: { $subject }. It is now: { $value }. Nothing of yours was saved.
settings-cancelled = 👌 Nothing was changed.
settings-nothing-to-cancel = 👌 There is nothing to cancel. /settings shows what can be changed.
settings-private-only = 🔒 Settings are changed in our private chat only: { $bot }
settings-off = Off
settings-weekly = every { $weekday } at { $time }
settings-monthly = on day { $day } of each month at { $time }
settings-default = Default
settings-default-value = { $value } (default)
settings-no-limit = No limit
settings-latin = Latin digits
settings-latin-in-reports = Latin in reports
settings-persian = Persian digits
settings-gregorian = Gregorian
settings-gregorian-in-reports = Gregorian in reports
settings-jalali = Jalali
settings-remove-price = As in the price list
settings-value = { $value }
settings-name-report = report time
settings-name-alert = warning threshold
settings-name-budget = daily budget of each person
settings-name-digits = your digits
settings-name-calendar = your calendar
settings-name-chat-language = language of the report chat
settings-name-chat-digits = digits of the report chat
settings-name-chat-calendar = calendar of the report chat
settings-name-person = budget of { $name }
settings-name-money =
    { $window ->
        [month] monthly budget of { $name }
       *[day] daily budget in dollars of { $name }
    }
settings-name-price = price of { $model }
settings-no-price = as in the price list
settings-price = { $input } input, { $output } output, { $cached } cached

## Access

access-asked =
    🔒 I answer people whom the bot's admins let in. I have asked them for you.
    You will hear from me as soon as they decide; then please send your message again.
access-asked-group =
    🔒 I answer in groups that the bot's admins let in. I have asked them.
    You will hear from me here as soon as they decide.
access-waiting = ⏳ The bot's admins have not decided yet. You will hear from me as soon as they do.
access-waiting-group = ⏳ The bot's admins have not decided about this group yet. You will hear from me here as soon as they do.
access-closed = 🔒 I only answer people whom the bot's admins have let in.
access-closed-group = 🔒 I only answer in groups that the bot's admins have let in.
access-unsure = 🔌 I cannot check right now whether you are let in, because my database is out of reach. Please try again in a few minutes.
access-let-in = ✅ You are in! Send me your question.
access-let-in-until = ✅ You are in until { $until }. Send me your question.
access-let-in-group = ✅ I answer in this group from now on. Mention me or reply to one of my messages.
access-let-in-group-until = ✅ I answer in this group until { $until }. Mention me or reply to one of my messages.
access-card-person = 🙋 { $name } asks to use the bot
access-card-group = 👥 The group { $name } asks to use the bot
access-card-title-person = 👤 { $name }
access-card-title-group = 👥 { $name }
access-card-id = ID: { $id }
access-card-language = Language of their Telegram: { $language }
access-card-asked-by = Asked by: { $name }
access-card-groups = Also writes in: { $groups }
access-card-cost =
    { $people ->
        [one] One person costs { $cost } a month here (average of { $people } person)
       *[other] One person costs { $cost } a month here (average of { $people } people)
    }
access-state-admin = ⭐️ This is an admin of the bot and always let in.
access-state-allowed = ✅ Let in by ALLOWED_IDS in the settings of the server.
access-state-open = ✅ Let in: the bot answers everybody (ACCESS=open).
access-state-unknown = ⚪️ Not let in.
access-state-asked = ⏳ Waiting for a decision.
access-state-admitted = ✅ Let in by { $by }, { $when }.
access-state-admitted-until = 🕐 Let in until { $until } by { $by }.
access-state-known = ✅ Let in: used the bot before access had to be asked for.
access-state-blocked = 🚫 Blocked by { $by }, { $when }.
access-card-money = 💰 Today's budget: { $left } of { $limit } left
access-card-money-own = 💰 Today's budget: { $left } of { $limit } left, set for them alone
access-card-money-unlimited = 💰 Today's budget: no limit, set for them alone
access-card-tokens = 🪙 Tokens a day: { $tokens }
access-card-tokens-own = 🪙 Tokens a day: { $tokens }, their own budget
access-card-tokens-unlimited = 🪙 Tokens a day: no limit, set for them alone
button-access-money = 💰 Budget a day
button-access-tokens = 🪙 Tokens a day
button-access-in = ✅ Let in
button-access-day = 🕐 For a day
button-access-block = 🚫 Block
access-digest =
    { $count ->
        [one] 🙋 { $count } more account asks to use the bot.
       *[other] 🙋 { $count } more people and groups ask to use the bot.
    }
    Decide about them in the list:
access-upgrade =
    { $count ->
        [one] 🔐 From now on admins decide who may use this bot. { $count } person or group that used it before stays let in.
       *[other] 🔐 From now on admins decide who may use this bot. { $count } people and groups that used it before stay let in.
    }
    Anybody else who writes to the bot is shown to you with buttons. ACCESS=open in the settings of the server answers everybody again.
access-menu = 🔐 Who may use the bot
access-list-asked = ⏳ Waiting for a decision
access-list-admitted = ✅ Let in
access-list-blocked = 🚫 Blocked
access-none-asked = ⏳ Nobody is waiting for a decision.
access-none-admitted = ✅ Nobody has been let in yet.
access-none-blocked = 🚫 Nobody is blocked.
access-private-only = 🔒 Names and decisions are shown in our private chat only: { $bot }
access-trail-title = 📜 What admins did last
access-trail-empty = 📜 No admin has changed anything yet.
access-trail-line = • { $when } · { $name }: { $action } { $target } ({ $before } → { $after })
access-trail-undone = – undone by { $name }
button-access-asked = ⏳ Waiting: { $count }
button-access-admitted = ✅ Let in: { $count }
button-access-blocked = 🚫 Blocked: { $count }
button-access-trail = 📜 Last changes
button-previous = ‹ Previous
button-next = Next ›
error-access-argument = 🤔 I know nobody with that id or @name. Send /access alone for the lists, or with an id, such as { $example }.
toast-too-fast = Please wait { $seconds } s before you ask again.
toast-not-let-in = You are not let in yet.
toast-is-admin = Admins are always let in.
toast-undone-before = Somebody has already undone that.
toast-access-decided = { $name } has already decided.
toast-access-changed = This has changed meanwhile. The card is up to date now.
