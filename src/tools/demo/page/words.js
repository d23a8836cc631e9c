/** What to write first, by the language of the person and their role; `@bot` is the bot's name. */
export const SUGGESTIONS = {
  en: {
    user: ['What should I cook for dinner?', 'Tell me a story', '/usage'],
    stranger: ['Hello, may I ask something?'],
    admin: ['/ai_usage', '/access', '/settings', '/dashboard'],
    group: ['@bot What is the capital of Iran?', '@bot Write a haiku'],
  },
  fa: {
    user: ['برای شام چه بپزم؟', 'یک داستان کوتاه بگو', '/usage'],
    stranger: ['سلام، من هم می‌توانم بپرسم؟'],
    admin: ['/ai_usage', '/access', '/settings', '/dashboard'],
    group: ['@bot پایتخت ایران کجاست؟', '@bot یک شعر بگو'],
  },
};

/** What the guide's people write, in their own languages. */
const QUESTIONS = {
  en: {
    ask: 'What should I cook for dinner?',
    story: 'Tell me a story',
    knock: 'Hello, may I ask something?',
  },
  fa: { ask: 'برای شام چه بپزم؟', story: 'یک داستان کوتاه بگو', knock: 'سلام، من هم می‌توانم بپرسم؟' },
};

const inPersian = (number) => number.toLocaleString('fa');

