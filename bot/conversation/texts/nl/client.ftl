# De pagina voor iemand van buiten, die via een link meeleest.
client-title = Teksten om te beoordelen
client-how = Lees elke tekst en geef aan of u akkoord bent of een opmerking hebt. Dat kan één keer per tekst; wat u openlaat, kunt u later nog beantwoorden.
client-all = { $count ->
    [one] Er staat één tekst voor u klaar.
   *[other] Er staan { $count } teksten voor u klaar.
 }
client-left = { $left ->
    [one] Van de { $count } teksten staat er nog één open.
   *[other] Van de { $count } teksten staan er nog { $left } open.
 }
client-until = Deze pagina blijft open tot en met { $day }.
client-concept = Concept
client-concept-how = Deze tekst wordt in het team zelf nog beoordeeld.
client-place = Tekst { $number } · { $channel }
client-verdict = Uw oordeel over tekst { $number }
client-approve = Akkoord
client-comment = Ik heb een opmerking
client-remark = Opmerking bij tekst { $number }
client-remark-hint = Verplicht als u een opmerking kiest.
client-changed = Het team heeft deze tekst gewijzigd of teruggenomen. Hier kunt u er niet meer op antwoorden. Vraag degene die u de link stuurde om een nieuwe.
client-lost-head = Niet alles is vastgelegd
client-lost = Uw antwoord op tekst { $number } is niet vastgelegd: de tekst is intussen gewijzigd.
client-typed = Dit schreef u:
client-approved = U ging op { $day } akkoord met deze tekst.
client-commented = U schreef op { $day } een opmerking bij deze tekst.
client-done = Bedankt, uw reactie is binnen. Het team weet nu wat u ervan vindt en beslist hoe het verder gaat.
client-nothing-open = Er staat geen tekst meer open.
client-who = Wie bent u?
client-who-hint = Uw naam, organisatie en antwoorden komen in het verslag van het team te staan, bij de versie die u las. Verder bewaart deze pagina niets over u.
client-name = Naam
client-organisation = Organisatie
client-send = Verstuur mijn reactie
client-foot = Deze pagina plaatst geen cookies en volgt niemand.
client-error = Fout
client-errors = Er is nog niets verstuurd
client-no-name = Vul uw naam in.
client-no-organisation = Vul uw organisatie in.
client-no-verdict = Kies bij minstens één tekst wat u ervan vindt.
client-no-remark = Schrijf uw opmerking bij tekst { $number } op.
client-name-long = Houd uw naam korter: er is plaats voor { $most } tekens.
client-organisation-long = Houd de organisatie korter: er is plaats voor { $most } tekens.
client-remark-long = Uw opmerking bij tekst { $number } is te lang: er is plaats voor { $most } tekens.
client-gone = Deze pagina is er niet
client-gone-how = De link klopt niet of is niet meer geldig. Vraag degene die hem stuurde om een nieuwe.
client-busy = Even geduld
client-busy-how = Er kwamen te veel verkeerde links binnen. Probeer het over tien minuten opnieuw.
client-trouble = Er ging aan onze kant iets mis
client-trouble-how = Er is niets vastgelegd. Probeer het over een minuut opnieuw.
client-refused = Dit kon niet worden gelezen
client-refused-how = Wat er binnenkwam is te groot of geen ingevuld formulier. Ga terug en probeer het opnieuw.
