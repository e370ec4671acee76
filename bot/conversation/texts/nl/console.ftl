# De paar woorden van de terminal zelf; al het andere komt uit het gesprek.
console-welcome = Kies met een nummer of typ gewoon wat je wilt zeggen. Een bestand geef je door het hierheen te slepen. Een knop van een oudere kaart: 7.2 is knop 2 van kaart 7. Met Enter zie je de knoppen nog eens, met /quit stop je.
console-card = kaart { $number }
console-updated = kaart { $number } is bijgewerkt
console-updated-message = bijgewerkt
console-no-buttons = Er valt nu niets te kiezen. Typ wat je wilt, of /help.
console-no-such = Op kaart { $card } { $count ->
    [one] staat alleen knop { $first }
   *[other] staan knop { $first } tot en met { $last }
 }. Bedoel je { $typed } als antwoord, typ dan """{ $typed }""".
console-meanwhile = Terwijl je typte, veranderde er iets op het scherm. Kijk even en typ { $card }.{ $number } als je die knop bedoelt.
console-which = In deze map staat een bestand dat { $name } heet. Wat bedoel je?
console-the-file = Het bestand
console-the-words = Alleen deze woorden
console-missing = Dat bestand is er niet: { $path }
console-unfit = { $name } kan ik niet lezen. Geef een .txt, .md, .docx of .pdf.
console-saved = Opgeslagen als { $name } in { $folder }
console-not-saved = { $name } kon niet worden opgeslagen in { $folder }. Mag je in die map schrijven, en is er nog ruimte?
console-interrupted = Druk nog een keer op Ctrl-C om te stoppen.
console-trouble = Er ging iets mis en je bericht is niet verwerkt (code { $reference }). Wat eerder is opgeslagen, staat er nog. Probeer het opnieuw.
