# Wat beheerders horen als het taalmodel het opgeeft.
model-shut = Het taalmodel { $model } ({ $place }) doet het niet meer.
model-shut-how = Tot dat verholpen is, schrijft het tweede model als dat is ingesteld; anders kan iedereen verder met sjablonen. Ik probeer het zelf steeds opnieuw en meld dit hooguit één keer per dag.
