# The table: brand, personas, propositions, proof, assets, channels and journey.
table-list-persona = { $count ->
    [one] One persona
   *[other] Personas: { $count }
 }
table-list-proposition = { $count ->
    [one] One proposition
   *[other] Propositions: { $count }
 }
table-list-proof = { $count ->
    [one] One proof point
   *[other] Proof points: { $count }
 }
table-list-asset = { $count ->
    [one] One asset
   *[other] Assets: { $count }
 }
table-withdrawn-list = Withdrawn: { $count }
table-none-persona = Nobody here yet. Who do you picture when you write?
table-none-proposition = Nothing here yet. What do you promise, and to whom?
table-none-proof = Nothing here yet. Without a proof point, a fact in a post stays unproven.
table-none-asset = Nothing here yet. Only a page or download listed here may appear in a post.
table-add-persona = New persona
table-add-proposition = New proposition
table-add-proof = New proof point
table-add-asset = New asset
table-show-used = Back to what is in use
table-show-withdrawn = { $count ->
    [one] One withdrawn
   *[other] { $count } withdrawn
 }
table-earlier = ‹ Previous
table-later = Next ›
table-back = Back
table-ready = Done
table-empty = Clear it
table-to-list = To the list
table-now = Now it says:
table-kind-brand = Brand
table-kind-persona = Persona
table-kind-proposition = Proposition
table-kind-proof = Proof point
table-kind-asset = Asset
table-is-withdrawn = Withdrawn: not used any more.
table-still-empty = Still empty: { $fields }
table-seen = observed
table-observed-button = Assumed or observed
table-observed-how = Tap a field to switch it. Observed means that somebody said it or that you measured it; the rest is assumed.
table-observed = { $field }: observed
table-assumed = { $field }: assumed
table-withdraw = Withdraw
table-withdraw-sure = Withdraw “{ $title }”? You can always put it back.
table-withdraw-proof = Posts that rest on it will have to be checked again.
table-withdrawn = Withdrawn: { $title }
table-restore = Put it back
table-nothing-against = Nothing here needs another look.
table-against = { $count ->
    [one] One point to look at:
   *[other] { $count } points to look at:
 }
table-sharper-button = Three sharper versions
table-sharper = It could be sharper, like this. Only you know what goes in the brackets: fill that in afterwards.
table-sharper-number = Version { $number }
table-sharper-open = Still open: { $what }
table-sharper-findings = { $count ->
    [one] One point to look at
   *[other] { $count } points to look at
 }
table-sharper-take = Take version { $number }
table-sharper-none = Keep what is there
table-sharper-working = I am writing three sharper versions. They will be here shortly.
table-sharper-failed = I did not manage to write sharper versions. Your proposition is as it was; open it with /propositions to try again.
table-sharper-by-rules = Write them without AI, from templates
table-part-need = which need it meets
table-part-benefit = what the customer gets out of it
table-part-better = why it is better with you
table-doubt = Careful: this names { $other }, and you are working for { $brand } now.
table-doubt-sure = Right, it belongs to { $brand }
table-doubt-never = Forget it
table-other-brand-now = You are working for another brand by now, so I did not keep this. Go back with /switch and open the card again.
table-channels = { $count ->
    [one] One channel in use. Tap to switch one on or off.
   *[other] { $count } channels in use. Tap to switch one on or off.
 }
