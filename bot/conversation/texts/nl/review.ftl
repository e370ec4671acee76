# Beoordelen: berichten, beweringen, het woord van iemand van buiten.
review-news = { $kind ->
    [submit] { $who } vraagt je oordeel over versie { $version }.
    [withdraw] { $who } heeft versie { $version } teruggenomen.
    [approve] { $state ->
        [in_review] { $who } gaf akkoord op versie { $version }. Er is nog een akkoord nodig.
       *[other] { $who } gaf akkoord op versie { $version }. Ze is klaar om te gebruiken.
    }
    [request_changes] { $who } vraagt om een aanpassing van versie { $version }:
    [reject] { $who } wijst versie { $version } af:
    [comment] { $who } zegt over versie { $version }:
    [reported] { $who } geeft door wat iemand van buiten zei over versie { $version }. Het oordeel blijft aan jullie.
   *[other] { $who } heeft versie { $version } bijgewerkt.
 }
review-self-approval = Dit is een akkoord op eigen tekst. Zo staat het ook in het verslag.
review-open = Bekijk de uiting
review-rewrite = Herschrijf met deze reden
review-rewriting = Ik ga ermee aan de slag. De vorige versie blijft staan.
review-submitted = Ligt ter beoordeling. Wie beoordeelt, heeft bericht.
review-submitted-alone = Ligt ter beoordeling. Je werkt hier alleen, dus het oordeel is aan jou: open de kaart en loop de beweringen na.
review-withdrawn = Teruggenomen: het is weer een concept.
review-approved = { $state ->
    [in_review] Je akkoord staat. Er is nog een akkoord nodig.
   *[other] Akkoord. De uiting is klaar om te gebruiken.
 }
review-claims-first = Er staan nog beweringen open. Loop ze eerst na.
review-ask-changes = Wat moet er anders? Je volgende bericht gaat als reden naar de schrijver.
review-ask-reject = Waarom wijs je deze uiting af? Je volgende bericht gaat als reden naar de schrijver.
review-ask-comment = Wat wil je erover kwijt? Je volgende bericht komt bij de uiting te staan; er verandert niets aan de status.
review-placeholder = Typ je bericht
review-recorded = { $kind ->
    [reject] Afgewezen, met je reden erbij.
   *[other] Genoteerd: aanpassen, met je reden erbij.
 }
review-commented = Je opmerking staat erbij.

review-claims = Beweringen in versie { $version }
review-no-claims = In deze versie staat geen bewering die je hoeft na te gaan.
review-claims-left = { $left ->
    [0] Er staat niets meer open.
    [one] Nog één bewering houdt het akkoord tegen. Mist er bewijs? Voeg het toe met /proof of formuleer de zin zwakker.
   *[other] Nog { $left } beweringen houden het akkoord tegen. Mist er bewijs? Voeg het toe met /proof of formuleer de zin zwakker.
 }
review-standing = { $kind ->
    [promise] toezegging
    [opinion] mening: hoeft geen bewijs
   *[other] { $standing ->
        [proven] bewezen
        [from_brief] staat in de briefing
       *[other] onbewezen
    }
 }
review-ticked = { $kind ->
    [confirmed] Bevestigd door { $who }
    [not_a_claim] Volgens { $who } geen bewering
   *[other] Aangevinkt door { $who }
 }
review-proof = bewijspunt { $id }: { $text }
review-proof-gone = bewijspunt { $id } is ingetrokken of verlopen
review-source = bron: “{ $sentence }”
review-say-ticked = { $number } klopt
review-say-confirmed = { $number } zeggen we toe
review-say-not-a-claim = { $number } is geen bewering
review-weaker = { $number } zwakker formuleren
review-word-kept = Vastgelegd.
review-word-stood = Dat stond er al.
review-previous = Vorige
review-next = Volgende
review-approve = Akkoord geven
review-card = Terug naar de uiting
review-check-again = { $count ->
    [one] Eén uiting steunt op { $id }. Ze staat nu op ‘opnieuw controleren’: inplannen en plaatsen kan pas weer na een nieuwe blik.
   *[other] { $count } uitingen steunen op { $id }. Ze staan nu op ‘opnieuw controleren’: inplannen en plaatsen kan pas weer na een nieuwe blik.
 }

review-outside-button = Iemand van buiten
review-outside = Leest er iemand mee die hier niet in zit? Geef een Word-document mee, of leg vast wat diegene zei. Dat telt als doorgegeven; beslissen doen jullie hier.
review-paper = Word-document voor de klant
review-paper-caption = { $brand }: ter beoordeling
review-report = Leg een akkoord van buiten vast
review-ask-message = Stuur het bericht waarin het akkoord staat: doorsturen of plakken mag, een bestand ook.
review-ask-who = Van wie is dit akkoord? Zet op één regel: naam, organisatie, via welke weg, datum. Bijvoorbeeld: Noor de Wit, Waterschap Zuid, e-mail, 3-3-2026. Zonder datum neem ik vandaag.
review-who-unclear = Dat kan ik niet thuisbrengen. Ik zoek een naam, een organisatie en de weg waarlangs het kwam, met komma's ertussen; een datum mag erachter, maar ligt niet in de toekomst.
review-reported = Vastgelegd dat { $who } akkoord is. In het verslag staat dat jij dit doorgaf.
