# What occurs everywhere: errors, old cards, rights.
somebody = Somebody else
error-title = That did not work
error-conflict = { $deed ->
    [approve] { $who } got there first and approved it.
    [request_changes] { $who } got there first and asked for changes.
    [reject] { $who } got there first and rejected it.
    [withdraw] { $who } got there first and took it back.
    [edit] { $who } got there first: something has changed meanwhile.
   *[other] { $who } got there first, and that stands.
 } Open the card again to see it.
old-card = This card is out of date. Open it again through /review or /board.
unknown = I don't know that one. /help shows what I can do.
unknown-near = I don't know that one. Do you mean /{ $command }? /help shows what I can do.
unknown-words = new: create make write post posts, ideas: topics topic, review: queue approve approvals, board: overview planning schedule calendar, audit: record, export: download, brand: voice, personas: audience, propositions: proposition promise, proof: proofs evidence facts, assets: links, channels: channel, journey: phase phases, switch: brands, team: members roles, rules: policy, reminders: reminder, usage: costs limits, language: lang, delete_me: erase, help: menu commands, cancel: stop quit
no-workspace = You have no brand yet. Start with /start, or ask a colleague for an invitation.
error-text-wanted = Please type your answer as text; I can't use this.
error-too-long = That is too long: { $most } characters at most. Shorten it and send it again.
error-fault-title = Something went wrong on my side
error-fault = This one step failed; what you had is kept. Try it again. If it keeps failing, give this code to your administrator:
error-reference = Code:
error-for-admin = Fault { $kind }, code { $reference }. The log has the rest.

refused-not-your-role = That takes another role in this brand. An owner can give you one with /team.
refused-needs-role = That takes another role in this brand: { $roles }. An owner can give you one with /team.
refused-roles-or = { $first } or { $last }
refused-wrong-state = Too late: this version has moved on. Open the card again.
refused-blocking-findings = Fix the points that hold up approval first. They are on the card.
refused-open-claims = Some claims are still open. Tick them, add proof or tone the sentence down.
refused-check-again = Proof that this post rests on has changed. Check the post again first.
refused-own-text = Somebody else has to review your own text. The owner can change that rule.
refused-already-approved = You have approved this version already. It is somebody else's turn.
refused-not-your-level = This step belongs to somebody else. /rules shows to whom.
refused-reason-needed = Add a reason, so that the writer knows what to change.
