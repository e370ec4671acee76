# Herinneringen.
reminders-title = herinnering
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
reminders-planned-waiting = { $count ->
    [one] Let op: voor vandaag gepland, maar zo mag deze nog niet de deur uit.
   *[other] Let op: voor vandaag gepland, maar zo mogen deze nog niet de deur uit.
 }
reminders-planned-ready = { $count ->
    [one] Voor vandaag gepland en akkoord. Is deze geplaatst, laat het me dan weten.
   *[other] Voor vandaag gepland en akkoord. Zijn ze geplaatst, laat het me dan weten.
 }
reminders-post-state = { $post } ({ $state })
reminders-proof-ends = { $key } geldt tot en met { $day }: { $text }
reminders-proof-over = { $key } is verlopen, { $day } was de laatste dag: { $text }
reminders-proof-posts = { $count ->
    [one] Eén uiting steunt erop:
   *[other] { $count } uitingen steunen erop:
 }
reminders-proof-next = Klopt het bewijs nog? Zet er dan een nieuwe datum bij. Anders vraagt elke uiting die erop steunt straks om een nieuwe controle.
reminders-more = en nog { $count }
reminders-unfinished = { $step ->
    [order] Je was uitingen aan het maken en bent halverwege gestopt. Wat je koos, staat er nog.
    [source] Je stuurde iets om mee te werken, maar zei nog niet wat ik ermee mag. Het ligt er nog.
    [voice] Je stuurde een opname die nog niet is uitgeschreven. Ze ligt er nog.
   *[text] Je wilde een uiting zelf bewerken, maar ik heb je nieuwe tekst niet gezien.
 }
reminders-go-on = Ga verder
reminders-let-go = Laat maar los
reminders-gone = Losgelaten. Met /new begin je opnieuw.
reminders-later = Later opnieuw
reminders-later-told = Ik kom erop terug op { $day }, als het dan nog nodig is.
reminders-off = Niet meer melden
reminders-off-told = Goed, dit meld ik hier niet meer. Met /reminders zet je het weer aan.
reminders-open-proof = Bekijk { $key }
reminders-open-queue = Bekijk ze allemaal
reminders-kind = { $kind ->
    [review] Wat op mijn oordeel wacht
    [planned] Wat vandaag gepland staat
    [proof] Bewijs dat afloopt
   *[unfinished] Wat ik liet liggen
 }
reminders-hours = Uren instellen
reminders-about-review = { $hours ->
    [one] Wacht een uiting een uur op je oordeel, dan hoor je dat.
   *[other] Wacht een uiting { $hours } uur op je oordeel, dan hoor je dat.
 }
reminders-about = Wat voor vandaag gepland staat, meld ik om 9 uur. Bewijs dat afloopt 30 en 7 dagen vooraf, en als het verlopen is. Wat je halverwege liet liggen na een dag, één keer. Tik om iets aan of uit te zetten; het geldt alleen voor jou, in dit merk.
reminders-about-quiet = Tussen 20 en 8 uur en in het weekend blijf ik stil ({ $timezone }). Alleen wat voor zaterdag of zondag gepland staat, meld ik op die dag zelf.
