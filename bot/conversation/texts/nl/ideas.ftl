# Onderwerpen, kernboodschap, en wat er gemaakt wordt.
ideas-growing = Onderwerpen komen binnen …
ideas-title = Onderwerpen
ideas-question = Vraag van de klant: { $question }
ideas-why = Past bij: { $why }
ideas-beside = Over ‘{ $about }’ staat nog niets in dit merk. Deze onderwerpen komen uit de rest. Met een bewijspunt (/proof) of een tekst erover kan ik er wel iets mee.
ideas-pick = Tik op een onderwerp; dan maak ik de kernboodschap en de uitingen. Je kunt er meer kiezen, na elkaar.
ideas-more = Meer ({ $left })
ideas-no-more = De voorraad is op. Probeer een andere hoek of stuur bij.
ideas-angle = Andere hoek
ideas-steer = Bijsturen
ideas-which-way = Welke kant moet het op? Typ het in één zin.
ideas-later = Bewaren voor later
ideas-which-later = Welke wil je bewaren? Je vindt ze terug met /ideas.
ideas-kept = Bewaard. Je vindt het terug met /ideas.
ideas-back = Terug naar de onderwerpen
ideas-saved = { $count ->
    [0] Je hebt nog geen onderwerpen bewaard. Met /new bedenk ik er een paar.
    [one] Eén bewaard onderwerp. Tik erop om ermee verder te gaan.
   *[other] { $count } bewaarde onderwerpen. Tik er een aan om ermee verder te gaan.
}
ideas-recent = Hieronder staan ook je laatste lijsten met onderwerpen.
ideas-open = Lijst: { $title }
ideas-message = Kernboodschap
ideas-promise = Belofte:
ideas-supports = Dat blijkt uit:
ideas-objection = Bezwaar:
ideas-answer = Antwoord:
ideas-next-step = Volgende stap:
ideas-message-how-buttons = Met de knoppen zet je de kern in je eigen woorden. Daarna kun je de uitingen opnieuw laten maken.
ideas-message-how = Antwoord op dit bericht om de kern in je eigen woorden te zetten. Daarna kun je de uitingen opnieuw laten maken.
ideas-edit-core = Kern aanpassen
ideas-edit-promise = Belofte aanpassen
ideas-edit-next-step = Volgende stap aanpassen
ideas-redo = Andere kernboodschap
ideas-write-again = Uitingen opnieuw
ideas-word-core = Hoe moet de kern luiden? Nu staat er:
ideas-word-promise = Hoe moet de belofte luiden? Nu staat er:
ideas-word-next-step = Wat is de volgende stap? Nu staat er:
ideas-your-words = Jouw woorden
ideas-working-topics = Ik bedenk onderwerpen …
ideas-working-more = Ik zoek nieuwe onderwerpen …
ideas-working-message = Ik maak een andere kernboodschap …
ideas-working-posts = Ik schrijf de kernboodschap en de uitingen …
ideas-stop = Stoppen
ideas-stopped-topics = Gestopt. Er is niets bewaard; met /new begin je opnieuw.
ideas-stopped-more = Gestopt. De onderwerpen die je al had, staan er nog; tik er een aan om verder te gaan.
ideas-stopped-message = Gestopt. De kernboodschap blijft zoals die was.
ideas-stopped-posts = Gestopt. Wat al geschreven was, is bewaard. Tik het onderwerp opnieuw aan voor de rest.
ideas-ended-already = Dat is al klaar of al gestopt.
ideas-done-topics = { $count ->
    [one] Klaar: één onderwerp.
   *[other] Klaar: { $count } onderwerpen.
 }
ideas-done-message = Klaar: een andere kernboodschap.
ideas-done-posts = { $count ->
    [0] Er viel niets te schrijven: alle uitingen over dit onderwerp zijn er al.
    [one] Klaar: één uiting, als concept.
   *[other] Klaar: { $count } uitingen, als concept.
} { $left ->
    [0] Alles vind je terug met /board.
    [one] Eén uiting liet ik staan: die is al in beoordeling of verder. Alles vind je terug met /board.
   *[other] { $left } uitingen liet ik staan: die zijn al in beoordeling of verder. Alles vind je terug met /board.
}
ideas-see-below = Dit is niet gelukt. Hieronder staat wat je kunt doen.
ideas-failed = { $reason ->
    [interrupted] Ik werd onderbroken: het programma is intussen opnieuw gestart.
    [NotPossibleError] Dit levert niets nieuws op: er is geen andere variant die past.
    [NotFoundError] Iets waar dit op steunt, is intussen weg.
    [BadInputError] Iets in de briefing klopt niet meer, zoals een fase of kanaal dat er niet meer is.
    [QuotaError] Het tegoed bij de aanbieder van het taalmodel is op. Wie deze bot beheert, kan het aanvullen.
    [AccessError] Het taalmodel laat me niet toe: de sleutel of de naam van het model klopt niet. Wie deze bot beheert, kan dat herstellen.
    [BusyError] Het taalmodel heeft het te druk en neemt nu niets meer aan. Over een paar minuten kan het weer lukken.
    [UnavailableError] Het taalmodel is nu niet bereikbaar of hapert. Over een minuutje kan het weer lukken.
    [RefusedError] Het taalmodel wilde dit niet schrijven. Met andere woorden in de briefing of de bron lukt het misschien wel.
    [ModelFailedError] Het taalmodel gaf geen bruikbaar antwoord.
   *[other] Er ging bij mij iets mis.
}
ideas-overtaken = Iemand was je voor: er staat intussen een andere versie.
ideas-missed = { $count ->
    [one] Eén uiting is niet gelukt:
   *[other] { $count } uitingen zijn niet gelukt:
}
ideas-kept-topics = Er is nog niets gemaakt. Je keuzes staan hierboven; met /new begin je opnieuw.
ideas-kept-more = De onderwerpen die je al had, staan er nog. Een andere zin of een andere hoek kan wel iets opleveren.
ideas-kept-message = De kernboodschap staat er nog zoals die was. Je kunt hem ook zelf aanpassen.
ideas-kept-posts = Wat al af was, is bewaard en wordt niet nog eens gemaakt. Je vindt het met /board.
ideas-again = Opnieuw proberen
ideas-by-rules = Verder zonder AI, met sjablonen
