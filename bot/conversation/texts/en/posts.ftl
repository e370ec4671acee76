# The card of a post.
posts-mark = draft, not to be used yet
posts-state-draft = draft
posts-state-in-review = in review
posts-state-approved = approved
posts-state-changes-requested = changes requested
posts-state-rejected = rejected
posts-state-planned = planned
posts-state-published = published
posts-slot = Planned for { $day }
posts-slot-waits = Down for { $day }, waiting for approval
posts-published-same = Published on { $day }, exactly as approved
posts-published-other = Published on { $day }, with a different text from the approved one
posts-published-before = An earlier version was published on { $day }
posts-usable = Version { $number } is approved and can be used meanwhile: /export has it.
posts-turn = Up next: { $who } ({ $step })
posts-check-again = Check again: proof that this post rests on has changed.
posts-count = { $count } { $unit }
posts-count-of = { $count } of { $limit } { $unit }
posts-count-over = Too long: { $count } of { $limit } { $unit }
posts-fold = Visible up to about { $fold } characters: “… { $words } …”
posts-blocking = { $count ->
    [one] This stands in the way of approval
   *[other] These { $count } points stand in the way of approval
 }
posts-advice = { $count ->
    [one] Worth another look
   *[other] Worth another look ({ $count })
 }
posts-more = and { $count } more
posts-claims = { $open ->
    [0] Claims: { $count }, all settled
   *[other] Claims: { $count }, still open: { $open }
 }
posts-version = version { $number }
posts-outline = outline without AI
posts-reply-hint = To replace the text, reply to this card with the new one.
posts-edit-hint = To replace the text, choose “Edit it myself”.
posts-somebody = former member

# What a claim rests on.
posts-standing-not-a-claim = not a claim
posts-standing-opinion = opinion
posts-standing-promise = promise, to be confirmed
posts-standing-confirmed = promise, confirmed
posts-standing-gone = proof point { $proof } no longer holds
posts-standing-proof = proven by { $proof }
posts-standing-proven = proven by the source
posts-standing-from-brief = stated in the brief
posts-standing-unproven = unproven
posts-claim = Claim
posts-claim-standing = Standing: { $standing }
posts-claim-proof = Proof point { $proof }
posts-claim-sentence = The sentence in { $title }
posts-claim-a-source = the source
posts-claim-source = Source: { $value }
posts-claim-period = Period: { $value }
posts-claim-scope = Holds for: { $value }
posts-claim-date = Date: { $value }
posts-claim-next = Once the post is in review, a reviewer goes over this claim under “Go through the claims”.
posts-claim-yours = You are reviewing this post: go through the claims and say whether this one is right.
posts-claim-help = Put a proof point under it with /proof, tone the sentence down, or have a reviewer record that it is no claim.

# Buttons.
posts-back = Back to the post
posts-leave = Never mind
posts-do-submit = Submit for review
posts-do-approve = Approve
posts-do-request-changes = Request changes
posts-do-reject = Reject
posts-do-withdraw = Back to draft
posts-tick = Go through the claims
posts-comment = Comment
posts-edit = Edit it myself
posts-again = Check again
posts-anew = Yes, a new version
posts-hooks = Opening and alternatives
posts-how-shorter = Shorter
posts-how-longer = Longer
posts-how-other-hook = Another opening
posts-how-other-tone = Another tone
posts-how-weaker-claim = Tone a claim down
posts-how-translate = Translate
posts-how-instruct = My instruction
posts-how-mend = Fix the points
posts-versions = Versions
posts-whole = Full text
posts-clean = Clean text
posts-plan = Plan
posts-replan = Another day
posts-unplan = Unschedule
posts-publish = It is published
posts-retry = Try again
posts-no-link = There is no link
posts-same = Yes, exactly
posts-other = No, it differs
posts-copy-text = 📋 Text

# Questions.
posts-ask-text = Send the new text. The version before it is kept, and the new one starts as a draft.
posts-ask-text-or-part = Send the new text, or choose a part. The version before it is kept, and the new one starts as a draft.
posts-ask-part = Send “{ $part }” again, all of it. Put each sentence or item of a list or script on a line of its own.
posts-ask-hooks = Send all openings again, each on a line of its own. The first line becomes the opening of the post itself; the others are kept as alternatives.
posts-ask-alt-text = Send the new alt text. It reads now: { $now }
posts-ask-replies = Send all comments again: the comment on the first line, your answer below it, and an empty line before the next one. They read now:
    { $now }
