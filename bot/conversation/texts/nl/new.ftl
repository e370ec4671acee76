# /new: van persona tot kanalen, en alles op één kaart.
new-ask-who = Voor wie schrijf je?
new-ask-when = Waar staat die persoon nu? Onder elke fase staat wat de klant daar zoekt.
new-ask-what = Welke propositie breng je?
new-ask-goal = Wil je er een doel bij, of iets waar het over moet gaan? Kies een doel, typ je onderwerp of een link, of sla dit over.
new-ask-where = Voor welke kanalen? Tik ze aan of uit.
new-about-now = Gaat over: { $about }
new-typing = Waar moet het over gaan?
new-same-as-last = Net als de vorige keer
new-all-channels = Alle kanalen
new-channels-done = { $count ->
    [one] Verder met 1 kanaal
   *[other] Verder met { $count } kanalen
}
new-one-channel = Kies minstens één kanaal.
new-skip = Overslaan
new-onward = Verder
new-back = Terug
new-stop = Stoppen
new-stopped = Gestopt. Met /new begin je opnieuw.
new-nothing-to-stop = Er loopt niets dat je kunt stoppen.
new-confirm = Klopt dit? Je kunt elk onderdeel nog wijzigen.
new-confirmed = Hiermee ga ik aan de slag.
new-unfinished = Je was hiermee bezig.
new-resume = Verdergaan
new-afresh = Opnieuw beginnen
new-make = Onderwerpen bedenken
new-use-saved = Met dit onderwerp verder
new-row-who = Persona:
new-row-when = Fase:
new-row-what = Propositie:
new-row-goal = Doel:
new-row-about = Gaat over:
new-row-link = Link:
new-row-where = Kanalen:
new-change-who = Persona wijzigen
new-change-when = Fase wijzigen
new-change-what = Propositie wijzigen
new-change-goal = Doel en onderwerp wijzigen
new-change-where = Kanalen wijzigen
new-lacking-who = Er is nog geen persona. Leg er met /personas een vast; daarna kun je aan de slag.
new-lacking-what = Er is nog geen propositie. Leg er met /propositions een vast; daarna kun je aan de slag.
new-choose = Dat herken ik niet. Tik op een knop, of typ de naam of het nummer.
new-not-understood = Ik haal hier te weinig uit. Noem bijvoorbeeld kanalen, persona en fase: “LinkedIn en TikTok voor de starter in de overwegingsfase over …”. Of stap voor stap, met /new.
