# De tafel: merk, persona's, proposities, bewijs, middelen, kanalen en klantreis.
table-list-persona = { $count ->
    [one] Eén persona
   *[other] Persona’s: { $count }
 }
table-list-proposition = { $count ->
    [one] Eén propositie
   *[other] Proposities: { $count }
 }
table-list-proof = { $count ->
    [one] Eén bewijspunt
   *[other] Bewijspunten: { $count }
 }
table-list-asset = { $count ->
    [one] Eén middel
   *[other] Middelen: { $count }
 }
table-withdrawn-list = Ingetrokken: { $count }
table-none-persona = Hier staat nog niemand. Aan wie denk je als je schrijft?
table-none-proposition = Hier staat nog niets. Wat beloof je, en aan wie?
table-none-proof = Hier staat nog niets. Zonder bewijspunt blijft een feit in een uiting onbewezen.
table-none-asset = Hier staat nog niets. Alleen een pagina of download die hier staat, mag in een uiting.
table-add-persona = Nieuwe persona
table-add-proposition = Nieuwe propositie
table-add-proof = Nieuw bewijspunt
table-add-asset = Nieuw middel
table-show-used = Terug naar wat in gebruik is
table-show-withdrawn = { $count ->
    [one] Eén ingetrokken
   *[other] { $count } ingetrokken
 }
table-earlier = ‹ Vorige
table-later = Volgende ›
table-back = Terug
table-ready = Klaar
table-empty = Leegmaken
table-to-list = Naar de lijst
table-now = Nu staat er:
table-kind-brand = Merk
table-kind-persona = Persona
table-kind-proposition = Propositie
table-kind-proof = Bewijspunt
table-kind-asset = Middel
table-is-withdrawn = Ingetrokken: wordt niet meer gebruikt.
table-still-empty = Nog leeg: { $fields }
table-seen = waargenomen
table-observed-button = Aanname of waargenomen
table-observed-how = Tik op een veld om het om te zetten. Waargenomen is wat iemand zei of wat je hebt gemeten; de rest is een aanname.
table-observed = { $field }: waargenomen
table-assumed = { $field }: aanname
table-withdraw = Intrekken
table-withdraw-sure = “{ $title }” intrekken? Terugzetten kan altijd.
table-withdraw-proof = Uitingen die erop steunen, moeten daarna opnieuw worden gecontroleerd.
table-withdrawn = Ingetrokken: { $title }
table-restore = Terugzetten
table-nothing-against = Hier is niets op aan te merken.
table-against = { $count ->
    [one] Eén aandachtspunt:
   *[other] { $count } aandachtspunten:
 }
table-sharper-button = Drie scherpere versies
table-sharper = Scherper kan zo. Wat tussen haken staat, weet alleen jij: vul dat daarna in.
table-sharper-number = Versie { $number }
table-sharper-open = Laat nog open: { $what }
table-sharper-findings = { $count ->
    [one] Eén aandachtspunt
   *[other] { $count } aandachtspunten
 }
table-sharper-take = Neem versie { $number }
table-sharper-none = Houd wat er staat
table-sharper-working = Ik schrijf drie scherpere versies. Ze komen zo.
table-sharper-failed = Het is niet gelukt om scherpere versies te schrijven. Je propositie staat er nog zoals die was; open hem met /propositions om het nog eens te proberen.
table-sharper-by-rules = Schrijf ze zonder AI, met sjablonen
table-part-need = in welke behoefte het voorziet
table-part-benefit = wat de klant eraan heeft
table-part-better = waarom het bij jou beter is
table-doubt = Let op: dit noemt { $other }, en je werkt nu voor { $brand }.
table-doubt-sure = Klopt, het hoort bij { $brand }
table-doubt-never = Vergeet het
table-other-brand-now = Je werkt intussen voor een ander merk, dus dit heb ik niet bewaard. Ga met /switch terug en open de kaart opnieuw.
table-channels = { $count ->
    [one] Eén kanaal in gebruik. Tik om er een aan of uit te zetten.
   *[other] { $count } kanalen in gebruik. Tik om er een aan of uit te zetten.
 }
