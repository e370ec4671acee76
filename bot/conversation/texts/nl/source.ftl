# Van een bron naar bewijs, een persona en een kleine serie.
source-got-text = Ik heb een tekst van { $count ->
    [one] één teken
   *[other] { $count } tekens
 } gekregen. Komt er nog een stuk, stuur dat er dan achteraan.
source-got-file = Ik heb het bestand { $name } gekregen.
source-where = Waar mag ik het voor gebruiken? Of zal ik er een merk, persona of propositie van maken?
source-internal-means = Bij ‘Alleen intern’ leest geen taalmodel mee en wordt niets eruit een bewijspunt.
source-use-internal = Alleen intern
source-use-anonymous = Mag naar buiten, zonder namen
source-use-publish = Mag naar buiten
source-make-brand = Merk
source-make-persona = Persona
source-make-proposition = Propositie
source-no = Nergens voor, vergeet het
source-reading = Ik lees het. Wat ik eruit haal, leg ik eerst aan je voor.
source-failed = Dit kon ik niet lezen, en er is niets bewaard.
source-failed-else = Plak de tekst anders hier in het gesprek.
source-unread = Het lezen is niet gelukt en er is niets bewaard. Je kunt de tekst of het bestand ook opnieuw sturen.
source-by-rules = Lees het zonder AI
source-nothing-brand = Hier haal ik geen merk uit: ik zie geen kopje of zin over tone of voice, aanspreekvorm of woorden. Met /brand vul je het zelf in.
source-nothing-persona = Hier haal ik geen persona uit: ik zie geen behoefte, vragen of bezwaren. Met /personas maak je er zelf een.
source-nothing-proposition = Hier haal ik geen propositie uit. Met /propositions schrijf je er zelf een.
source-found = { $count ->
    [0] Ik vond geen losse voorstellen. De tekst zelf kun je wel als bron bewaren.
    [one] Dit haal ik eruit. Tik op het nummer om het weg te laten.
   *[other] Dit haal ik eruit: { $count } voorstellen{ $pages ->
        [one] .
       *[other] , blad { $page } van { $pages }.
    } Tik op een nummer om het weg te laten of terug te zetten.
 }
source-stays-inside = Deze bron blijft binnen: de feiten hieronder worden geen bewijspunten.
source-nobody-named = Niemand mag herkenbaar zijn: laat weg waar een naam in staat, of haal de naam er later uit met /proof.
source-item-need = Behoefte van de lezer
source-item-questions = Vraag van de lezer
source-item-phase = Fase waar het over gaat
source-item-fact = Bewijspunt
source-item-series = Onderwerp voor een serie
source-item-sample = Voorbeeldtekst
source-take = Bewaar wat is aangevinkt
source-take-text = Bewaar als bron
source-take-brand = Verwerk in { $brand }
source-take-new = Maak er een nieuw merk van
source-new-brand = Nieuw merk
source-drop = Bewaar niets
source-drop-sure = { $count ->
    [one] Weet je het zeker? Dan vervalt het voorstel.
   *[other] Weet je het zeker? Dan vervallen de { $count } voorstellen.
 }
source-drop-yes = Ja, bewaar niets
source-drop-no = Terug
source-dropped = Er is niets bewaard. Met /help zie je wat je nog meer kunt doen.
source-kept = { $count ->
    [0] Er is niets bewaard: voor een persona is een behoefte nodig, voor een propositie de tekst zelf. Met /personas of /propositions vul je het zelf in.
    [one] Bewaard:
   *[other] Bewaard, { $count } stuks:
 }
source-kept-next = Nakijken en aanvullen: /personas, /propositions en /proof. Uitingen maken: /new.
source-kind-source = Bron
source-kind-persona = Persona
source-kind-proposition = Propositie
source-kind-proof = Bewijspunt
source-series = Van welk onderwerp maken we uitingen?
source-branded = Het merk is bijgewerkt. Met /brand zie je hoe het er nu bij staat.
source-file-holds = In dit bestand zit het merk { $brand }. Er is nog niets overgenomen.
source-file-personas = Persona’s: { $count }
source-file-propositions = Proposities: { $count }
source-file-proof = Bewijspunten: { $count }
source-file-assets = Middelen: { $count }
source-file-sources = Bronnen: { $count }
source-file-new = Nieuw merk { $brand }
source-file-add = Voeg toe aan { $brand }
source-file-added = { $count ->
    [0] Niets toegevoegd: wat in het bestand staat, was er al. Met /brand en /personas zie je wat er staat.
    [one] Eén onderdeel overgenomen. Met /brand en /personas zie je wat er staat.
   *[other] { $count } onderdelen overgenomen. Met /brand en /personas zie je wat er staat.
 }
source-no-voice = Spraakberichten uitschrijven staat hier niet aan. Typ wat er gezegd is, of stuur het als .txt, .docx of .pdf.
source-voice-goes = Dit bericht kan ik laten uitschrijven. Het geluid gaat dan naar { $provider }. Moet het binnen blijven, typ dan wat er gezegd is.
source-voice-write = Schrijf het uit
source-voice-hearing = Het wordt uitgeschreven. Je leest het na voordat er iets mee gebeurt.
source-voice-heard = Dit is er gezegd, voor zover het te verstaan was. Kloppen namen en getallen?
source-voice-used = Dit is er gezegd:
source-voice-long = De hele tekst staat in het bestand hierboven.
source-voice-file = uitgeschreven
source-voice-use = Klopt, gebruik dit
source-voice-mend = Ik verbeter het
source-voice-mending = Stuur de tekst zoals hij moet zijn. Die komt in de plaats van wat ik verstond.
source-voice-failed = Uitschrijven is niet gelukt. Er is niets bewaard. Je kunt ook typen wat er gezegd is.
source-voice-again = Probeer het nog eens
source-voice-not-consent = Uitschrijven doet een taalmodel, en dat staat voor dit merk uit. Een eigenaar zet het aan met /consent. Typ anders wat er gezegd is, of stuur het als .txt, .docx of .pdf.
source-voice-not-big = Deze opname is groter dan 20 MB. Stuur die in kortere stukken.
source-voice-not-gone = Deze opname is niet meer op te halen. Stuur die nog eens.
source-voice-not-kind = Dit is geen opname die ik kan laten uitschrijven. Het lukt met een spraakbericht, of met .ogg, .mp3, .m4a of .wav.
source-voice-not-silent = In deze opname wordt niets gezegd, of het is niet te verstaan. Typ wat erin hoort te staan.
source-hint = Daar kan ik zo niets mee. Dit kan wel:
source-hint-new = • Maak uitingen met /new, of noem in één zin een kanaal, een persona en het onderwerp.
source-hint-source = • Plak een langere tekst, stuur er een door of geef een bestand: ik zoek er bewijs en onderwerpen in.
source-hint-table = • Vul je merk aan met /brand, /personas of /propositions.
source-hint-review = • Kijk met /review wat op jouw oordeel wacht.
source-hint-board = • Lees met /board alle uitingen.
source-hint-help = • Bekijk met /help wat je hier nog meer kunt.
source-aside-sticker = Leuke sticker, maar lezen kan ik hem niet. Typ wat je wilt, of kijk bij /help.
source-aside-photo = Foto’s kan ik niet lezen. Typ de tekst over die erop staat, of stuur het als .docx of .pdf.
source-aside-location = Met een plek op de kaart kan ik niets. Hoort de plaats in je tekst, typ dan de naam.
source-aside-other = Dit kan ik niet lezen. Stuur tekst, of een bestand als .txt, .md, .docx of .pdf.
