# Vertrouwen: wat er met gegevens gebeurt, hulp, verbruik, taal en weggaan.
trust-private-only = Dat doe je in een privégesprek met mij; hier leest iedereen mee.
trust-former-member = oud-lid
trust-day = { $day } { $month ->
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
   *[12] december
 } { $year }

trust-privacy-title = Wat er met je gegevens gebeurt
trust-privacy-ai = Ik ben een AI-assistent. Wat ik schrijf is een voorstel: een mens uit je team beoordeelt het voordat iemand het gebruikt.
trust-privacy-what-title = Wat ik bewaar
trust-privacy-what = Je naam en je accountnummer in deze chat, je taal, je rollen per merk, wat je typt of stuurt om iets te laten maken, de versies die daaruit komen, wie wat wanneer heeft beoordeeld, waar ik je aan herinnerde, en hoeveel je per dag laat maken.
trust-privacy-where-title = Waar het staat
trust-privacy-where = In de database van wie deze Kernbot beheert. Gesprekken via Telegram lopen daarnaast over de servers van Telegram.
trust-privacy-contact = Beheerder: { $contact }
trust-privacy-admin = Wie de beheerder is, weet degene die je uitnodigde.
trust-privacy-how-long-title = Hoe lang
trust-privacy-how-long = Teksten en beoordelingen: tot het merk wordt gewist. Links voor iemand van buiten: tot ze verlopen of worden ingetrokken. Je account: tot je het wist. Nummers van berichten: { $updates ->
    [one] 1 dag
   *[other] { $updates } dagen
 }, zodat niets twee keer gebeurt. Afgeronde opdrachten: { $jobs ->
    [one] 1 dag
   *[other] { $jobs } dagen
 }.
trust-privacy-who-title = Wie het ziet
trust-privacy-team = De mensen in je merk, volgens hun rol; een ander merk ziet niets. De beheerder kan technisch bij de database.
trust-privacy-provider = Taalmodel: { $provider }. Daar gaat alleen tekst heen van een merk waarvan de eigenaar dat heeft aangezet met /consent. Uitzetten kan ook altijd. Interne bronnen gaan er nooit heen.
trust-privacy-voice = Spraakberichten gaan naar { $provider } als je ze laat uitschrijven. Dat vraag ik bij elk bericht.
trust-privacy-nobody = Er is geen taalmodel aangesloten: ik schrijf met sjablonen en er gaat geen tekst naar een ander.
trust-privacy-yours-title = Wat je kunt doen
trust-privacy-yours = Met /export_me krijg je alles over jou als bestand. Met /delete_me wis je jezelf; wat je besloot blijft bij het merk staan onder ‘oud-lid’. Klopt er iets niet of wil je bezwaar maken, vraag het de beheerder: die antwoordt binnen een maand.
trust-privacy-law-title = Welke regels gelden
trust-privacy-law = De AVG regelt je recht op inzage, wissen en meenemen; klagen kan bij de Autoriteit Persoonsgegevens of je eigen toezichthouder. De Europese AI-verordening (artikel 50) vraagt dat je weet dat je met AI praat. Dit is uitleg, geen juridisch advies.

trust-help-title = Wat ik voor je kan doen
trust-help-brand = Dit kun jij in dit merk:
trust-help-no-brand = Je hebt nog geen merk gekozen. Begin met /start; dit kan ook al:
trust-help-group = In deze groep hoor jij bij geen merk. Een eigenaar koppelt de groep met /link en nodigt je uit; dit kan al:
trust-help-loose = Je kunt ook gewoon typen wat je wilt maken, of een tekst of bestand sturen om van uit te gaan.

trust-consent-no-model = Er is geen taalmodel aangesloten. Ik schrijf met sjablonen; er gaat geen tekst naar een ander. Een taalmodel aansluiten kan alleen de beheerder.
trust-consent-on = { $provider } schrijft mee aan dit merk: briefing, persona, propositie, bewijs, vrijgegeven bronnen en concepten gaan daarheen. Interne bronnen niet.
trust-consent-off = Voor dit merk schrijf ik nu met sjablonen. Mag { $provider } meeschrijven? Dan gaan briefing, persona, propositie, bewijs, vrijgegeven bronnen en concepten daarheen. Interne bronnen niet. Je kunt het altijd terugdraaien.
trust-consent-given = Aangezet door { $who } op { $day }.
trust-consent-taken = Uitgezet door { $who } op { $day }.
trust-consent-start = Ja, laat { $provider } meeschrijven
trust-consent-stop = Stop ermee, alleen nog sjablonen

trust-usage-title = Wat er vandaag is gebruikt
trust-usage-person = Jij, in al je merken
trust-usage-workspace = Dit merk, met iedereen
trust-usage-generations = { $amount ->
    [one] 1 keer iets laten maken
   *[other] { $amount } keer iets laten maken
 }