table-last-channel = One channel has to stay. Switch another one on first.
table-journey = Which phases does this brand use for its customers?
table-export = Save as a file
table-exported = { $brand }: everything you put down, without what was withdrawn. Send the file back to read it in again.
table-asset-page = page
table-needed = This field cannot stay empty.
table-choose = Pick one of the buttons.
table-not-taken = I can't keep it like this. Make it shorter, or put it differently.
table-link-wanted = That is no web address. Send one that begins with https://.
table-too-many = Those are too many lines: { $most } at most.
table-date-wanted = That date does not exist. Type it as 31-12-2026, day first.
table-how-list = One per line, or with semicolons in between.
table-how-objections = One per line. Put your answer after a bar: objection | answer
table-how-required = One per line. If it only goes with a certain subject: text | subject
table-how-date = Type the date as 31-12-2026, day first.
table-new-persona = What does this person need? One or two sentences; you fill in the rest afterwards.
table-new-proposition = What do you promise? One or two sentences, the way you would say it to a customer.
table-new-proof = Which fact can you back up? One sentence, with the figure in it if there is one.
table-new-asset = What is the page, film, download or event called?
table-field-brand-name = Name
table-ask-brand-name = What is the brand called?
table-field-brand-sector = Sector
table-ask-brand-sector = Which sector does the brand work in?
table-field-brand-voice = Tone of voice
table-ask-brand-voice = What does the brand sound like? A few sentences.
table-field-brand-address = Form of address
table-ask-brand-address = How does the brand address its readers? (This matters in Dutch.)
table-field-brand-locale = Locale
table-ask-brand-locale = Which variety of the language does the brand write?
table-field-brand-emoji = Emoji
table-ask-brand-emoji = How many emoji may a post have?
table-field-brand-banned = Banned words
table-ask-brand-banned = Which words does the brand never use?
table-field-brand-preferred = Preferred words
table-ask-brand-preferred = Which words does the brand like to use?
table-field-brand-required = Required texts
table-ask-brand-required = Which text has to be in a post?
table-field-brand-site = Website
table-ask-brand-site = What is the address of the website?
table-field-persona-name = Name
table-ask-persona-name = What do you call this persona among yourselves? The name never appears in a post.
table-field-persona-role = Role
table-ask-persona-role = What is this person’s role?
table-field-persona-need = Need
table-ask-persona-need = What does this person need?
table-field-persona-situation = Situation
table-ask-persona-situation = What situation is this person in?
table-field-persona-questions = Questions
table-ask-persona-questions = Which questions does this person have?
table-field-persona-decision-factors = Deciding factors
table-ask-persona-decision-factors = What decides it for this person?
table-field-persona-objections = Objections
table-ask-persona-objections = What holds this person back?
table-field-persona-vocabulary = Own words
table-ask-persona-vocabulary = Which words does this person use?
table-field-persona-channels = Channels
table-ask-persona-channels = Where do you meet this person?
table-field-proposition-text = Proposition
table-ask-proposition-text = What do you promise? One or two sentences.
table-field-proposition-need = Need
table-ask-proposition-need = Which need does it meet?
table-field-proposition-benefit = Benefit
table-ask-proposition-benefit = What does the customer get out of it?
table-field-proposition-better = Why better
table-ask-proposition-better = Why is it better with you than elsewhere?
table-field-proof-text = Fact
table-ask-proof-text = Which fact can you back up? One sentence.
table-field-proof-source = Source
table-ask-proof-source = Where does it come from?
table-field-proof-period = Period
table-ask-proof-period = Which period is it about?
table-field-proof-scope = Holds for
table-ask-proof-scope = For whom or what does it hold?
table-field-proof-valid-until = Valid until
table-ask-proof-valid-until = Until which day may you use it?
table-field-asset-title = Title
table-ask-asset-title = What is it called?
table-field-asset-kind = Kind
table-ask-asset-kind = What is it: a page, film, download, event?
table-field-asset-url = Link
table-ask-asset-url = What is its address?
table-choice-address-je = je (informal)
table-choice-address-u = u (formal)
table-choice-address-neutral = Without either
table-choice-emoji-none = None
table-choice-emoji-some = A few
table-choice-emoji-free = Freely
table-choice-locale-nl-NL = Dutch, Netherlands
table-choice-locale-nl-BE = Dutch, Flanders
table-choice-locale-en-GB = British English
table-choice-locale-en-US = American English
