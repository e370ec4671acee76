# Wat overal voorkomt: fouten, oude kaarten, rechten.
somebody = Iemand anders
error-title = Dat lukte niet
error-conflict = { $deed ->
    [approve] { $who } was je voor en gaf al akkoord.
    [request_changes] { $who } was je voor en vroeg om een aanpassing.
    [reject] { $who } was je voor en wees de uiting af.
    [withdraw] { $who } was je voor en nam de uiting terug.
    [edit] { $who } was je voor: er is intussen iets gewijzigd.
   *[other] { $who } was je voor, en dat staat.
 } Bekijk de kaart opnieuw.
old-card = Deze kaart is verouderd. Open de uiting opnieuw via /review of /board.
unknown = Dat ken ik niet. Met /help zie je wat ik kan.
unknown-near = Dat ken ik niet. Bedoel je /{ $command }? Met /help zie je wat ik kan.
unknown-words = new: nieuw nieuwe maken maak uiting, ideas: ideeen idee onderwerp onderwerpen, review: beoordelen beoordeling nakijken, board: overzicht bord uitingen planning agenda kalender, audit: verslag, export: exporteren downloaden, brand: merk huisstijl, personas: persona doelgroep, propositions: proposities propositie belofte, proof: bewijs bewijzen bewijspunt bewijspunten, assets: middel middelen, channels: kanaal kanalen, journey: klantreis fase fasen fases, switch: merken wisselen, team: leden rollen, rules: regels, reminders: herinnering herinneringen, link: koppel koppelen, unlink: ontkoppelen loskoppelen, consent: toestemming taalmodel, usage: verbruik gebruik, language: taal, delete_me: wissen verwijderen, help: hulp, cancel: stop stoppen annuleren
no-workspace = Je hebt nog geen merk. Begin met /start, of vraag een collega om een uitnodiging.
error-text-wanted = Hier kan ik niets mee. Typ je antwoord als tekst.
error-too-long = Dat is te lang: hooguit { $most } tekens. Kort het in en stuur het opnieuw.
error-fault-title = Hier ging bij mij iets mis
error-fault = Deze ene stap is mislukt; wat je al had, is bewaard. Probeer het nog eens. Blijft het misgaan, geef dan deze code door aan je beheerder:
error-reference = Code:
error-for-admin = Fout { $kind }, code { $reference }. Het logboek heeft de rest.

refused-not-your-role = Daarvoor heb je in dit merk een andere rol nodig. Een eigenaar geeft je die met /team.
refused-needs-role = Daarvoor heb je in dit merk een andere rol nodig: { $roles }. Een eigenaar geeft je die met /team.
refused-roles-or = { $first } of { $last }
refused-wrong-state = Dat kan niet meer: deze versie is intussen verder. Open de kaart opnieuw.
refused-blocking-findings = Los eerst de punten op die akkoord tegenhouden. Ze staan op de kaart.
refused-open-claims = Er staan nog beweringen open. Vink ze aan, voeg bewijs toe of zwak de zin af.
refused-check-again = Bewijs waar deze uiting op steunt, is veranderd. Controleer de uiting eerst opnieuw.
refused-own-text = Je eigen tekst laat je door een ander beoordelen. De eigenaar kan dat anders instellen.
refused-already-approved = Je gaf al akkoord op deze versie. Nu is een ander aan de beurt.
refused-not-your-level = Deze stap is aan iemand anders. Met /rules zie je aan wie.
refused-reason-needed = Geef er een reden bij; dan weet de schrijver wat er anders moet.