/** The page's own texts in both languages. */
export const WORDS = {
  en: {
    title: 'Demo chat',
    private: 'chat with the bot',
    bot: 'bot',
    typing: 'is typing…',
    edited: 'edited',
    thinking: 'Thinking…',
    stop: '■ Stop',
    placeholder: 'Write a message…',
    send: 'Send',
    menu: 'Commands',
    attach: 'Send a photo',
    voice: 'Send a ready-made voice message',
    theme: 'Light or dark',
    otherLanguage: 'فارسی',
    people: 'People and groups',
    messages: 'Messages',
    noCommands: 'The bot has set no commands yet.',
    empty: 'Nobody has written here yet. Try one of these, or write something of your own:',
    failed: 'The demo does not answer. Is it still running in your terminal? Start it with “npm run demo”.',
    retry: 'Try again',
    lost: 'The connection to the demo is lost; trying again…',
    notSent: 'That did not reach the demo. Is it still running in your terminal?',
    copied: 'Copied',
    notThere: 'There is no such button yet: do the step before this one first.',
    reply: 'Reply',
    cancelReply: 'Do not reply',
    unread: 'New messages',
    roles: { user: 'user', stranger: 'not let in yet', admin: 'admin' },
    questions: QUESTIONS,
    number: String,
    guide: 'Your first minute',
    progress: (done, all) => `${done} of ${all} done`,
    later: 'Next ›',
    fold: 'Hide',
    unfold: 'Show',
    guideEnd:
      'That was the first minute. Everything here stays yours to try: pictures, voice messages, replies, the group, /settings. For your own bot, put BOT_TOKEN and a provider’s key into .env and run “npm start”.',
    steps: {
      ask: {
        title: 'Ask something',
        text: (name) => `You are ${name}, who uses the bot. The answer grows while it is written.`,
        action: (name) => `Ask as ${name}`,
      },
      stop: {
        title: 'Stop an answer',
        text: () => 'A long story. Press ■ Stop below it while it is written: what is there stays.',
        action: () => 'Ask for a story',
      },
      other: {
        title: 'Ask in Persian',
        text: (name) => `${name}’s Telegram is in Persian, and so is the bot there.`,
        action: (name) => `Ask as ${name}`,
      },
      knock: {
        title: 'Come as a stranger',
        text: (name) => `${name} is not let in yet. The bot asks the admins first.`,
        action: (name) => `Write as ${name}`,
      },
      admit: {
        title: 'Let them in',
        text: (name) => `${name} is an admin and got a card. Press ✅ Let in below it; the stranger is told.`,
        action: () => 'Show me the button',
      },
      usage: {
        title: 'See the usage',
        text: () =>
          'Tokens, cost and what is left of each provider’s quotas. “/ai_usage 1001” is one person’s.',
        action: () => 'Send /ai_usage',
      },
      chart: {
        title: 'Draw the chart',
        text: () => 'Press 📈 Chart below the report: it draws the month.',
        action: () => 'Show me the button',
      },
      report: {
        title: 'Get the scheduled report',
        text: () =>
          'By itself it comes every morning at 9 (REPORT_CRON). Here it comes at once, to every admin.',
        action: () => 'Send it now',
      },
      dashboard: {
        title: 'Open the dashboard',
        text: () => 'The bot sends a link for admins. It works once; ask again for another one.',
        action: () => 'Send /dashboard',
      },
    },
  },
  fa: {
    title: 'گفت‌وگوی نمایشی',
    private: 'گفت‌وگو با ربات',
    bot: 'ربات',
    typing: 'در حال نوشتن…',
    edited: 'ویرایش شد',
    thinking: 'در حال فکر کردن…',
    stop: '■ توقف',
    placeholder: 'پیامی بنویسید…',
    send: 'ارسال',
    menu: 'دستورها',
    attach: 'ارسال عکس',
    voice: 'ارسال یک پیام صوتی آماده',
    theme: 'روشن یا تیره',
    otherLanguage: 'English',
    people: 'آدم‌ها و گروه‌ها',
    messages: 'پیام‌ها',
    noCommands: 'ربات هنوز دستوری تعریف نکرده است.',
    empty: 'هنوز کسی اینجا چیزی ننوشته است. یکی از این‌ها را امتحان کنید یا هر چه می‌خواهید بنویسید:',
    failed:
      'برنامهٔ نمایشی پاسخ نمی‌دهد. هنوز در ترمینال شما اجرا می‌شود؟ با «npm run demo» آن را راه بیندازید.',
    retry: 'تلاش دوباره',
    lost: 'ارتباط با برنامهٔ نمایشی قطع شده است؛ دوباره تلاش می‌کنم…',
    notSent: 'این به برنامهٔ نمایشی نرسید. هنوز در ترمینال شما اجرا می‌شود؟',
    copied: 'رونوشت شد',
    notThere: 'این دکمه هنوز نیست؛ اول گام پیش از این را انجام دهید.',
    reply: 'پاسخ به این پیام',
    cancelReply: 'انصراف از پاسخ',
    unread: 'پیام‌های تازه',
    roles: { user: 'کاربر', stranger: 'هنوز پذیرفته نشده', admin: 'مدیر' },
    questions: QUESTIONS,
    number: inPersian,
    guide: 'یک دقیقهٔ اول',
    progress: (done, all) => `${inPersian(done)} از ${inPersian(all)} انجام شده`,
    later: 'بعدی ›',
    fold: 'پنهان کن',
    unfold: 'نشان بده',
    guideEnd:
      'یک دقیقهٔ اول تمام شد. بقیه‌اش با شماست: عکس، پیام صوتی، پاسخ به پیام‌ها، گروه و /settings. برای ربات خودتان، BOT_TOKEN و کلید یک سرویس را در فایل .env بگذارید و «npm start» را اجرا کنید.',
    steps: {
      ask: {
        title: 'چیزی بپرسید',
        text: (name) => `شما ${name} هستید و از ربات استفاده می‌کنید. پاسخ هم‌زمان با نوشته شدن دیده می‌شود.`,
        action: (name) => `پرسیدن از طرف ${name}`,
      },
      stop: {
        title: 'پاسخ را متوقف کنید',
        text: () => 'داستانی بلند است. تا نوشته می‌شود، «■ توقف» را زیر آن بزنید؛ آنچه نوشته شده می‌ماند.',
        action: () => 'درخواست داستان',
      },
      other: {
        title: 'به انگلیسی بپرسید',
        text: (name) => `تلگرام ${name} به انگلیسی است و ربات هم با او انگلیسی حرف می‌زند.`,
        action: (name) => `پرسیدن از طرف ${name}`,
      },
      knock: {
        title: 'غریبه‌ای از راه می‌رسد',
        text: (name) => `${name} هنوز پذیرفته نشده است. ربات اول از مدیران اجازه می‌گیرد.`,
        action: (name) => `نوشتن از طرف ${name}`,
      },
      admit: {
        title: 'او را بپذیرید',
        text: (name) =>
          `${name} مدیر است و یک کارت گرفته است. زیر کارت «✅ پذیرفتن» را بزنید تا به غریبه خبر برسد.`,
        action: () => 'دکمه را نشانم بده',
      },
      usage: {
        title: 'مصرف را ببینید',
        text: () => 'توکن‌ها، هزینه و باقی‌ماندهٔ سهمیهٔ هر سرویس. با «/ai_usage 1001» مصرف یک نفر را می‌بینید.',
        action: () => 'فرستادن /ai_usage',
      },
      chart: {
        title: 'نمودار را بگیرید',
        text: () => 'زیر گزارش «📈 نمودار» را بزنید تا نمودار همین ماه برسد.',
        action: () => 'دکمه را نشانم بده',
      },
      report: {
        title: 'گزارش زمان‌بندی‌شده را بگیرید',
        text: () =>
          'این گزارش هر روز ساعت ۹ صبح خودش می‌رسد (REPORT_CRON). اینجا همین حالا برای همهٔ مدیران می‌آید.',
        action: () => 'همین حالا بفرست',
      },
      dashboard: {
        title: 'داشبورد را باز کنید',
        text: () => 'ربات پیوندی ویژهٔ مدیران می‌فرستد که یک بار کار می‌کند؛ برای پیوند تازه دوباره بخواهید.',
        action: () => 'فرستادن /dashboard',
      },
    },
  },
};
