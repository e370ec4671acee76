# Het team: leden, rollen, uitnodigingen, groepen en hoe er wordt beoordeeld.
team-title = { $count ->
    [one] Eén lid
   *[other] { $count } leden
 }
team-ask-owner = Rollen en uitnodigingen regelt de eigenaar.
team-tap-member = Tik op een naam om rollen te wijzigen.
team-nameless = zonder naam
team-member = { $name }: { $roles }
team-role-viewer = lezer
team-role-editor = redacteur
team-role-reviewer = beoordelaar
team-role-owner = eigenaar
team-role-viewer-may = Lezer: leest alles en exporteert wat akkoord is.
team-role-editor-may = Redacteur: maakt en bewerkt, biedt ter beoordeling aan, plant in.
team-role-reviewer-may = Beoordelaar: geeft akkoord, vraagt om aanpassing of wijst af.
team-role-owner-may = Eigenaar: kan alles, en gaat over leden, regels en het taalmodel.
team-remove = Uit het merk halen
team-remove-sure = { $name } uit dit merk halen? De teksten en beoordelingen blijven. Stappen waar alleen { $name } voor stond, gaan naar de eigenaars.
team-remove-yes = Ja, eruit halen
team-remove-no = Nee, laten staan
team-removed = { $name } hoort niet meer bij dit merk.
team-left = Je hoort niet meer bij dit merk. Met /switch kies je een ander.
team-back = ‹ Terug
team-invite = Iemand uitnodigen
team-invite-roles = Wat mag degene die je uitnodigt? Kies één of meer rollen.
team-invite-make = Maak de link
team-invite-made = Uitnodiging voor { $roles }, geldig tot { $day }. Stuur deze link door:
team-invite-once = De link werkt één keer, en ik laat hem niet nog eens zien.
team-invites = Open uitnodigingen
team-invites-open = { $count ->
    [0] Er staan geen uitnodigingen open.
    [one] Er staat één uitnodiging open:
   *[other] Er staan { $count } uitnodigingen open:
 }
team-invite-line = { $roles }, tot { $day }
team-invite-revoke = Intrekken: { $number }
team-invite-shut = Ingetrokken; de link werkt niet meer.
team-invite-gone = Die uitnodiging was al gebruikt of verlopen.
team-admit = Met deze link komt één persoon binnen, zonder merk. Hij is een week geldig:
team-groups = Groepen
team-groups-count = { $count ->
    [0] Er is nog geen groep gekoppeld.
    [one] Er is één groep gekoppeld.
   *[other] Er zijn { $count } groepen gekoppeld.
 }
team-groups-how = In een gekoppelde groep beoordeel je samen. Voeg me aan de groep toe en stuur daar /link terwijl je in dit merk werkt.
team-group-add = Aan een groep toevoegen
team-group-drop = Groep { $number } loskoppelen
team-group-hello = Dag allemaal. Ik ben Kernbot, een AI-assistent voor content. Een eigenaar koppelt deze groep aan een merk met /link; tot die tijd laat ik hier niets zien.
team-link-in-group = Stuur dit commando in de groep die je wilt koppelen.
team-unlink-in-group = Stuur dit commando in de groep die je wilt loskoppelen, of ga naar /team en kies Groepen.
team-link-sure = Deze groep aan dit merk koppelen? Wie hier meeleest, ziet dan ook wat ter beoordeling ligt.
team-link-yes = Ja, koppelen
team-link-no = Laat maar
team-linked = Deze groep hoort nu bij dit merk. Nieuws over beoordelingen komt voortaan ook hier. Beslissen kan alleen wie daar een rol voor heeft.
team-unlink-sure = Deze groep loskoppelen? Kaarten die hier al staan, blijven leesbaar.
team-unlink-yes = Ja, loskoppelen
team-unlinked = Losgekoppeld. Ik laat hier niets meer van dit merk zien. Met /link koppel je de groep weer.
team-unlinked-before = Die groep was al losgekoppeld.
team-kept = Alles blijft zoals het was.
team-rules = Regels voor beoordelen
team-error-last-owner = Een merk heeft altijd een eigenaar. Maak eerst iemand anders eigenaar.
team-error-no-role = Zonder rol kan iemand hier niets. Geef eerst een andere rol, of haal diegene uit het merk.
team-error-levels-full = Meer dan negen stappen kan niet.
team-error-level-twice = Er is al een stap met die naam. Kies een andere.
team-error-group-taken = Deze groep hoort al bij een merk. De eigenaar daarvan moet hem eerst loskoppelen.

rules-title = Zo wordt er beoordeeld
rules-approvals = { $count ->
    [one] Eén akkoord is genoeg.
   *[other] Er zijn { $count } keer akkoord nodig, van verschillende mensen.
 }
rules-approvals-short = { $count } × akkoord
rules-steps = Akkoord in deze volgorde:
rules-step-anybody = elke beoordelaar
rules-step-who = Tik op wie deze stap mag doen. Is niemand aangevinkt, dan mag elke beoordelaar het.
rules-step-earlier = Eén plek eerder
rules-step-drop = Deze stap weghalen
rules-add-step = Stap toevoegen
rules-ask-step = Hoe heet de stap? Bijvoorbeeld: juridisch.
rules-author-alone = Je eigen tekst keur je alleen goed zolang je het enige lid bent.
rules-author-yes = De schrijver mag de eigen tekst goedkeuren; dat komt in het verslag te staan.
rules-author-no = De schrijver mag de eigen tekst nooit goedkeuren.
rules-author-alone-short = Zelf: als enige
rules-author-yes-short = Zelf: mag
rules-author-no-short = Zelf: nooit
rules-reminder = Herinnering na { $hours } uur.
rules-hours = { $hours } uur
rules-responsible = Eindverantwoordelijk redacteur: { $name }
rules-nobody = niemand
rules-set-responsible = Eindverantwoordelijke kiezen
rules-ask-responsible = Wie is eindverantwoordelijk voor wat er geplaatst wordt? De naam komt bij elke beoordeling te staan.
rules-note = Nieuwe regels gelden ook voor wat nu ter beoordeling ligt.
