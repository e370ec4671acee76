# Several brands side by side.
brands-title = { $count ->
    [0] You have no brand yet
    [one] You have one brand
   *[other] Your brands ({ $count })
 }
brands-how = Pick the brand you are working for now.
brands-none = Make one, or ask a colleague for an invitation.
brands-new = New brand
brands-at-hand = You are working here now. Whatever you type or forward belongs to this brand. Make posts with /new.
brands-ask-name = What is the new brand called?
brands-made = The brand is ready, and you are working in it. Add to it with /personas and /propositions; then make posts with /new.
brands-copy-how = Shall the review rules and channels of another brand come along? Texts and proof never do.
brands-copy = Copy those of { $brand }
brands-copied = The review rules and channels of { $brand } now hold here as well; texts and proof stayed where they were. Change them with /rules and /channels.
