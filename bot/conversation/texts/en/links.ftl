# Links for somebody outside, as the team sees them.
links-outside = Should somebody see it who isn't in this chat, such as a client? Send a link to a page where they answer for themselves, give them a Word document, or record what they said. The decision is made here.
links-make = Link for a client
links-list = Open links ({ $count })
links-making = { $count ->
    [one] A link with this text:
   *[other] A link with these { $count } texts:
 }
links-what-it-does = { $count ->
    [one] Whoever has the link reads this text on a page without an account, and approves or comments once. The record shows it as the word of somebody outside; deciding is up to you.
   *[other] Whoever has the link reads these texts on a page without an account and, once for each text, approves or comments. The record shows it as the word of somebody outside; deciding is up to you.
 }
links-only-this = Only this text
links-all = All { $count } texts
links-language-nl = Dutch
links-language-en = English
links-days = { $days } days
links-do = Make the link
links-nothing = Nothing is up for review that could be shown.
links-too-many = A link shows { $most } texts at most. Choose one.
links-made-already = That link is there already.
links-made = The link is ready: it works for { $days } days, up to and including { $day }. Forward the message below.
links-made-once = I won't show this link again. Send it only to those who may answer: the name below an answer is whatever somebody types.
links-copy = Copy the link
links-forward = { $count ->
    [one] Hello! There is a text for { $brand } for you to read. Could you say whether you approve? You can answer up to and including { $day }, without an account:
   *[other] Hello! There are { $count } texts for { $brand } for you to read. Could you say for each whether you approve? You can answer up to and including { $day }, without an account:
 }
links-open = { $count ->
    [0] No link is open.
    [one] One link is open.
   *[other] { $count } links are open.
 }
links-line = { $language ->
    [en] page in English
   *[other] page in Dutch
 }, up to and including { $day }, made by { $by }
links-answer = { $verdict ->
    [approve] approved
    [comment] commented
   *[other] no answer yet
 }
links-more = { $count ->
    [one] … and one more
   *[other] … and { $count } more
 }
links-shut = Revoke { $number }
links-sure = Revoke this link ({ $language ->
    [en] page in English
   *[other] page in Dutch
 }, up to and including { $day })? Whoever has it won't see the texts any more. What was said stays on record.
links-shut-sure = Yes, revoke it
links-keep = Leave it open
links-shut-done = Revoked; the link doesn't work any more.
links-shut-gone = That link had expired or was revoked already.
links-new = New link
links-back = Back to the post
links-news = { $count ->
    [one] { $who } answered through the link.
   *[other] { $who } answered through the link, about { $count } texts.
 }
links-said = { $kind ->
    [client_approve] approved
   *[other] commented
 }
links-version = version { $number }
links-yours = The record shows this as the word of somebody outside. The decision is still yours.
links-on-card = { $kind ->
    [client_approve] From outside, through the link: approved by { $who }
    [client_comment] From outside, through the link: a comment by { $who }
   *[other] From outside, passed on: approved by { $who }
 }