table-last-channel = Eén kanaal moet blijven. Zet eerst een ander aan.
table-journey = In welke fasen denkt dit merk over de klant?
table-export = Bewaar als bestand
table-exported = { $brand }: alles wat je hebt vastgelegd, zonder wat is ingetrokken. Stuur het bestand terug om het weer in te lezen.
table-asset-page = pagina
table-needed = Dit veld kan niet leeg blijven.
table-choose = Kies een van de knoppen.
table-not-taken = Zo kan ik het niet bewaren. Schrijf het korter of anders.
table-link-wanted = Dat is geen webadres. Stuur er een dat met https:// begint.
table-too-many = Dat zijn te veel regels: hooguit { $most }.
table-date-wanted = Dat is geen bestaande datum. Typ hem als 31-12-2026.
table-how-list = Eén per regel, of met een puntkomma ertussen.
table-how-objections = Eén per regel. Zet je antwoord erachter na een verticale streep: bezwaar | antwoord
table-how-required = Eén per regel. Geldt het alleen bij een bepaald onderwerp: tekst | onderwerp
table-how-date = Typ de datum als 31-12-2026.
table-new-persona = Wat heeft deze persoon nodig? Eén of twee zinnen; de rest vul je daarna aan.
table-new-proposition = Wat beloof je? Eén of twee zinnen, zoals je het een klant zou zeggen.
table-new-proof = Welk feit kun je hardmaken? Eén zin, met het cijfer erin als dat er is.
table-new-asset = Hoe heet de pagina, film, download of bijeenkomst?
table-field-brand-name = Naam
table-ask-brand-name = Hoe heet het merk?
table-field-brand-sector = Branche
table-ask-brand-sector = In welke branche werkt het merk?
table-field-brand-voice = Tone of voice
table-ask-brand-voice = Wat is de tone of voice van het merk? Een paar zinnen.
table-field-brand-address = Aanspreekvorm
table-ask-brand-address = Hoe spreekt het merk zijn lezers aan?
table-field-brand-locale = Taalgebied
table-ask-brand-locale = Voor welk taalgebied schrijft het merk?
table-field-brand-emoji = Emoji
table-ask-brand-emoji = Hoeveel emoji mag er in een uiting?
table-field-brand-banned = Verboden woorden
table-ask-brand-banned = Welke woorden gebruikt het merk nooit?
table-field-brand-preferred = Voorkeurswoorden
table-ask-brand-preferred = Welke woorden gebruikt het merk graag?
table-field-brand-required = Verplichte teksten
table-ask-brand-required = Welke tekst moet in een uiting staan?
table-field-brand-site = Website
table-ask-brand-site = Wat is het adres van de website?
table-field-persona-name = Naam
table-ask-persona-name = Hoe noem je deze persona onder elkaar? De naam komt nooit in een uiting.
table-field-persona-role = Rol
table-ask-persona-role = Wat is de rol van deze persoon?
table-field-persona-need = Behoefte
table-ask-persona-need = Wat heeft deze persoon nodig?
table-field-persona-situation = Situatie
table-ask-persona-situation = In welke situatie zit deze persoon?
table-field-persona-questions = Vragen
table-ask-persona-questions = Welke vragen heeft deze persoon?
table-field-persona-decision-factors = Geeft de doorslag
table-ask-persona-decision-factors = Wat geeft voor deze persoon de doorslag?
table-field-persona-objections = Bezwaren
table-ask-persona-objections = Wat houdt deze persoon tegen?
table-field-persona-vocabulary = Eigen woorden
table-ask-persona-vocabulary = Welke woorden gebruikt deze persoon zelf?
table-field-persona-channels = Kanalen
table-ask-persona-channels = Waar kom je deze persoon tegen?
table-field-proposition-text = Propositie
table-ask-proposition-text = Wat beloof je? Eén of twee zinnen.
table-field-proposition-need = Behoefte
table-ask-proposition-need = In welke behoefte voorziet het?
table-field-proposition-benefit = Voordeel
table-ask-proposition-benefit = Wat heeft de klant eraan?
table-field-proposition-better = Waarom beter
table-ask-proposition-better = Waarom is het bij jullie beter dan elders?
table-field-proof-text = Feit
table-ask-proof-text = Welk feit kun je hardmaken? Eén zin.
table-field-proof-source = Bron
table-ask-proof-source = Waar komt het vandaan?
table-field-proof-period = Periode
table-ask-proof-period = Over welke periode gaat het?
table-field-proof-scope = Geldt voor
table-ask-proof-scope = Voor wie of wat geldt het?
table-field-proof-valid-until = Geldig tot en met
table-ask-proof-valid-until = Tot en met welke dag mag je het gebruiken?
table-field-asset-title = Titel
table-ask-asset-title = Hoe heet het?
table-field-asset-kind = Soort
table-ask-asset-kind = Wat is het: een pagina, film, download, bijeenkomst?
table-field-asset-url = Link
table-ask-asset-url = Op welk adres staat het?
table-choice-address-je = je
table-choice-address-u = u
table-choice-address-neutral = Zonder aanspreken
table-choice-emoji-none = Geen
table-choice-emoji-some = Een enkele
table-choice-emoji-free = Vrij
table-choice-locale-nl-NL = Nederland
table-choice-locale-nl-BE = Vlaanderen
table-choice-locale-en-GB = Engels, Brits
table-choice-locale-en-US = Engels, Amerikaans
