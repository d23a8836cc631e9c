/** A question that the demo expects, and its answer. */
export interface ScriptedAnswer {
  asks: RegExp;
  answer: string;
}

/** The demo's answers in one language; `{topic}` is the topic of the question. */
export interface DemoAnswers {
  scripted: readonly ScriptedAnswer[];
  general: readonly string[];
  image: string;
}

export const PERSIAN_ANSWERS: DemoAnswers = {
  scripted: [
    {
      asks: /(داستان|قصه)/,
      answer:
        '**فانوس آخر کوچه**\n\nدر شهری کوچک کنار دریا، پیرمردی هر غروب فانوسی را که آخر کوچه آویزان بود روشن می‌کرد. کسی نمی‌دانست چرا؛ سال‌ها بود که چراغ‌های برق همه‌جا را روشن کرده بودند و دیگر هیچ قایقی شب‌ها به ساحل نمی‌آمد.\n\nشبی توفان شد و برق رفت. دخترکی که راه خانه را گم کرده بود، از دور نوری لرزان دید و به سویش دوید. پیرمرد در را باز کرد، برایش چای ریخت و لبخند زد: «می‌دانستم بالاخره یک نفر به این نور احتیاج پیدا می‌کند.»\n\nاز آن شب، دخترک هر غروب به کوچه می‌آمد. اول فقط تماشا می‌کرد، بعد کبریت را او می‌زد. و سال‌ها بعد، وقتی پیرمرد دیگر نبود، فانوس هنوز می‌سوخت؛ برای هر کسی که شاید شبی راهش را گم کند.',
    },
    {
      asks: /پایتخت ایران/,
      answer: 'پایتخت ایران **تهران** است؛ شهری در دامنهٔ البرز با حدود ۹ میلیون نفر جمعیت.',
    },
    { asks: /پایتخت فرانسه/, answer: 'پایتخت فرانسه **پاریس** است.' },
    {
      asks: /(شام|ناهار|بپزم|غذا)/,
      answer:
        'پیشنهاد من **میرزاقاسمی** است؛ ساده و خوش‌طعم:\n\n1. دو بادمجان را کبابی کنید و پوست بگیرید.\n2. سیر و گوجه را تفت دهید و بادمجان را اضافه کنید.\n3. دو تخم‌مرغ بشکنید و هم بزنید.\n\nنوش جان! 🍆',
    },
    {
      asks: /(شعر|حافظ)/,
      answer:
        'این بیت از حافظ تقدیم شما:\n\n> درخت دوستی بنشان که کام دل به بار آرد\n> نهال دشمنی برکن که رنج بی‌شمار آرد',
    },
    {
      asks: /(تابع|پایتون|کد|برنامه)/,
      answer:
        'این تابع میانگین یک فهرست را حساب می‌کند:\n\n```python\ndef average(numbers):\n    return sum(numbers) / len(numbers)\n```\n\nبرای فهرست خالی خطا می‌دهد؛ اگر لازم است، اول طول آن را بررسی کنید.',
    },
    {
      asks: /(هوا|باران)/,
      answer: 'به اطلاعات زندهٔ هواشناسی دسترسی ندارم، اما همراه داشتن یک چتر کوچک هیچ‌وقت ضرر ندارد. ☂️',
    },
    {
      asks: /(کیستی|کی هستی|اسمت|چه کاری)/,
      answer:
        'من دستیار هوش مصنوعی این ربات هستم. می‌توانم به پرسش‌ها پاسخ بدهم، متن را خلاصه یا ترجمه کنم و عکس و پیام صوتی را بفهمم.',
    },
    { asks: /(ممنون|مرسی|متشکر|سپاس)/, answer: 'خواهش می‌کنم! اگر پرسش دیگری بود، همین‌جا هستم. 🌱' },
    { asks: /(سلام|درود)/, answer: 'سلام! 👋 خوشحالم که اینجایید. چه کمکی از دستم برمی‌آید؟' },
  ],
  general: [
    'پرسش خوبی است. دربارهٔ «{topic}» بهتر است از ساده‌ترین بخش شروع کنیم و قدم‌به‌قدم جلو برویم. کدام بخش برایتان مهم‌تر است؟',
    'دربارهٔ «{topic}» سه نکته به ذهنم می‌رسد:\n\n- اول هدف را روشن کنید.\n- بعد گزینه‌ها را مقایسه کنید.\n- در پایان، کوچک‌ترین قدم را همین امروز بردارید.',
    'کوتاه بگویم: «{topic}» به شرایط شما بستگی دارد. اگر کمی بیشتر توضیح بدهید، پاسخ دقیق‌تری می‌دهم.',
  ],
  image: 'در این عکس صحنه‌ای روشن و آرام می‌بینم. اگر بگویید دنبال چه جزئیاتی هستید، دقیق‌تر نگاه می‌کنم.',
};

export const ENGLISH_ANSWERS: DemoAnswers = {
  scripted: [
    {
      asks: /\bstory\b/i,
      answer:
        '**The lantern at the end of the lane**\n\nIn a small town by the sea, an old man lit the lantern at the end of his lane every evening. Nobody knew why. The street had had electric light for years, and no boat came in after dark any more.\n\nOne night a storm took the power. A girl who had lost her way saw a trembling light far off and ran towards it. The old man opened the door, poured her some tea and smiled. “I knew that somebody would need it one day.”\n\nFrom then on she came every evening. At first she only watched; later she struck the match. And years after, when the old man was gone, the lantern still burned, for anybody who might lose their way one night.',
    },
    { asks: /capital of france/i, answer: 'The capital of France is **Paris**.' },
    {
      asks: /capital of iran/i,
      answer: 'The capital of Iran is **Tehran**, at the foot of the Alborz mountains.',
    },
    {
      asks: /\b(cook|dinner|recipe|lunch)\b/i,
      answer:
        'How about **shakshuka**? It takes twenty minutes:\n\n1. Soften an onion and a pepper in olive oil.\n2. Add tomatoes, cumin and a pinch of chilli.\n3. Crack in four eggs and cover until they set.\n\nEnjoy! 🍳',
    },
    {
      asks: /\b(poem|haiku)\b/i,
      answer:
        'A small one for you:\n\n> Morning on the hill —\n> the kettle hums to itself,\n> two cups, one window.',
    },
    {
      asks: /\b(function|python|javascript|code)\b/i,
      answer:
        'This keeps the first of each value:\n\n```javascript\nconst unique = (items) => [...new Set(items)];\n```\n\nIt keeps the order in which they came.',
    },
    { asks: /\bweather\b/i, answer: "I can't see live weather, but a light jacket is rarely a mistake. ☂️" },
    {
      asks: /who are you|your name|what can you do/i,
      answer:
        "I'm this bot's AI assistant. I answer questions, summarise, translate, and understand photos and voice messages.",
    },
    { asks: /\b(thanks|thank you)\b/i, answer: "You're welcome! I'm here if anything else comes up. 🌱" },
    { asks: /\b(hi|hello|hey)\b/i, answer: 'Hello! 👋 Nice to meet you. What can I do for you?' },
  ],
  general: [
    'Good question. With “{topic}” it helps to begin with the simplest part and go on step by step. Which part matters most to you?',
    'Three thoughts about “{topic}”:\n\n- Be clear about the goal.\n- Compare the options side by side.\n- Take the smallest step today.',
    'In short: “{topic}” depends on your situation. Tell me a little more and I can be more exact.',
  ],
  image: 'I see a bright, calm scene. Tell me which detail you are after and I will look closer.',
};
