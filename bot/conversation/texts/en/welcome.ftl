# First contact.
welcome-title = Hello, I'm Kernbot.
welcome-ai = I'm an AI assistant for content: from persona, phase and proposition to topics, a key message and a post for each channel.
welcome-text-stays = What you type stays on this machine. I write from templates; nothing goes to anybody else.
welcome-text-provider = I keep what you type here. Only once the owner of a brand agrees does text go to { $provider }, which then helps to write.
welcome-review = Nothing leaves before a person has reviewed it. /privacy shows what I keep and how to erase it.
welcome-agree = Got it, let's start
welcome-other-language = Continue in English
welcome-link-used = This link no longer works. Ask whoever invited you for a new one.
welcome-first-title = Where shall we begin?
welcome-first = Try it with the sample brand, or set up your own in three questions.
welcome-demo = Try the sample brand
welcome-own = My own brand, in three questions
welcome-ask-name = 1 of 3. What is your brand called?
welcome-ask-reader = 2 of 3. Who is { $brand } for, and what does that person need? One or two sentences will do.
welcome-ask-promise = 3 of 3. What do you promise that person? Write it the way you would say it, in one or two sentences.
welcome-ready = All set. /new makes posts; /help shows what else there is.
