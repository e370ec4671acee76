# Review: news, claims, the word of somebody outside.
review-news = { $kind ->
    [submit] { $who } would like your verdict on version { $version }.
    [withdraw] { $who } took version { $version } back.
    [approve] { $state ->
        [in_review] { $who } approved version { $version }. It needs at least one more approval.
       *[other] { $who } approved version { $version }. It is ready to use.
    }
    [request_changes] { $who } asks for changes to version { $version }:
    [reject] { $who } rejects version { $version }:
    [comment] { $who } on version { $version }:
    [reported] { $who } passes on what somebody outside said about version { $version }. The decision is still yours.
    [new_version] { $who } took version { $version } back and is making a new one. There is nothing to review until you are asked.
   *[other] { $who } updated version { $version }.
 }
review-self-approval = This is an approval of their own text. The record says so too.
review-open = View the post
review-rewrite = Rewrite with this reason
review-rewriting = I'm on it. The previous version stays where it is.
review-submitted = Up for review; your reviewers have been told. If somebody outside the team should have a look, show it to them.
review-submitted-alone = Up for review. You work alone here, so the verdict is yours: go through the claims and approve.
review-withdrawn = Taken back: it's a draft again.
review-approved = { $state ->
    [in_review] Your approval is in. It needs at least one more.
   *[other] Approved. The post is ready to use.
 }
review-claims-first = Some claims are still open. Go through those first.
review-ask-changes = What should change? Your next message goes to the writer as the reason.
review-ask-reject = Why do you reject this post? Your next message goes to the writer as the reason.
review-ask-comment = What would you like to say? Your next message is kept with the post; its state stays the same.
review-placeholder = Type your message
review-recorded = { $kind ->
    [reject] Rejected. The writer sees your reason.
   *[other] Handed back for changes. The writer sees your reason.
 }
review-commented = Your comment is with the post.

review-claims = Claims in version { $version }
review-no-claims = Nothing in this version needs checking.
review-claims-left = { $left ->
    [0] Nothing is open any more.
    [one] One claim still holds up approval. No proof for it? Add some with /proof, or tone the sentence down.
   *[other] { $left } claims still hold up approval. No proof for one? Add some with /proof, or tone the sentence down.
 }
review-standing = { $kind ->
    [promise] promise
    [opinion] opinion: needs no proof
   *[other] { $standing ->
        [proven] proven
        [from_brief] in the brief
       *[other] unproven
    }
 }
review-ticked = { $kind ->
    [confirmed] Confirmed by { $who }
    [not_a_claim] Not a claim, says { $who }
   *[other] Ticked by { $who }
 }
review-proof = proof point { $id }: { $text }
review-proof-gone = proof point { $id } was withdrawn or has expired
review-source = source: “{ $sentence }”
review-say-ticked = Claim { $number } is right
review-say-confirmed = { $number }: yes, we promise this
review-say-all = { $count ->
    [2] Both with proof are right
   *[other] All { $count } with proof are right
 }
review-say-all-briefed = { $count ->
    [2] Both with proof or brief are right
   *[other] All { $count } with proof or brief are right
 }
review-say-not-a-claim = { $number } is not a claim
review-weaker = Tone { $number } down
review-word-kept = Recorded.
review-word-stood = That was on record already.
review-next-post = Review the next post
review-previous = Previous
review-next = Next
review-approve = Approve
review-card = Back to the post
review-check-again = { $count ->
    [one] One post rests on { $id }. It is marked “check again”: no planning or publishing until somebody has looked at it. You'll find it on /board.
   *[other] { $count } posts rest on { $id }. They are marked “check again”: no planning or publishing until somebody has looked at them. You'll find them on /board.
 }

review-outside-button = Show to someone outside
review-outside = Should somebody see it who isn't in this chat, such as a client? Give them a Word document, or record what they said. It counts as reported; the decision is made here.
review-paper = Word document for the client
review-paper-caption = { $brand }: for review
review-report = Record an approval from outside
review-ask-message = Send the message that says so: forward it, paste it, or send a file.
review-ask-who = Whose approval is it? On one line: name, organisation, how it came, date. For example: Noor Whitfield, Southern Rivers Trust, email, 2026-03-03. Without a date I take today.
review-who-unclear = I can't make that out. I need a name, an organisation and how it came, with commas in between; a date may follow, but not one in the future.
review-reported = Recorded that { $who } approves. The record says that you passed it on.
