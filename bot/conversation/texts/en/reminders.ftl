# Reminders.
reminders-title = reminder
reminders-titles = reminders
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
reminders-planned-waiting = Careful, planned for today but not ready to go out:
reminders-planned-ready = Planned for today and ready to go out:
reminders-post-state = { $post } ({ $state })
reminders-proof-ends = { $id } holds up to and including { $day }: { $text }
reminders-proof-over = { $id } has expired, { $day } was its last day: { $text }
reminders-proof-posts = { $count ->
    [one] One post rests on it.
   *[other] { $count } posts rest on it.
 }
reminders-proof-next = Does the proof still hold? Then give it a new date.
reminders-proof-soon = Otherwise the posts that rest on it will have to be checked again.
reminders-proof-now = Until then, what rests on it can be neither planned nor published.
reminders-more = and { $count } more
reminders-unfinished = { $step ->
    [order] You were making posts and stopped halfway. What you chose is still here.
    [source] You sent me something to work from, but didn't say what I may do with it. It's still here.
    [voice] You sent a recording that hasn't been written out yet. It's still here.
   *[text] You were going to edit a post yourself, but I haven't seen your new text.
 }
reminders-go-on = Pick it up again
reminders-let-go = Let it go
reminders-gone = All right, I'll drop it. /new starts afresh.
reminders-later = Remind me later
reminders-later-told = I'll come back to it on { $day }, if it's still needed.
reminders-off = Stop telling me
reminders-off-told = Fine, I won't mention this here again. /reminders switches it back on.
reminders-open-proof = View { $id }
reminders-open-queue = View all of them
reminders-kind = { $kind ->
    [review] What waits for a verdict
    [planned] What is planned for today
    [proof] Proof that runs out
   *[unfinished] What was left halfway
 }
reminders-hours = Set the hours
reminders-about-review = { $hours ->
    [one] When a post has waited an hour for your verdict, I let you know.
   *[other] When a post has waited { $hours } hours for your verdict, I let you know.
 }
reminders-about = I mention what is planned for the day at 9. I bring up proof that runs out 30 and 7 days before, and once it has expired. If you left something halfway, I ask about it once, a day later. Tap to switch something on or off; that is for you alone, in this brand.
reminders-about-group = Here I mention what waits for a verdict, after the hours set in /rules, and at 9 what is planned for the day. Tap to switch something on or off; that is for this group.
reminders-about-quiet = Between 20:00 and 8:00 and at weekends I keep quiet ({ $timezone }). Only what is planned for a Saturday or Sunday I mention on that very day.
