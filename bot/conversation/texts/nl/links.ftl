# Links voor iemand van buiten, zoals het team ze ziet.
links-outside = Leest er iemand mee die niet in deze chat zit, zoals een klant? Stuur een link naar een pagina waarop diegene zelf antwoordt, geef een Word-document mee, of leg vast wat diegene zei. Beslissen doen jullie hier.
links-make = Link voor de klant
links-list = Open links ({ $count })
links-making = { $count ->
    [one] Een link met deze tekst:
   *[other] Een link met deze { $count } teksten:
 }
links-what-it-does = { $count ->
    [one] Wie de link heeft, leest deze tekst op een pagina zonder account en geeft één keer akkoord of een opmerking. Dat komt in het verslag als woord van buiten; beslissen doen jullie.
   *[other] Wie de link heeft, leest deze teksten op een pagina zonder account en geeft per tekst één keer akkoord of een opmerking. Dat komt in het verslag als woord van buiten; beslissen doen jullie.
 }
links-only-this = Alleen deze tekst
links-all = Alle { $count } teksten
links-language-nl = Nederlands
links-language-en = Engels
links-days = { $days } dagen
links-do = Maak de link
links-nothing = Er ligt niets ter beoordeling om te laten zien.
links-too-many = Een link toont hoogstens { $most } teksten. Kies er één.
links-made-already = Die link is er al.
links-made = De link staat klaar: hij werkt { $days } dagen, tot en met { $day }. Stuur het bericht hieronder door.
links-made-once = Ik laat deze link niet nog eens zien. Stuur hem alleen naar wie mag antwoorden: de naam onder een antwoord is wat iemand zelf intypt.
links-copy = Kopieer de link
links-forward = { $count ->
    [one] Hallo! Voor { $brand } ligt er een tekst klaar. Wilt u die lezen en zeggen of u akkoord bent? Dat kan tot en met { $day }, zonder account:
   *[other] Hallo! Voor { $brand } liggen er { $count } teksten klaar. Wilt u ze lezen en per tekst zeggen of u akkoord bent? Dat kan tot en met { $day }, zonder account:
 }
links-open = { $count ->
    [0] Er staat geen link open.
    [one] Er staat één link open.
   *[other] Er staan { $count } links open.
 }
links-line = { $language ->
    [en] Engelse pagina
   *[other] Nederlandse pagina
 }, tot en met { $day }, gemaakt door { $by }
links-answer = { $verdict ->
    [approve] akkoord
    [comment] opmerking
   *[other] nog geen antwoord
 }
links-more = { $count ->
    [one] … en nog één
   *[other] … en nog { $count }
 }
links-shut = Trek { $number } in
links-sure = Deze link intrekken ({ $language ->
    [en] Engelse pagina
   *[other] Nederlandse pagina
 }, tot en met { $day })? Wie hem heeft, ziet de teksten daarna niet meer. Wat al gezegd is, blijft in het verslag staan.
links-shut-sure = Ja, trek in
links-keep = Laat open
links-shut-done = Ingetrokken; de link werkt niet meer.
links-shut-gone = Die link was al verlopen of ingetrokken.
links-new = Nieuwe link
links-back = Terug naar de uiting
links-news = { $count ->
    [one] { $who } heeft via de link geantwoord.
   *[other] { $who } heeft via de link op { $count } teksten geantwoord.
 }
links-said = { $kind ->
    [client_approve] akkoord
   *[other] opmerking
 }
links-version = versie { $number }
links-yours = Dit staat in het verslag als woord van buiten. Het oordeel blijft aan jullie.
links-on-card = { $kind ->
    [client_approve] Van buiten, via de link: akkoord van { $who }
    [client_comment] Van buiten, via de link: opmerking van { $who }
   *[other] Van buiten, doorgegeven: akkoord van { $who }
 }
