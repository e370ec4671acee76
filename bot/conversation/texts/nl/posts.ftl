# De kaart van een uiting.
posts-mark = concept, nog niet gebruiken
posts-state-draft = concept
posts-state-in-review = ter beoordeling
posts-state-approved = akkoord
posts-state-changes-requested = aanpassen
posts-state-rejected = afgewezen
posts-state-planned = ingepland
posts-state-published = geplaatst
posts-slot = Ingepland voor { $day }
posts-slot-waits = Staat gepland op { $day } en wacht op akkoord
posts-published-same = Geplaatst op { $day }, precies zoals goedgekeurd
posts-published-other = Geplaatst op { $day }, met een andere tekst dan de goedgekeurde
posts-published-before = Een eerdere versie is geplaatst op { $day }
posts-usable = Versie { $number } is akkoord en blijft intussen te gebruiken: die staat in /export.
posts-turn = Nu aan zet: { $who } ({ $step })
posts-check-again = Opnieuw controleren: bewijs onder deze uiting is veranderd.
posts-count = { $count } { $unit }
posts-count-of = { $count } van { $limit } { $unit }
posts-count-over = Te lang: { $count } van { $limit } { $unit }
posts-fold = Zichtbaar tot ongeveer { $fold } tekens: “… { $words } …”
posts-blocking = { $count ->
    [one] Dit houdt akkoord tegen
   *[other] Deze { $count } punten houden akkoord tegen
 }
posts-advice = { $count ->
    [one] Om nog naar te kijken
   *[other] Om nog naar te kijken ({ $count })
 }
posts-more = en nog { $count }
posts-claims = { $open ->
    [0] Beweringen: { $count }, allemaal afgehandeld
   *[other] Beweringen: { $count }, nog open: { $open }
 }
posts-version = versie { $number }
posts-outline = opzet zonder AI
posts-reply-hint = Wil je de tekst vervangen? Antwoord dan op deze kaart met de nieuwe.
posts-edit-hint = Wil je de tekst vervangen? Kies dan ‘Zelf bewerken’.
posts-somebody = oud-lid

# Waar een bewering op rust.
posts-standing-not-a-claim = geen bewering
posts-standing-opinion = mening
posts-standing-promise = belofte, nog te bevestigen
posts-standing-confirmed = belofte, bevestigd
posts-standing-gone = bewijspunt { $proof } geldt niet meer
posts-standing-proof = bewezen met { $proof }
posts-standing-proven = bewezen met de bron
posts-standing-from-brief = staat in de briefing
posts-standing-unproven = niet bewezen
posts-claim = Bewering
posts-claim-standing = Status: { $standing }
posts-claim-proof = Bewijspunt { $proof }
posts-claim-sentence = De zin uit { $title }
posts-claim-a-source = de bron
posts-claim-source = Bron: { $value }
posts-claim-period = Periode: { $value }
posts-claim-scope = Geldt voor: { $value }
posts-claim-date = Datum: { $value }
posts-claim-next = Ligt de uiting ter beoordeling, dan loopt een beoordelaar deze bewering na via ‘Beweringen nalopen’.
posts-claim-yours = Jij beoordeelt deze uiting: loop de beweringen na en zeg of deze klopt.
posts-claim-help = Leg er met /proof een bewijspunt onder, zwak de zin af, of laat een beoordelaar vastleggen dat het geen bewering is.

