# Overzicht, eigen stapel, exports en verslag.
board-title = alle uitingen
board-state = { $state ->
    [draft] concept
    [in_review] ter beoordeling
    [approved] akkoord
    [changes_requested] aanpassen
    [rejected] afgewezen
    [planned] ingepland
   *[published] geplaatst
 }
board-check-again = controleren
board-state-count = { $state }: { $count }
board-nothing = Hier past geen enkele uiting bij. Kies hieronder iets anders.
board-empty = Er zijn nog geen uitingen. Met /new maak je de eerste.
board-all-states = Alle statussen
board-channel = Alleen { $channel }
board-channel-all = Alle kanalen
board-mine = Alleen van mij
board-of-all = Van iedereen
board-filtered = Je ziet nu alleen: { $filters }
board-filter-mine = van mij
board-all-brands = Al mijn merken
board-this-brand = Alleen dit merk
board-previous = Vorige
board-next = Volgende
board-queue = { $count ->
    [0] Er ligt niets op je te wachten. Met /board zie je alle uitingen.
    [one] Eén uiting wacht op je oordeel.
   *[other] { $count } uitingen wachten op je oordeel. Wat het langst ligt, staat bovenaan.
 }
board-export = In welke vorm wil je de goedgekeurde uitingen? Het verslag van de beoordeling gaat mee.
board-export-md = Markdown
board-export-csv = Spreadsheet (csv)
board-export-json = Voor software (json)
board-export-docx = Word
board-export-caption = { $brand }: { $count ->
    [one] één goedgekeurde uiting
   *[other] { $count } goedgekeurde uitingen
 }
board-export-left = (alleen de laatst gewijzigde; meer past er niet in)
board-export-waiting = { $count ->
    [one] Eén goedgekeurde uiting gaat niet mee: het bewijs eronder is gewijzigd. Controleer die eerst opnieuw.
   *[other] { $count } goedgekeurde uitingen gaan niet mee: het bewijs eronder is gewijzigd. Controleer die eerst opnieuw.
 }
board-export-nothing = Er is nog niets goedgekeurd, dus er valt niets te exporteren. In /board zie je waar het op wacht.
board-audit-title = verslag
board-audit-days = laatste { $days } dagen
board-audit-empty = In deze periode is niets besloten of gezegd. Typ bijvoorbeeld /audit 90 voor een langere.
board-audit-more = { $count ->
    [one] Daarvoor nog één regel; die staat in het bestand.
   *[other] Daarvoor nog { $count } regels; die staan in het bestand.
 }
board-audit-how = Typ /audit met een aantal dagen of een maand, bijvoorbeeld /audit 30 of /audit 2026-03.
board-audit-md = Verslag als Markdown
board-audit-csv = Verslag als spreadsheet
board-audit-caption = { $brand }: verslag van de beoordeling
board-file-making = Ik maak het bestand. Dat duurt even; je krijgt het hier zodra het klaar is.
board-file-made = Het bestand is klaar en staat in dit gesprek.
board-file-not-made = Er is geen bestand gemaakt. Hieronder lees je waarom.
board-file-stopped = Gestopt. Er is geen bestand gemaakt.
board-file-failed = Het bestand is niet gemaakt.
board-file-too-big = Het wordt groter dan 45 MB, en zo'n groot bestand kan ik niet versturen. Neem van het verslag een kortere periode; van een merk met veel bronnen kun je er eerst een paar intrekken.
