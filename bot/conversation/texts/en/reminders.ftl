# Reminders.
reminders-title = reminder
reminders-review = { $where ->
    [group] { $count ->
        [one] One post is waiting for a verdict.
       *[other] { $count } posts are waiting for a verdict.
    }
   *[person] { $count ->
        [one] One post is still waiting for your verdict.
       *[other] { $count } posts are still waiting for your verdict.
    }
 }
reminders-planned-waiting = { $count ->
    [one] Careful: planned for today, but not cleared to go out as it stands.
   *[other] Careful: planned for today, but not cleared to go out as they stand.
 }
reminders-planned-ready = { $count ->
    [one] Planned for today and approved. Once it's out, let me know.
   *[other] Planned for today and approved. Once they're out, let me know.
 }
reminders-post-state = { $post } ({ $state })
reminders-proof-ends = { $key } holds up to and including { $day }: { $text }
reminders-proof-over = { $key } has expired, { $day } was its last day: { $text }
reminders-proof-posts = { $count ->
    [one] One post rests on it:
   *[other] { $count } posts rest on it:
 }
reminders-proof-next = Does the proof still hold? Give it a new date. Otherwise every post that rests on it will have to be checked again.
reminders-more = and { $count } more
reminders-unfinished = { $step ->
    [order] You were making posts and stopped halfway. What you chose is still here.
    [source] You sent me something to work from, but didn't say what I may do with it. It's still here.
    [voice] You sent a recording that hasn't been written out yet. It's still here.
   *[text] You were going to edit a post yourself, but I haven't seen your new text.
 }
reminders-go-on = Pick it up again
reminders-let-go = Let it go
reminders-gone = Gone. /new starts afresh.
reminders-later = Remind me later
reminders-later-told = I'll come back to it on { $day }, if it's still needed.
reminders-off = Stop telling me
reminders-off-told = Fine, I won't mention this here again. /reminders switches it back on.
reminders-open-proof = View { $key }
reminders-open-queue = View all of them
reminders-kind = { $kind ->
    [review] What waits for my verdict
    [planned] What is planned for today
    [proof] Proof that runs out
   *[unfinished] What I left halfway
 }
reminders-hours = Set the hours
reminders-about-review = { $hours ->
    [one] When a post has waited an hour for your verdict, you hear so.
   *[other] When a post has waited { $hours } hours for your verdict, you hear so.
 }
reminders-about = What is planned for the day I mention at 9. Proof that runs out 30 and 7 days before, and once it has expired. What you left halfway after a day, once. Tap to switch something on or off; it counts for you alone, in this brand.
reminders-about-quiet = Between 20:00 and 8:00 and at weekends I keep quiet ({ $timezone }). Only what is planned for a Saturday or Sunday I mention on that very day.
