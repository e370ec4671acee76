# /new: from persona to channels, and everything on one card.
new-ask-who = Who are you writing for?
new-ask-when = Where is that person now? Below each phase is what the customer looks for there.
new-ask-what = Which proposition do you want to bring?
new-ask-goal = Is there a goal, or something it should be about? Pick a goal, type your subject or a link, or skip this.
new-ask-where = For which channels? Tap to switch them on or off.
new-about-now = About: { $about }
new-typing = What should it be about?
new-same-as-last = Same as last time
new-all-channels = All channels
new-channels-done = { $count ->
    [one] Go on with 1 channel
   *[other] Go on with { $count } channels
}
new-one-channel = Pick at least one channel.
new-skip = Skip
new-onward = Go on
new-back = Back
new-stop = Stop
new-stopped = Stopped. Start again with /new.
new-nothing-to-stop = Nothing is running that you could stop.
new-confirm = Is this right? You can still change every part.
new-confirmed = I'll get to work with this.
new-unfinished = You were in the middle of this.
new-resume = Go on
new-afresh = Start over
new-make = Find topics
new-use-saved = Go on with this topic
new-row-who = Persona:
new-row-when = Phase:
new-row-what = Proposition:
new-row-goal = Goal:
new-row-about = About:
new-row-link = Link:
new-row-where = Channels:
new-change-who = Change persona
new-change-when = Change phase
new-change-what = Change proposition
new-change-goal = Change goal and subject
new-change-where = Change channels
new-lacking-who = There is no persona yet. Add one with /personas, and you can start.
new-lacking-what = There is no proposition yet. Add one with /propositions, and you can start.
new-choose = I don't recognise that. Tap a button, or type the name or number.
new-not-understood = That tells me too little. Name channels, persona and phase, for instance: “LinkedIn and TikTok for the first-time buyer in the consideration phase about …”. Or take it step by step with /new.
