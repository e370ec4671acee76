# Het eerste contact.
welcome-title = Dag, ik ben Kernbot.
welcome-ai = Ik ben een AI-assistent voor content: van persona, fase en propositie naar onderwerpen, een kernboodschap en uitingen per kanaal.
welcome-text-stays = Wat je typt, blijft op deze machine. Ik schrijf met sjablonen; er gaat niets naar een ander.
welcome-text-provider = Wat je typt, bewaar ik hier. Pas als de eigenaar van een merk dat goedvindt, gaat tekst naar { $provider }, die meeschrijft.
welcome-review = Niets gaat de deur uit voordat een mens het heeft beoordeeld. Met /privacy zie je wat ik bewaar en hoe je het wist.
welcome-agree = Begrepen, aan de slag
welcome-other-language = Verder in het Nederlands
welcome-link-used = Deze link werkt niet meer. Vraag een nieuwe aan wie je uitnodigde.
welcome-first-title = Waarmee beginnen we?
welcome-first = Probeer het met het voorbeeldmerk, of zet in drie vragen je eigen merk op.
welcome-demo = Probeer het voorbeeldmerk
welcome-own = Mijn eigen merk, in drie vragen
welcome-ask-name = 1 van 3. Hoe heet je merk?
welcome-ask-reader = 2 van 3. Voor wie is { $brand } er, en wat heeft die persoon nodig? Eén of twee zinnen is genoeg.
welcome-ask-promise = 3 van 3. Wat beloof je die persoon? Schrijf het zoals je het zou zeggen, in één of twee zinnen.
welcome-ready = Staat klaar. Met /new maak je uitingen; met /help zie je wat er nog meer kan.