# Knoppen.
posts-back = Terug naar de uiting
posts-leave = Laat maar
posts-do-submit = Ter beoordeling
posts-do-approve = Akkoord
posts-do-request-changes = Aanpassen
posts-do-reject = Afwijzen
posts-do-withdraw = Terug naar concept
posts-tick = Beweringen nalopen
posts-comment = Opmerking
posts-edit = Zelf bewerken
posts-again = Opnieuw controleren
posts-anew = Ja, nieuwe versie
posts-hooks = Opening en alternatieven
posts-how-shorter = Korter
posts-how-longer = Langer
posts-how-other-hook = Andere opening
posts-how-other-tone = Andere toon
posts-how-weaker-claim = Afzwakken
posts-how-translate = Vertalen
posts-how-instruct = Eigen opdracht
posts-how-mend = Punten oplossen
posts-versions = Versies
posts-whole = Hele tekst
posts-clean = Schone tekst
posts-plan = Inplannen
posts-replan = Andere dag
posts-unplan = Uit de planning
posts-publish = Is geplaatst
posts-retry = Nog een keer
posts-no-link = Er is geen link
posts-same = Ja, precies zo
posts-other = Nee, anders
posts-copy-text = 📋 Tekst

# Vragen.
posts-ask-text = Stuur de nieuwe tekst. De vorige versie blijft bewaard, en de nieuwe begint als concept.
posts-ask-text-or-part = Stuur de nieuwe tekst, of kies een onderdeel. De vorige versie blijft bewaard, en de nieuwe begint als concept.
posts-ask-part = Stuur “{ $part }” opnieuw, in zijn geheel. Zet elke zin of elk punt van een lijst of script op een eigen regel.
posts-ask-hooks = Stuur alle openingen opnieuw, elk op een eigen regel. De eerste regel wordt de opening van de uiting zelf; de rest blijft als alternatief bewaard.
posts-ask-alt-text = Stuur de nieuwe alt-tekst. Nu staat er: { $now }
posts-ask-replies = Stuur alle reacties opnieuw: de reactie op de eerste regel, je antwoord eronder en een lege regel voor de volgende. Nu staat er:
    { $now }
posts-ask-anew = { $state ->
    [in_review] Deze tekst ligt ter beoordeling. Een nieuwe versie haalt hem daar weg: wie om een oordeel gevraagd is, krijgt bericht, en een akkoord dat er al is, telt niet mee.
    [approved] Deze tekst is akkoord. Een nieuwe versie begint als concept en moet weer beoordeeld worden; deze blijft intussen te gebruiken.
    [planned] Deze tekst is akkoord en ingepland. Een nieuwe versie begint als concept en moet weer beoordeeld worden; de dag blijft staan.
   *[other] Deze tekst is geplaatst. Een nieuwe versie begint als concept en moet weer beoordeeld worden; wat geplaatst is, blijft bewaard.
 } Een nieuwe versie maken?
posts-ask-wish = Wat moet er anders? Schrijf het zoals je het tegen een collega zou zeggen.
posts-ask-hook = Met welke opening?
posts-ask-claim = Welke bewering mag voorzichtiger?
posts-ask-date = Op welke dag? Kies er een of typ een datum, zoals 24-12 of 2027-01-05.
posts-ask-link = Waar staat de uiting? Stuur de link.
posts-ask-same = Staat daar precies de goedgekeurde tekst?
posts-date-unreadable = Daar maak ik geen datum van. Typ dag en maand, zoals 24-12.
posts-date-words = vandaag, morgen, overmorgen
posts-date-past = Kies een dag vanaf vandaag, hooguit drie jaar vooruit.
posts-link-unreadable = Dat is geen link. Stuur een adres dat met https:// begint, of kies ‘Er is geen link’.

