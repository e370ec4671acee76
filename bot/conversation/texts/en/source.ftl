# From a source to proof, a persona and a small series.
source-got-text = I have a text of { $count ->
    [one] one character
   *[other] { $count } characters
 }. If there is more of it, send that next.
source-got-file = I have the file { $name }.
source-where = What may I use it for? Or shall I turn it into a brand, persona or proposition?
source-internal-means = With “Internal only” no language model reads it, and nothing in it becomes a proof point.
source-use-internal = Internal only
source-use-anonymous = May go public, without names
source-use-publish = May go public
source-make-brand = Brand
source-make-persona = Persona
source-make-proposition = Proposition
source-no = Nothing, forget it
source-reading = I am reading it. You will see what I find before anything is kept.
source-failed = I could not read this, and nothing was kept.
source-failed-else = You can paste the text here instead.
source-unread = Reading it did not work out, and nothing was kept. You can also send the text or the file again.
source-by-rules = Read it without AI
source-nothing-brand = I find no brand in this: no heading or sentence about tone of voice, form of address or words. You can fill it in yourself with /brand.
source-nothing-persona = I find no persona in this: no need, questions or objections. You can make one with /personas.
source-nothing-proposition = I find no proposition in this. You can write one with /propositions.
source-found = { $count ->
    [0] I found nothing to propose. You can still keep the text itself as a source.
    [one] This is what I found. Tap the number to leave it out.
   *[other] This is what I found: { $count } proposals{ $pages ->
        [one] .
       *[other] , page { $page } of { $pages }.
    } Tap a number to leave it out or put it back.
 }
source-stays-inside = This source stays inside: the facts below do not become proof points.
source-nobody-named = Nobody may be recognised: leave out what holds a name, or take the name out later with /proof.
source-item-need = What the reader needs
source-item-questions = A question the reader has
source-item-phase = Phase it is about
source-item-fact = Proof point
source-item-series = A topic for a series
source-item-sample = Sample text
source-take = Keep what is ticked
source-take-text = Keep as a source
source-take-brand = Put it into { $brand }
source-take-new = Turn it into a new brand
source-new-brand = New brand
source-drop = Keep nothing
source-drop-sure = { $count ->
    [one] Are you sure? The proposal will be gone.
   *[other] Are you sure? The { $count } proposals will be gone.
 }
source-drop-yes = Yes, keep nothing
source-drop-no = Back
source-dropped = Nothing was kept. /help shows what else you can do.
source-kept = { $count ->
    [0] Nothing was kept: a persona can't do without a need, nor a proposition without its text. Fill it in yourself with /personas or /propositions.
    [one] Kept:
   *[other] Kept, { $count } in all:
 }
source-kept-next = Check and add to it: /personas, /propositions and /proof. Make posts: /new.
source-kind-source = Source
source-kind-persona = Persona
source-kind-proposition = Proposition
source-kind-proof = Proof point
source-series = Which topic shall we turn into posts?
source-branded = The brand is up to date. /brand shows what it looks like now.
source-file-holds = This file holds the brand { $brand }. Nothing has been taken over yet.
source-file-personas = Personas: { $count }
source-file-propositions = Propositions: { $count }
source-file-proof = Proof points: { $count }
source-file-assets = Assets: { $count }
source-file-sources = Sources: { $count }
source-file-new = New brand { $brand }
source-file-add = Add to { $brand }
source-file-added = { $count ->
    [0] Nothing was added: all of it was there already. /brand and /personas show what there is.
    [one] One entry was added. /brand and /personas show what there is.
   *[other] { $count } entries were added. /brand and /personas show what there is.
 }
source-no-voice = Voice messages are not transcribed here. Type what was said, or send it as .txt, .docx or .pdf.
source-voice-goes = I can have this written out. The sound then goes to { $provider }. If it has to stay inside, type what was said.
source-voice-write = Write it out
source-voice-hearing = It is being written out. You read it before anything is done with it.
source-voice-heard = This is what was said, as far as it could be understood. Are the names and figures right?
source-voice-used = This is what was said:
source-voice-long = The whole text is in the file above.
source-voice-file = transcript
source-voice-use = Right, use this
source-voice-mend = I will correct it
source-voice-mending = Send the text as it should be. It takes the place of what I understood.
source-voice-failed = It could not be written out. Nothing was kept. You can also type what was said.
source-voice-again = Try again
source-voice-not-consent = Writing it out takes a language model, and that is off for this brand. An owner turns it on with /consent. Or type what was said, or send it as .txt, .docx or .pdf.
source-voice-not-big = This recording is larger than 20 MB. Send it in shorter pieces.
source-voice-not-gone = I can no longer get at this recording. Send it again.
source-voice-not-kind = This is no recording that I can have written out. A voice message works, or .ogg, .mp3, .m4a or .wav.
source-voice-not-silent = Nothing is said in this recording, or it cannot be understood. Type what should be in it.
source-hint = I can't do anything with that as it is. Here is what works:
source-hint-new = • Make posts with /new, or name a channel, a persona and the subject in one sentence.
source-hint-source = • Paste or forward a longer text, or send a file: I look for proof and topics in it.
source-hint-table = • Fill in your brand with /brand, /personas or /propositions.
source-hint-review = • See with /review what waits for your decision.
source-hint-board = • Read all posts with /board.
source-hint-help = • See with /help what else you can do here.
source-aside-sticker = Nice sticker, but I can't read it. Type what you want, or see /help.
source-aside-photo = I can't read photos. Type the words that are on it, or send them as .docx or .pdf.
source-aside-location = A spot on the map is no use to me. If the place belongs in your text, type its name.
source-aside-other = I can't read this. Send text, or a file as .txt, .md, .docx or .pdf.
