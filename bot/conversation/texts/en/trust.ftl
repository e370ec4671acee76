# Trust: what happens to data, help, usage, language and leaving.
trust-private-only = Please do that in a private chat with me; here everybody reads along.
trust-former-member = former member
trust-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }

trust-privacy-title = What happens to your data
trust-privacy-ai = I'm an AI assistant. What I write is a suggestion: a person on your team reviews it before anybody uses it.
trust-privacy-what-title = What I keep
trust-privacy-what = Your name and account number in this chat, your language, your roles in each brand, what you type or send to have something made, the versions that come out of it, who reviewed what and when, what I reminded you of, and how much you have made in a day.
trust-privacy-where-title = Where it is
trust-privacy-where = In the database of whoever runs this Kernbot. Chats through Telegram also pass through Telegram's servers.
trust-privacy-contact = Run by: { $contact }
trust-privacy-admin = Whoever invited you knows who the administrator is.
trust-privacy-how-long-title = For how long
trust-privacy-how-long = Texts and reviews: until the brand is erased. Links for somebody outside: until they expire or are revoked. Your account: until you erase it. Message numbers: { $updates ->
    [one] 1 day
   *[other] { $updates } days
 }, so that nothing happens twice. Finished jobs: { $jobs ->
    [one] 1 day
   *[other] { $jobs } days
 }.
trust-privacy-who-title = Who sees it
trust-privacy-team = The people in your brand, according to their roles; another brand sees nothing. Whoever runs the database can technically get at it.
trust-privacy-provider = Language model: { $provider }. Text goes there only from a brand whose owner has switched that on with /consent, and they can switch it off again. Internal sources never go there.
trust-privacy-voice = Voice messages go to { $provider } when you have them written out. I ask that for each of them.
trust-privacy-nobody = No language model is connected: I write from templates, and no text goes to anybody else.
trust-privacy-yours-title = What you can do
trust-privacy-yours = /export_me gives you everything about you as a file. /delete_me erases you; what you decided stays with the brand under “former member”. If something is wrong, or you object, ask whoever runs this: they answer within a month.
trust-privacy-law-title = Which rules apply
trust-privacy-law = The GDPR gives you the right to see your data, have it erased and take it with you; you can complain to your data protection authority. The EU AI Act (article 50) says you must know that you are talking to AI. This explains; it is not legal advice.

trust-help-title = What I can do for you
trust-help-brand = What you can do in this brand:
trust-help-no-brand = You have not picked a brand yet. Begin with /start; this works too:
trust-help-group = You belong to no brand in this group. An owner links the group with /link and invites you; this works already:
trust-help-loose = You can also just type what you want to make, or send a text or file to start from.

trust-consent-no-model = No language model is connected. I write from templates; no text goes to anybody else. Only whoever runs this Kernbot can connect one.
trust-consent-on = { $provider } helps to write for this brand: brief, persona, proposition, proof, released sources and drafts go there. Internal sources do not.
trust-consent-off = For this brand I write from templates now. May { $provider } help? Then brief, persona, proposition, proof, released sources and drafts go there. Internal sources do not. You can always take it back.
trust-consent-given = Switched on by { $who } on { $day }.
trust-consent-taken = Switched off by { $who } on { $day }.
trust-consent-start = Yes, let { $provider } help
trust-consent-stop = Stop, templates only

trust-usage-title = Used today
trust-usage-person = You, in all your brands
trust-usage-workspace = This brand, everybody together
trust-usage-generations = { $amount ->
    [one] 1 thing made
   *[other] { $amount } things made
 }
trust-usage-generations-of = { $amount } of { $most } things made
trust-usage-tokens = Language model: { $amount } tokens (pieces of text)
trust-usage-tokens-of = Language model: { $amount } of { $most } tokens (pieces of text)
trust-usage-cost = Cost: { $currency } { $amount }
trust-usage-cost-of = Cost: { $currency } { $amount } of { $most }
trust-usage-new-day = The count starts again on { $day } at 0:00 ({ $zone }).
trust-limit-person = You have reached your limit for today: { $what }.
trust-limit-workspace = This brand has reached its limit for today: { $what }.
trust-limit-generations = the number of things I make
trust-limit-tokens = text through the language model (tokens)
trust-limit-cost = cost
trust-limit-frees = There is room again from { $day } at 0:00 ({ $zone }). Reading, editing and reviewing go on as usual.

trust-language = Which language shall we speak?
trust-language-nl = Nederlands
trust-language-en = English
trust-language-set = I'll speak English from now on. Posts keep the language of their brief.

trust-export-name = kernbot-my-data
trust-export = Everything I keep about you. Take good care of the file.

trust-erase-title = Erasing yourself
trust-erase-what = Your account, name, memberships and running jobs disappear. Posts and reviews in a brand of others stay there, under “former member”.
trust-erase-brands = { $count ->
    [one] This brand is yours alone and goes with you, all of it:
   *[other] These brands are yours alone and go with you, all of them:
 }
trust-erase-first = There is no way back. If you want a copy first, use /export_me.
trust-erase-type = If you are sure, type:
trust-erase-word = ERASE
trust-erase-no = On second thoughts, no
trust-erase-kept = Nothing was erased.
trust-erase-needed = Not yet: you are the only owner of these brands, and others work in them.
trust-erase-needed-next = With /team, make somebody else an owner or take the others out. After that /delete_me works.
trust-erased = Your data has been erased. Thank you for your work, and goodbye.

# What each command does, for /help and for the chat's menu.
trust-command-start = start, or pick up where you left off
trust-command-new = make posts: persona, phase, proposition, channels
trust-command-ideas = saved topics
trust-command-review = what waits for your review
trust-command-board = all posts, by state
trust-command-audit = who reviewed what
trust-command-export = approved posts as a file
trust-command-brand = the brand: tone of voice, form of address, words
trust-command-personas = who you write for
trust-command-propositions = what you promise
trust-command-proof = proof points
trust-command-assets = assets you may point to
trust-command-channels = your channels
trust-command-journey = your customer journey
trust-command-switch = go to another brand
trust-command-team = members, roles and invitations
trust-command-rules = how posts are reviewed
trust-command-reminders = what I remind you of
trust-command-link = link this group to your brand
trust-command-unlink = unlink this group
trust-command-admit = let somebody use this Kernbot
trust-command-consent = may a language model help?
trust-command-usage = what was used today
trust-command-language = Dutch or English
trust-command-privacy = what happens to your data
trust-command-export_me = all your data as a file
trust-command-delete_me = erase yourself
trust-command-delete_brand = erase a brand, with everything in it
trust-command-help = what you can do here
trust-command-cancel = stop what you were doing
trust-about-description = Kernbot takes marketers from persona, journey phase and proposition to topics, a key message and a post for each channel. Every claim shows what carries it, and nothing goes out before a person has reviewed it. You are talking to an AI assistant; /privacy tells you what happens to your text.
trust-about-short = From persona, phase and proposition to reviewed posts. AI assistant for content teams.
trust-about-trouble = Something went wrong and your message was not handled (code { $reference }). What was saved before is still there. Please try again.
