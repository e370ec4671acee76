# Herinneringen.
reminders-title = herinnering
reminders-titles = herinneringen
reminders-review = { $where ->
    [group] { $count ->
        [one] Eén uiting wacht op een oordeel.
       *[other] { $count } uitingen wachten op een oordeel.
    }
   *[person] { $count ->
        [one] Eén uiting wacht nog op jouw oordeel.
       *[other] { $count } uitingen wachten nog op jouw oordeel.
    }
 }
reminders-planned-waiting = Let op, vandaag gepland maar niet klaar om te plaatsen:
reminders-planned-ready = Vandaag gepland en klaar om te plaatsen:
reminders-post-state = { $post } ({ $state })
reminders-proof-ends = { $id } geldt tot en met { $day }: { $text }
reminders-proof-over = { $id } is verlopen, { $day } was de laatste dag: { $text }
reminders-proof-posts = { $count ->
    [one] Eén uiting steunt erop.
   *[other] { $count } uitingen steunen erop.
 }
reminders-proof-next = Klopt het bewijs nog? Zet er dan een nieuwe datum bij.
reminders-proof-soon = Anders moeten de uitingen die erop steunen straks opnieuw gecontroleerd worden.
reminders-proof-now = Tot die tijd kun je wat erop steunt niet inplannen of plaatsen.
reminders-more = en nog { $count }
reminders-unfinished = { $step ->
    [order] Je was uitingen aan het maken en bent halverwege gestopt. Wat je koos, staat er nog.
    [source] Je stuurde iets om mee te werken, maar zei nog niet wat ik ermee mag. Het ligt er nog.
    [voice] Je stuurde een opname die nog niet is uitgeschreven. Die ligt er nog.
   *[text] Je wilde een uiting zelf bewerken, maar ik heb je nieuwe tekst niet gezien.
 }
reminders-go-on = Ga verder
reminders-let-go = Laat maar
reminders-gone = Goed, ik laat het los. Met /new begin je opnieuw.
reminders-later = Later opnieuw
reminders-later-told = Ik kom erop terug op { $day }, als het dan nog nodig is.
reminders-off = Niet meer melden
reminders-off-told = Goed, dit meld ik hier niet meer. Met /reminders zet je het weer aan.
reminders-open-proof = Bekijk { $id }
reminders-open-queue = Bekijk ze allemaal
reminders-kind = { $kind ->
    [review] Wat op een oordeel wacht
    [planned] Wat vandaag gepland staat
    [proof] Bewijs dat afloopt
   *[unfinished] Wat halverwege bleef liggen
 }
reminders-hours = Uren instellen
reminders-about-review = { $hours ->
    [one] Wacht een uiting een uur op je oordeel, dan laat ik het je weten.
   *[other] Wacht een uiting { $hours } uur op je oordeel, dan laat ik het je weten.
 }
reminders-about = Wat voor vandaag gepland staat, meld ik om 9 uur. Over bewijs dat afloopt begin ik 30 en 7 dagen vooraf, en als het verlopen is. Bleef er iets van je halverwege liggen, dan vraag ik er na een dag één keer naar. Tik om iets aan of uit te zetten; dat geldt alleen voor jou, in dit merk.
reminders-about-group = Hier meld ik wat op een oordeel wacht, na de uren die in /rules staan, en om 9 uur wat voor vandaag gepland staat. Tik om iets aan of uit te zetten; dat geldt voor deze groep.
reminders-about-quiet = Tussen 20 en 8 uur en in het weekend blijf ik stil ({ $timezone }). Alleen wat voor zaterdag of zondag gepland staat, meld ik op die dag zelf.
