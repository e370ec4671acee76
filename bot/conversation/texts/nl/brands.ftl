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
brands-erase-what = Het merk verdwijnt met alles erin: persona’s, proposities, bewijs, bronnen, uitingen en het verslag van wie wat beoordeelde.
brands-erase-others = { $count ->
    [one] Er werkt nog iemand in dit merk. Die krijgt bericht.
   *[other] Er werken nog { $count } anderen in dit merk. Zij krijgen bericht.
 }
brands-erase-first = Terughalen kan niet. Bewaar eerst wat je nodig hebt: uitingen met /export, het merk zelf met /brand.
brands-erase-type = Weet je het zeker, typ dan de naam:
brands-erase-no = Toch niet
brands-kept = Er is niets gewist.
brands-erased = Gewist, met alles erin.
brands-erased-by = { $who } heeft dit merk gewist, met alles erin.
brands-mine = Mijn merken
