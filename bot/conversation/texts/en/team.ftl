# The team: members, roles, invitations, groups and how posts are reviewed.
team-title = { $count ->
    [one] One member
   *[other] { $count } members
 }
team-ask-owner = The owner arranges roles and invitations.
team-tap-member = Tap a name to change roles.
team-nameless = no name
team-member = { $name }: { $roles }
team-role-viewer = viewer
team-role-editor = editor
team-role-reviewer = reviewer
team-role-owner = owner
team-role-viewer-may = Viewer: reads everything and exports what is approved.
team-role-editor-may = Editor: makes and edits, submits for review, plans.
team-role-reviewer-may = Reviewer: approves, requests changes or rejects.
team-role-owner-may = Owner: can do everything, and decides on members, rules and the language model.
team-remove = Take out of the brand
team-remove-sure = Take { $name } out of this brand? Texts and reviews stay. Steps that only { $name } could do pass to the owners.
team-remove-yes = Yes, take out
team-remove-no = No, leave it
team-removed = { $name } no longer belongs to this brand.
team-left = You no longer belong to this brand. Pick another with /switch.
team-back = ‹ Back
team-invite = Invite somebody
team-invite-roles = What may the person you invite do? Pick one role or more.
team-invite-make = Make the link
team-invite-made = Invitation for { $roles }, good until { $day }. Pass this link on:
team-invite-once = It works once, and I won't show it again.
team-invites = Open invitations
team-invites-open = { $count ->
    [0] No invitations are open.
    [one] One invitation is open:
   *[other] { $count } invitations are open:
 }
team-invite-line = { $roles }, until { $day }
team-invite-revoke = Revoke { $number }
team-invite-shut = Revoked; the link no longer works.
team-invite-gone = That invitation had been used or had expired.
team-admit = This link lets one person in, without a brand. It is good for a week:
team-groups = Groups
team-groups-count = { $count ->
    [0] No group is linked yet.
    [one] One group is linked.
   *[other] { $count } groups are linked.
 }
team-groups-how = In a linked group you review together. Add me to the group and send /link there while you are working in this brand.
team-group-add = Add to a group
team-group-drop = Unlink group { $number }
team-group-hello = Hello all. I'm Kernbot, an AI assistant for content. An owner links this group to a brand with /link; until then I show nothing here.
team-link-in-group = Send this command in the group that you want to link.
team-unlink-in-group = Send this command in the group that you want to unlink, or go to /team and pick Groups.
team-link-sure = Link this group to this brand? Whoever reads along here then also sees what is up for review.
team-link-yes = Yes, link
team-link-no = Never mind
team-linked = This group now belongs to this brand. News of reviews appears here as well from now on. Only people with the right role can decide.
team-unlink-sure = Unlink this group? Cards that are here already stay readable.
team-unlink-yes = Yes, unlink
team-unlinked = Unlinked. I show nothing more of this brand here. /link links the group again.
team-unlinked-before = That group was unlinked already.
team-kept = Everything stays as it was.
team-rules = Review rules
team-error-last-owner = A brand always has an owner. Make somebody else an owner first.
team-error-no-role = Without a role nobody can do anything here. Give another role first, or take the person out.
team-error-levels-full = Nine steps is the most there can be.
team-error-level-twice = There is a step of that name already. Pick another one.
team-error-group-taken = This group belongs to a brand already. Its owner has to unlink it first.

rules-title = How posts are reviewed
rules-approvals = { $count ->
    [one] One approval is enough.
   *[other] { $count } approvals are needed, from different people.
 }
rules-approvals-short = { $count } × approval
rules-steps = Approval in this order:
rules-step-anybody = any reviewer
rules-step-who = Tap whoever may do this step. With nobody ticked, any reviewer may.
rules-step-earlier = One place earlier
rules-step-drop = Remove this step
rules-add-step = Add a step
rules-ask-step = What is the step called? For instance: legal.
rules-author-alone = You approve your own text only as long as you are the only member.
rules-author-yes = Authors may approve their own text; the record says so.
rules-author-no = Authors never approve their own text.
rules-author-alone-short = Own: if alone
rules-author-yes-short = Own: allowed
rules-author-no-short = Own: never
rules-reminder = { $hours ->
    [one] Reminder after an hour.
   *[other] Reminder after { $hours } hours.
 }
rules-hours = { $hours } h
rules-responsible = Editorial responsibility: { $name }
rules-nobody = nobody
rules-set-responsible = Choose who is responsible
rules-ask-responsible = Who answers for what is published? The name goes on the record with every review.
rules-note = New rules also count for what is under review now.
