# What admins hear when the language model gives up.
model-shut = The language model { $model } ({ $place }) no longer works.
model-shut-how = Until that is mended the second model writes, if one is set up; otherwise everybody can go on with templates. I keep trying by myself, and report this at most once a day.
