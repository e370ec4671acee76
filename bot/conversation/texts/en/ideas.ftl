# Topics, key message, and what is being made.
ideas-growing = Topics are coming in …
ideas-title = Topics
ideas-question = The customer asks: { $question }
ideas-why = Fits with: { $why }
ideas-beside = This brand holds nothing about ‘{ $about }’ yet. These topics come from the rest. With a proof point (/proof) or a text about it I can work with it.
ideas-pick = Tap a topic, and I'll write the key message and the posts. You can pick more than one, in turn.
ideas-more = More ({ $left })
ideas-no-more = The reserve is empty. Try another angle, or steer.
ideas-angle = Another angle
ideas-steer = Steer
ideas-which-way = Which way should it go? One sentence will do.
ideas-later = Save for later
ideas-which-later = Which ones do you want to save? You'll find them with /ideas.
ideas-kept = Saved. You'll find it with /ideas.
ideas-back = Back to the topics
ideas-saved = { $count ->
    [0] You haven't saved any topics yet. /new gets you some.
    [one] One saved topic. Tap it to go on with it.
   *[other] { $count } saved topics. Tap one to go on with it.
}
ideas-recent = Your latest lists of topics are below as well.
ideas-open = List: { $title }
ideas-message = Key message
ideas-promise = Promise:
ideas-supports = What shows it:
ideas-objection = Objection:
ideas-answer = Answer:
ideas-next-step = Next step:
ideas-message-how-buttons = Use the buttons to put the core in your own words. After that you can have the posts written again.
ideas-message-how = Reply to this message to put the core in your own words. After that you can have the posts written again.
ideas-edit-core = Edit core
ideas-edit-promise = Edit promise
ideas-edit-next-step = Edit next step
ideas-redo = Another key message
ideas-write-again = Write posts again
ideas-word-core = How should the core read? Now it says:
ideas-word-promise = How should the promise read? Now it says:
ideas-word-next-step = What is the next step? Now it says:
ideas-your-words = Your words
ideas-working-topics = Thinking of topics …
ideas-working-more = Looking for new topics …
ideas-working-message = Writing another key message …
ideas-working-posts = Writing the key message and the posts …
ideas-stop = Stop
ideas-stopped-topics = Stopped. Nothing was kept; start again with /new.
ideas-stopped-more = Stopped. The topics you had are still there; tap one to go on.
ideas-stopped-message = Stopped. The key message is as it was.
ideas-stopped-posts = Stopped. What was written is kept. Tap the topic again for the rest.
ideas-ended-already = That is done or stopped already.
ideas-done-topics = { $count ->
    [one] Done: one topic.
   *[other] Done: { $count } topics.
 }
ideas-done-message = Done: another key message.
ideas-done-posts = { $count ->
    [0] There was nothing to write: every post on this topic is there already.
    [one] Done: one post, as a draft.
   *[other] Done: { $count } posts, as drafts.
} { $left ->
    [0] You'll find everything on /board.
    [one] I left one post alone: it is in review or further. You'll find everything on /board.
   *[other] I left { $left } posts alone: they are in review or further. You'll find everything on /board.
}
ideas-see-below = This did not work out. Below is what you can do.
ideas-failed = { $reason ->
    [interrupted] I was interrupted: the program has been restarted since.
    [NotPossibleError] This gives nothing new: no other variant fits.
    [NotFoundError] Something this rests on is gone by now.
    [BadInputError] Something in the brief no longer holds, such as a phase or channel that is gone.
    [QuotaError] The account with the provider of the language model has no credit left. Whoever runs this bot can top it up.
    [AccessError] The language model does not let me in: the key or the name of the model is wrong. Whoever runs this bot can put that right.
    [BusyError] The language model is too busy and takes nothing more for now. It may work again in a few minutes.
    [UnavailableError] The language model cannot be reached or falters right now. It may work again in a minute.
    [RefusedError] The language model declined to write this. Other words in the brief or the source may help.
    [ModelFailedError] The language model gave no usable answer.
   *[other] Something went wrong on my side.
}
ideas-overtaken = Somebody was ahead of you: there is another version by now.
ideas-missed = { $count ->
    [one] One post did not work out:
   *[other] { $count } posts did not work out:
}
ideas-kept-topics = Nothing was made yet. Your choices are above; start again with /new.
ideas-kept-more = The topics you had are still there. Another sentence or another angle may well work.
ideas-kept-message = The key message is as it was. You can also edit it yourself.
ideas-kept-posts = What was finished is kept, and will not be made twice. You'll find it on /board.
ideas-again = Try again
ideas-by-rules = Go on without AI, from templates