posts-ask-anew = { $state ->
    [in_review] This text is in review. A new version takes it out: whoever was asked for a verdict is told, and an approval that was given does not count for it.
    [approved] This text is approved. A new version starts as a draft and has to be reviewed again; this one can be used meanwhile.
    [planned] This text is approved and planned. A new version starts as a draft and has to be reviewed again; the day stays.
   *[other] This text is published. A new version starts as a draft and has to be reviewed again; what was published is kept.
 } Make a new version?
posts-ask-wish = What should change? Say it as you would to a colleague.
posts-ask-hook = Which opening?
posts-ask-claim = Which claim should be more careful?
posts-ask-date = On which day? Pick one or type a date, such as 24-12 (day first) or 2027-01-05.
posts-ask-link = Where is the post? Send the link.
posts-ask-same = Is that exactly the approved text?
posts-date-unreadable = I can't make a date of that. Type day and month, such as 24-12.
posts-date-words = today, tomorrow, the day after tomorrow
posts-date-past = Pick a day from today on, three years ahead at most.
posts-link-unreadable = That isn't a link. Send an address that begins with https://, or choose “There is no link”.

# Rewriting.
posts-rewriting = I'm on it. The present version stays until there is a new one.
posts-rewrite-kept = The version that was there has not changed.
posts-rewrite-failed = The rewrite didn't work out.
posts-rewrite-gone = The post is not there any more.
posts-rewrite-quota = The account with the provider of the language model has no credit left.
posts-rewrite-refused = The language model declined to write this. Change the text or your instruction.
posts-rewrite-model = The language model gave no usable answer.
posts-rewrite-interrupted = The rewrite was interrupted because I restarted.
posts-rewrite-late = Somebody else made a new version meanwhile, so mine was not stored.
posts-rewrite-stopped = Stopped. The version that was there has not changed.
posts-not-needs-model = That takes a language model. Without one you can still edit the text yourself.
posts-not-edited = Somebody has edited this text by hand; my templates leave that alone. Edit the text yourself.
posts-not-other-writer = A language model wrote this text; my templates can do nothing with it. Edit the text yourself.
posts-not-no-hooks = There is no other opening at hand for this post. You can write one yourself.
posts-not-unknown-hook = That opening no longer belongs to this text. Open the post again.
posts-not-unknown-claim = That sentence is no longer in the text. Open the post again.
posts-not-claim-stays = That sentence has to stay: without it there is too little left, or it is required.
posts-not-shortest = It can't get any shorter: all that could go has gone.
posts-not-longest = It can't get any longer: the brief has no more to say.
posts-not-no-variation = I have no other wording left.
posts-not-nothing-to-mend = There is nothing to fix.
posts-not-not-mended = Rewriting did not fix these points. Edit the text yourself.
posts-not-no-instruction = Please say what should change.
posts-not-unchanged = That is the text as it is now.
posts-not-no-text = There was no text left.
posts-not-unknown-part = This channel has no such part.
posts-not-reply-unclear = Put the comment on the first line and your answer below it, with an empty line between two comments.
posts-not-beside-shut = That would stand in the way of approval, because of a banned word or a claim that is not allowed, for example. Word it differently.
posts-not-over-limit = The new text came out longer than the channel allows.
posts-not-mark-lost = The new text lost the mark that says it is advertising.
posts-not-words-lost = The new text lost a required word.
posts-not-no-more-topics = There are no new topics left. Make a new brief with /new.
posts-not-no-match = No topic has to do with that sentence. Try another.

# Versions.
posts-versions-title = { $count ->
    [one] One version
   *[other] { $count } versions
 }
posts-version-line = { $number }. { $origin } by { $who }, { $day } ({ $state })
posts-origin-written = written
posts-origin-rewritten = rewritten
posts-origin-edited = edited
posts-version-title = Version { $number }, { $state }
posts-version-before = Version { $number }
posts-diff-legend = Compared with version { $number }: new words in bold, words that went between [− −].

# The approved text.
posts-clean-told = Above is version { $number } as it was approved, to copy or forward.
posts-day = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[other] Sunday
 } { $day } { $month ->
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
   *[other] December
 } { $year }
posts-day-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[other] Sun
 } { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[other] Dec
 }
