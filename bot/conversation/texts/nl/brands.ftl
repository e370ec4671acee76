# Meer merken naast elkaar.
brands-title = { $count ->
    [0] Je hebt nog geen merk
    [one] Je hebt één merk
   *[other] Je merken ({ $count })
 }
brands-how = Kies het merk waarvoor je nu werkt.
brands-none = Maak er een, of vraag een collega om een uitnodiging.
brands-new = Nieuw merk
brands-at-hand = Hier werk je nu. Wat je typt of doorstuurt, hoort vanaf nu bij dit merk. Met /new maak je uitingen.
brands-ask-name = Hoe heet het nieuwe merk?
brands-made = Het merk staat klaar en je werkt er nu in. Vul het aan met /personas en /propositions; daarna maak je met /new uitingen.
brands-copy-how = Wil je de afspraken over beoordelen en de kanalen van een ander merk meenemen? Teksten en bewijs gaan nooit mee.
brands-copy = Neem die van { $brand } over
brands-copied = De beoordelingsregels en kanalen van { $brand } gelden nu ook hier; teksten en bewijs zijn niet meegegaan. Wijzigen kan met /rules en /channels.
