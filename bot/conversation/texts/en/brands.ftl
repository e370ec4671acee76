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
brands-erase-what = The brand goes with everything in it: personas, propositions, proof, sources, posts and the record of who reviewed what.
brands-erase-others = { $count ->
    [one] Somebody else works in this brand. They will be told.
   *[other] { $count } others work in this brand. They will be told.
 }
brands-erase-first = There is no way back. Keep what you need first: posts with /export, the brand itself with /brand.
brands-erase-type = If you are sure, type the name:
brands-erase-no = Rather not
brands-kept = Nothing was erased.
brands-erased = Erased, with everything in it.
brands-erased-by = { $who } erased this brand, with everything in it.
brands-mine = My brands
