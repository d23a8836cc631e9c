# The pages of the dashboard, beside what shared.en.ftl and first-view.en.ftl hold.

## The page

page-skip = Skip to the numbers
page-refresh = Refresh now
page-as-of = As of { $time }
page-as-of-retrying = As of { $time }, trying again
page-period =
    { $days ->
        [1] { $from }, { $zone } time
       *[other] { $from } to { $to }, { $zone } time
    }
page-retry = Try again
save-csv = Save as CSV
save-csv-requests = Save the single requests
save-csv-failed = The file could not be loaded. Please try again.
periods-label = Period
periods-days =
    { $days ->
        [1] Today
       *[other] { $days } days
    }

## What is left at each provider, in one line

indicator-label = Remaining quota by provider
indicator-left = { $left } of { $limit } { $unit } { $window } left
indicator-guess = { $used } of about { $limit } { $unit } { $window } used
indicator-used-month = { $count } used this month
indicator-none = no numbers yet
indicator-down = down
indicator-paused = paused

## The period in four numbers

totals-title = Totals
totals-requests = Requests
totals-tokens = Tokens
totals-cost = Estimated cost
totals-failed = Failed
totals-failed-share = { $share } of all requests
totals-forecast = about { $cost } by the end of { $month }
change-against-today = { $change } vs. yesterday until the same time
change-against = { $change }: the last { $days } full days vs. the { $days } before
change-unknown = nothing to compare with yet
change-more-requests = mainly more requests
change-fewer-requests = mainly fewer requests
change-longer-requests = mainly longer requests
change-shorter-requests = mainly shorter requests
change-dearer-models = mainly pricier models
change-cheaper-models = mainly cheaper models

## The chart

chart-today = Usage today
chart-metric = What to show
chart-as-table = Show as a table
chart-as-chart = Show as a chart
chart-date = Date
chart-sum = Total
chart-empty = No requests in this period yet.

## Open alerts

alerts-title = Open alerts
alerts-none = All clear: no open alerts.
alerts-unknown = Unknown: the server has not been heard from since { $time }.
alerts-warned = { $provider }: a quota is about to run out
alerts-empty = { $provider }: a quota is used up
alerts-gone = { $provider } no longer offers a model
alerts-down = { $provider } is down
alerts-budget-ends = This month's budget of { $provider } runs out early at this pace
alerts-budget-warned = This month's budget of { $provider } is nearly used up
alerts-budget-spent = This month's budget of { $provider } is used up
alerts-since = since { $time } ({ $age })

## Quotas

quotas-title = Quotas
quotas-empty = No quotas are known yet. The first answers bring them.
quotas-amount =
    { $unit ->
        [tokens]
            { $count ->
                [one] { $count } token
               *[other] { $count } tokens
            }
        [audio_seconds]
            { $count ->
                [one] { $count } second of audio
               *[other] { $count } seconds of audio
            }
       *[requests]
            { $count ->
                [one] { $count } request
               *[other] { $count } requests
            }
    }
quotas-left = { $left } of { quotas-amount } left
quotas-used = { quotas-amount } used, limit unknown
quotas-guess = { quotas-amount } used; known free-tier limit: { $limit }
quotas-limit-only = limit { quotas-amount }, remaining amount unknown
quotas-resets = resets { $time } ({ $clock })
quotas-rolling = resets continuously
quotas-was-reset = has reset since then
quotas-ends = runs out { $time } ({ $clock }) at this pace
quotas-ends-first = runs out { $time } ({ $clock }) at this pace, before it resets
quotas-read = last read { $age }
quotas-stale = out of date, last read { $age }
quotas-paused = paused by { $name } { $age }
quotas-check = Check manually
provider-green = usage comes with every answer
provider-blue = counted by the bot
provider-yellow = limits come with the answers
provider-red = down
provider-white = not configured

## This month's budget

budgets-title = This month's budget
budgets-all = the whole bot
budgets-left = { $left } of { $limit } left
budgets-used = { $percent } used
budgets-renews = renews { $time }

## Models and people

models-title = Models
models-empty = No models were used in this period.
models-failed = { $count } failed
users-title = Top users
users-empty = Nobody asked anything in this period.
groups-title = Top groups
users-unnamed = Unnamed ({ $user })

account-title = Whom the numbers are about
account-everybody = Show everybody

## Failures and answer times

reliability-title = Failures and answer times
reliability-provider = Provider
reliability-median = Median
reliability-seconds = { $seconds } s
reliability-reasons = Failed requests by reason
reliability-no-failures = No requests failed in this period.

## Recent requests

feed-title = Recent requests
feed-empty = No recent requests.
feed-none-found = No request of this period matches.
feed-older = Show older requests
feed-provider = Provider
feed-all-providers = All providers
feed-outcome = How it ended
feed-all-outcomes = All requests
feed-outcome-answered = Answered
feed-outcome-failed = Failed
feed-outcome-running = In progress
feed-in-group = in { $group }
feed-seconds = { $seconds } s
feed-unknown-user = unknown user
feed-pending = in progress
action-chat = chat
action-voice-command = voice
action-transcription = transcription
action-vision = picture

## Who may use the bot

access-title = Access
access-waiting-count =
    { $count ->
        [0] Waiting
       *[other] Waiting: { $count }
    }
access-blocked-count =
    { $count ->
        [0] Blocked
       *[other] Blocked: { $count }
    }
access-nobody-waits = Nobody is waiting for a decision.
access-nobody-blocked = Nobody is blocked.
access-asked-by = asked by { $name }
access-blocked-by = blocked by { $name }
access-decide = Decide in the chat with the bot: { $command }
access-more = and { $count } more: { $command } in the chat with the bot
account-person = person
account-group = group
account-id = ID { $account }
acts-title = What admins did last
act-line = { $name }: { $action } { $target }
act-change = { $before } → { $after }
act-undone = undone by { $name }
list-failed = This list could not be loaded. The page tries again by itself.

## Other days, and files

dates-title = Other days and files
dates-from = From
dates-to = To
dates-day = Day
dates-month = Month
dates-year = Year
dates-show = Show
dates-too-long = Please choose { $days } days at most.

## When there are no numbers to show

failure-signed-out-title = Your session has ended
failure-signed-out-text = Open the dashboard again from Telegram, or send the bot { $command }.
failure-not-admin-title = Admins only
failure-not-admin-text = This dashboard is for the bot's admins.
failure-busy-title = Too many requests
failure-busy-text = The server needs a moment. The page tries again by itself.
failure-unavailable-title = Not available right now
failure-unavailable-text = The server or its database cannot be reached. The page tries again by itself.
failure-offline-title = No connection
failure-offline-text = The server cannot be reached. The page tries again by itself.
failure-failed-title = Something went wrong
failure-failed-text = The server answered with an error. The page tries again by itself.