# Herschrijven.
posts-rewriting = Ik ga ermee aan de slag. De huidige versie blijft staan tot er een nieuwe is.
posts-rewrite-kept = De versie die er stond, is niet veranderd.
posts-rewrite-failed = Het herschrijven is niet gelukt.
posts-rewrite-gone = De uiting is er niet meer.
posts-rewrite-quota = Het tegoed bij de aanbieder van het taalmodel is op.
posts-rewrite-refused = Het taalmodel wilde dit niet schrijven. Pas de tekst of je instructie aan.
posts-rewrite-model = Het taalmodel gaf geen bruikbaar antwoord.
posts-rewrite-interrupted = Het herschrijven werd onderbroken doordat ik opnieuw startte.
posts-rewrite-late = Intussen heeft iemand anders een nieuwe versie gemaakt, dus die van mij is niet opgeslagen.
posts-rewrite-stopped = Gestopt. De versie die er stond, is niet veranderd.
posts-not-needs-model = Daar is een taalmodel voor nodig. Zonder taalmodel kun je de tekst wel zelf bewerken.
posts-not-edited = Iemand heeft zelf in deze tekst geschreven; met sjablonen kom ik daar niet aan. Bewerk de tekst zelf.
posts-not-other-writer = Deze tekst heeft een taalmodel geschreven; met sjablonen kan ik er niets mee. Bewerk de tekst zelf.
posts-not-no-hooks = Er ligt geen andere opening klaar voor deze uiting. Je kunt er zelf een schrijven.
posts-not-unknown-hook = Die opening hoort niet meer bij deze tekst. Open de uiting opnieuw.
posts-not-unknown-claim = Die zin staat niet meer in de tekst. Open de uiting opnieuw.
posts-not-claim-stays = Die zin kan er niet uit: dan blijft er te weinig over, of hij is verplicht.
posts-not-shortest = Korter lukt niet: wat weg kon, is al weg.
posts-not-longest = Langer lukt niet: de briefing geeft niet meer stof.
posts-not-no-variation = Ik heb geen andere formulering meer over.
posts-not-nothing-to-mend = Er is niets op te lossen.
posts-not-not-mended = Het lukte niet om deze punten weg te schrijven. Bewerk de tekst zelf.
posts-not-no-instruction = Zeg erbij wat er anders moet.
posts-not-unchanged = Dat is dezelfde tekst als nu.
posts-not-no-text = Er bleef geen tekst over.
posts-not-unknown-part = Dat onderdeel heeft dit kanaal niet.
posts-not-reply-unclear = Zet de reactie op de eerste regel en je antwoord eronder, met een lege regel tussen twee reacties.
posts-not-beside-shut = Dat zou akkoord tegenhouden, bijvoorbeeld door een verboden woord of een claim die niet mag. Formuleer het anders.
posts-not-over-limit = De nieuwe tekst werd langer dan het kanaal toelaat.
posts-not-mark-lost = In de nieuwe tekst viel de vermelding weg dat het reclame is.
posts-not-words-lost = In de nieuwe tekst viel een verplicht woord weg.
posts-not-no-more-topics = Er zijn geen nieuwe onderwerpen meer. Maak een nieuwe briefing met /new.
posts-not-no-match = Geen onderwerp sluit aan bij die zin. Probeer een andere.

# Versies.
posts-versions-title = { $count ->
    [one] Eén versie
   *[other] { $count } versies
 }
posts-version-line = { $number }. { $origin } door { $who }, { $day } ({ $state })
posts-origin-written = geschreven
posts-origin-rewritten = herschreven
posts-origin-edited = bewerkt
posts-version-title = Versie { $number }, { $state }
posts-version-before = Versie { $number }
posts-diff-legend = Vergeleken met versie { $number }: nieuwe woorden vet, verdwenen woorden tussen [− −].

# De goedgekeurde tekst.
posts-clean-told = Hierboven staat versie { $number } zoals die is goedgekeurd, klaar om te kopiëren of door te sturen.
posts-day = { $weekday ->
    [1] maandag
    [2] dinsdag
    [3] woensdag
    [4] donderdag
    [5] vrijdag
    [6] zaterdag
   *[other] zondag
 } { $day } { $month ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[other] december
 } { $year }
posts-day-short = { $weekday ->
    [1] ma
    [2] di
    [3] wo
    [4] do
    [5] vr
    [6] za
   *[other] zo
 } { $day } { $month ->
    [1] jan
    [2] feb
    [3] mrt
    [4] apr
    [5] mei
    [6] jun
    [7] jul
    [8] aug
    [9] sep
    [10] okt
    [11] nov
   *[other] dec
 }
