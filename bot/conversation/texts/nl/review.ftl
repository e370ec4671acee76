# Beoordelen: berichten, beweringen, het woord van iemand van buiten.
review-news = { $kind ->
    [submit] { $who } vraagt je oordeel over versie { $version }.
    [withdraw] { $who } heeft versie { $version } teruggenomen.
    [approve] { $state ->
        [in_review] { $who } gaf akkoord op versie { $version }. Er is nog minstens één akkoord nodig.
       *[other] { $who } gaf akkoord op versie { $version }. De uiting is klaar om te gebruiken.
    }
    [request_changes] { $who } vraagt om een aanpassing van versie { $version }:
    [reject] { $who } wijst versie { $version } af:
    [comment] { $who } zegt over versie { $version }:
    [reported] { $who } geeft door wat iemand van buiten zei over versie { $version }. Het oordeel blijft aan jullie.
    [new_version] { $who } nam versie { $version } terug en maakt een nieuwe. Die hoef je pas te beoordelen als daarom gevraagd wordt.
   *[other] { $who } heeft versie { $version } bijgewerkt.
 }
review-self-approval = Dit is een akkoord op eigen tekst. Zo staat het ook in het verslag.
review-open = Bekijk de uiting
review-rewrite = Herschrijf met deze reden
review-rewriting = Ik ga ermee aan de slag. De vorige versie blijft staan.
review-submitted = Ligt ter beoordeling; de beoordelaars hebben bericht. Moet er iemand buiten het team naar kijken, laat die dan meelezen.
review-submitted-alone = Ligt ter beoordeling. Je werkt hier alleen, dus het oordeel is aan jou: loop de beweringen na en geef akkoord.
review-withdrawn = Teruggenomen: het is weer een concept.
review-approved = { $state ->
    [in_review] Je akkoord staat. Er is nog minstens één akkoord nodig.
   *[other] Akkoord. De uiting is klaar om te gebruiken.
 }
review-claims-first = Er staan nog beweringen open. Loop die eerst na.
review-ask-changes = Wat moet er anders? Je volgende bericht gaat als reden naar de schrijver.
review-ask-reject = Waarom wijs je deze uiting af? Je volgende bericht gaat als reden naar de schrijver.
review-ask-comment = Wat wil je erover kwijt? Je volgende bericht komt bij de uiting te staan; er verandert niets aan de status.
review-placeholder = Typ je bericht
review-recorded = { $kind ->
    [reject] Afgewezen. De schrijver krijgt je reden te zien.
   *[other] Teruggegeven om aan te passen. De schrijver krijgt je reden te zien.
 }
review-commented = Je opmerking staat bij de uiting.

review-claims = Beweringen in versie { $version }
review-no-claims = In deze versie staat geen bewering die je hoeft na te gaan.
review-claims-left = { $left ->
    [0] Er staat niets meer open.
    [one] Nog één bewering houdt akkoord tegen. Ontbreekt er bewijs? Voeg het toe met /proof, of zwak de zin af.
   *[other] Nog { $left } beweringen houden akkoord tegen. Ontbreekt er bewijs? Voeg het toe met /proof, of zwak de zin af.
 }
review-standing = { $kind ->
    [promise] belofte
    [opinion] mening: hoeft geen bewijs
   *[other] { $standing ->
        [proven] bewezen
        [from_brief] staat in de briefing
       *[other] niet bewezen
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
review-say-ticked = Bewering { $number } klopt
review-say-confirmed = { $number }: dit beloven we
review-say-all = { $count ->
    [2] Beide met bewijs kloppen
   *[other] Alle { $count } met bewijs kloppen
 }
review-say-all-briefed = { $count ->
    [2] Beide met bewijs of briefing kloppen
   *[other] Alle { $count } met bewijs of briefing kloppen
 }
review-say-not-a-claim = { $number } is geen bewering
review-weaker = { $number } afzwakken
review-word-kept = Vastgelegd.
review-word-stood = Dat stond er al.
review-next-post = Volgende uiting beoordelen
review-previous = Vorige
review-next = Volgende
review-approve = Akkoord geven
review-card = Terug naar de uiting
review-check-again = { $count ->
    [one] Eén uiting steunt op { $id }. Die staat nu op ‘opnieuw controleren’: inplannen en plaatsen kan pas als iemand er weer naar heeft gekeken. Je vindt hem met /board.
   *[other] { $count } uitingen steunen op { $id }. Die staan nu op ‘opnieuw controleren’: inplannen en plaatsen kan pas als iemand er weer naar heeft gekeken. Je vindt ze met /board.
 }

review-outside-button = Iemand laten meelezen
review-outside = Leest er iemand mee die niet in deze chat zit, zoals een klant? Geef een Word-document mee, of leg vast wat diegene zei. Dat telt als doorgegeven; beslissen doen jullie hier.
review-paper = Word-document voor de klant
review-paper-caption = { $brand }: ter beoordeling
review-report = Leg een akkoord van buiten vast
review-ask-message = Stuur het bericht waarin het akkoord staat: doorsturen of plakken mag, een bestand ook.
review-ask-who = Van wie is dit akkoord? Zet op één regel: naam, organisatie, via welke weg, datum. Bijvoorbeeld: Noor de Wit, Waterschap Zuid, e-mail, 3-3-2026. Zonder datum neem ik vandaag.
review-who-unclear = Dat kan ik niet thuisbrengen. Ik zoek een naam, een organisatie en de weg waarlangs het kwam, met komma's ertussen; een datum mag erachter, maar ligt niet in de toekomst.
review-reported = Vastgelegd dat { $who } akkoord is. In het verslag staat dat jij dit doorgaf.
