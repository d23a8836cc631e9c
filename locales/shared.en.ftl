# What the bot, its reports and the dashboard say in the same words. Browsers load it, so it holds nothing else.

## Amounts

count-requests =
    { $requests ->
        [one] { $requests } request
       *[other] { $requests } requests
    }
count-tokens =
    { $tokens ->
        [one] { $tokens } token
       *[other] { $tokens } tokens
    }

## Times and durations

time-just-now = just now
time-ago = { $duration } ago
time-in = in { $duration }
duration-days = { $count } d
duration-hours = { $count } h
duration-minutes = { $count } min
duration-seconds = { $count } s
duration-pair = { $first } { $second }

## Time zones, by the place after which people call them

zone-city =
    { $zone ->
        [utc] UTC
       *[other] { $city }
    }

## Where the numbers come from

generated-history = These numbers come from generated history, not from real use.
replica-behind = Read from the main database: its replica lags behind.
replica-unknown = Read from the main database: how far its replica lags behind cannot be told.
replica-unreachable = Read from the main database: its replica does not answer.
report-unexplained =
    { $count ->
        [one] { $count } request since { $time } did not come from this bot
       *[other] { $count } requests since { $time } did not come from this bot
    }
report-unknown = unknown

## Quotas

alert-quota-name = { $model }, { $unit } { $window }
quota-requests = requests
quota-tokens = tokens
quota-audio-seconds = seconds of audio
quota-all-models = all models
quota-per-minute = per minute
quota-per-hour = per hour
quota-per-day = per day
quota-per-month = per month
quota-reported = from response headers
quota-counted = counted by the bot
quota-learned = from a refused request

## Why a provider is down

reason-unauthorized = the API key is not accepted
reason-rate-limited = its rate limit is exceeded
reason-quota-exhausted = the quota is used up
reason-payment-required = the account needs a payment
reason-key-restricted = the API key may not be used for this or from here
reason-api-disabled = its API is not enabled for the key's project
reason-account-restricted = the account is restricted
reason-location = it refuses requests from this country or network
reason-forbidden = it refuses the requests
reason-wrong-address = there is no such API at its address
reason-timeout = it did not answer in time
reason-network = it cannot be reached
reason-proxy = the proxy does not work
reason-server-error = its server fails
reason-model-not-found = the model does not exist
reason-model-blocked = the account may not use the model
reason-refuses-everybody = it refuses everybody's requests
reason-error = an unknown error

## Why a request failed

status-rate-limited = rate limit or quota used up
status-timeout = no answer in time
status-unavailable = the service was unavailable
status-invalid-request = the request was not accepted
status-unauthorized = access was refused
status-blocked = the model declined to answer
status-interrupted = stopped before the end
status-error = other error

## What admins do

act-admit = let in
act-block = blocked
act-pause-provider = paused
act-resume-provider = resumed
act-raise-alert = raised the warning of
act-set-user-budget = set the budget of
act-raise-user-budget = raised today's budget of
act-change-setting = changed
act-set-model-price = set the price of
act-setting-report = the report time
act-setting-alert = the warning threshold
act-setting-budget = the daily budget of each person
act-setting-language = the language of the report chat
act-setting-money = the budget of { $name } in dollars
act-setting-money-all = the budget of the whole bot in dollars
act-setting-more = the extra budget of { $name }
act-setting-more-all = the extra budget of the whole bot
act-setting-digits = the digits of { $name }
act-setting-calendar = the calendar of { $name }
act-report-chat = the report chat
act-value-default = the default
act-value-no-limit = no limit
act-value-off = off
act-value-none = none
act-value-more = { $amount } more
act-value-stranger = not let in
act-value-waits = waiting
act-value-let-in = let in
act-value-let-in-until = let in until { $until }
act-value-blocked = blocked
act-value-in-use = in use
act-value-paused = paused
act-value-price-list = as in the price list
act-value-price = { $input } input, { $output } output
act-value-english = English
act-value-persian = Persian
act-value-latin-digits = Latin
act-value-persian-digits = Persian
act-value-gregorian = Gregorian
act-value-jalali = Jalali