trust-usage-generations-of = { $amount } van { $most } keer iets laten maken
trust-usage-tokens = Taalmodel: { $amount } tokens (stukjes tekst)
trust-usage-tokens-of = Taalmodel: { $amount } van { $most } tokens (stukjes tekst)
trust-usage-cost = Kosten: { $currency } { $amount }
trust-usage-cost-of = Kosten: { $currency } { $amount } van { $most }
trust-usage-new-day = Op { $day } om 0.00 uur ({ $zone }) begint de telling opnieuw.
trust-limit-person = Je hebt je grens voor vandaag bereikt: { $what }.
trust-limit-workspace = Dit merk heeft zijn grens voor vandaag bereikt: { $what }.
trust-limit-generations = het aantal keren dat ik iets maak
trust-limit-tokens = tekst door het taalmodel (tokens)
trust-limit-cost = kosten
trust-limit-frees = Vanaf { $day } om 0.00 uur ({ $zone }) kan het weer. Lezen, bewerken en beoordelen gaat gewoon door.

trust-language = In welke taal praten we?
trust-language-nl = Nederlands
trust-language-en = English
trust-language-set = Vanaf nu praat ik Nederlands. Uitingen houden de taal van hun briefing.

trust-export-name = kernbot-mijn-gegevens
trust-export = Alles wat ik over je bewaar. Bewaar het bestand zelf zorgvuldig.

trust-erase-title = Jezelf wissen
trust-erase-what = Je account, je naam, je lidmaatschappen en je lopende opdrachten verdwijnen. Uitingen en beoordelingen in een merk van anderen blijven daar, onder ‘oud-lid’.
trust-erase-brands = { $count ->
    [one] Dit merk is alleen van jou en gaat in zijn geheel mee:
   *[other] Deze merken zijn alleen van jou en gaan in hun geheel mee:
 }
trust-erase-first = Terughalen kan niet. Wil je eerst een kopie, gebruik dan /export_me.
trust-erase-type = Weet je het zeker, typ dan:
trust-erase-word = WISSEN
trust-erase-no = Toch niet
trust-erase-kept = Er is niets gewist.
trust-erase-needed = Dat kan nog niet: van deze merken ben jij de enige eigenaar, terwijl anderen erin werken.
trust-erase-needed-next = Maak met /team iemand anders eigenaar of haal de andere leden eruit. Daarna werkt /delete_me wel.
trust-erased = Je gegevens zijn gewist. Dank voor je werk, en tot ziens.

# Wat elk commando doet, voor /help en voor het menu van de chat.
trust-command-start = begin, of ga verder waar je was
trust-command-new = uitingen maken: persona, fase, propositie, kanalen
trust-command-ideas = bewaarde onderwerpen
trust-command-review = wat op jouw beoordeling wacht
trust-command-board = alle uitingen, per status
trust-command-audit = wie wat heeft beoordeeld
trust-command-export = goedgekeurde uitingen als bestand
trust-command-brand = het merk: tone of voice, aanspreekvorm, woorden
trust-command-personas = voor wie je schrijft
trust-command-propositions = wat je belooft
trust-command-proof = bewijspunten
trust-command-assets = middelen waarnaar je mag verwijzen
trust-command-channels = je kanalen
trust-command-journey = je klantreis
trust-command-switch = naar een ander merk
trust-command-team = leden, rollen en uitnodigingen
trust-command-rules = hoe jullie beoordelen
trust-command-reminders = waar ik je aan herinner
trust-command-link = deze groep aan je merk koppelen
trust-command-unlink = deze groep loskoppelen
trust-command-admit = iemand toegang geven tot deze Kernbot
trust-command-consent = mag een taalmodel meeschrijven?
trust-command-usage = wat er vandaag is gebruikt
trust-command-language = Nederlands of Engels
trust-command-privacy = wat er met je gegevens gebeurt
trust-command-export_me = al je gegevens als bestand
trust-command-delete_me = jezelf wissen
trust-command-delete_brand = een merk wissen, met alles erin
trust-command-help = wat je hier kunt doen
trust-command-cancel = stoppen waar je mee bezig was
trust-about-description = Kernbot helpt marketeers van persona, klantreisfase en propositie naar onderwerpen, een kernboodschap en uitingen per kanaal. Bij elke bewering zie je waar die op steunt, en niets gaat de deur uit voordat een mens het heeft beoordeeld. Je praat met een AI-assistent; via /privacy lees je wat er met je tekst gebeurt.
trust-about-short = Van persona, fase en propositie naar beoordeelde uitingen. AI-assistent voor contentteams.
trust-about-trouble = Er ging iets mis en je bericht is niet verwerkt (code { $reference }). Wat eerder is opgeslagen, staat er nog. Probeer het opnieuw.
