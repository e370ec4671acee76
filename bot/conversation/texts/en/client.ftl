# The page for somebody outside, who reads along through a link.
client-title = Texts for your review
client-how = Read each text and say whether you approve it or have a comment. You can answer once for each text; what you leave open can wait for another day.
client-all = { $count ->
    [one] One text is waiting for you.
   *[other] { $count } texts are waiting for you.
 }
client-left = { $left ->
    [one] One of the { $count } texts is still waiting for you.
   *[other] { $left } of the { $count } texts are still waiting for you.
 }
client-until = This page stays open up to and including { $day }.
client-concept = Draft
client-concept-how = This text is still being reviewed within the team.
client-place = Text { $number } · { $channel }
client-verdict = Your verdict on text { $number }
client-approve = I approve
client-comment = I have a comment
client-remark = Comment on text { $number }
client-remark-hint = Needed if you choose to comment.
client-changed = The team has changed this text or taken it back. You can't answer for it here any more. Ask whoever sent you the link for a new one.
client-lost-head = Not everything was recorded
client-lost = Your answer to text { $number } was not recorded: the text changed in the meantime.
client-typed = What you wrote:
client-approved = You approved this text on { $day }.
client-commented = You commented on this text on { $day }.
client-done = Thank you, your answer has arrived. The team now knows what you think and decides what happens next.
client-nothing-open = No text is open any more.
client-who = Who are you?
client-who-hint = Your name, organisation and answers go into the team's record, beside the version you read. This page keeps nothing else about you.
client-name = Name
client-organisation = Organisation
client-send = Send my answer
client-foot = This page sets no cookies and follows nobody.
client-error = Error
client-errors = Nothing has been sent yet
client-no-name = Fill in your name.
client-no-organisation = Fill in your organisation.
client-no-verdict = Say what you think of at least one text.
client-no-remark = Write down your comment on text { $number }.
client-name-long = Keep your name shorter: there is room for { $most } characters.
client-organisation-long = Keep the organisation shorter: there is room for { $most } characters.
client-remark-long = Your comment on text { $number } is too long: there is room for { $most } characters.
client-gone = This page isn't here
client-gone-how = The link is wrong or no longer valid. Ask whoever sent it for a new one.
client-busy = One moment, please
client-busy-how = Too many wrong links came in. Try again in ten minutes.
client-trouble = Something went wrong on our side
client-trouble-how = Nothing was recorded. Try again in a minute.
client-refused = This could not be read
client-refused-how = What came in is too large, or not a form that was filled in. Go back and try again.
