# The few words of the terminal itself; everything else comes from the conversation.
console-welcome = Pick with a number, or just type what you want to say. To hand over a file, drag it here. A button of an older card: 7.2 is button 2 of card 7. Enter shows the buttons again, /quit leaves.
console-card = card { $number }
console-updated = card { $number } has changed
console-updated-message = changed
console-no-buttons = There is nothing to choose right now. Type what you want, or /help.
console-no-such = Card { $card } has { $count ->
    [one] only button { $first }
   *[other] buttons { $first } to { $last }
 }. If { $typed } is your answer, type """{ $typed }""".
console-meanwhile = Something changed on the screen while you were typing. Have a look, and type { $card }.{ $number } if that is the button you mean.
console-which = There is a file called { $name } in this folder. Which do you mean?
console-the-file = The file
console-the-words = Just these words
console-missing = There is no such file: { $path }
console-unfit = I can't read { $name }. A .txt, .md, .docx or .pdf will do.
console-saved = Saved as { $name } in { $folder }
console-not-saved = { $name } could not be saved in { $folder }. Are you allowed to write there, and is there room left?
console-interrupted = Press Ctrl-C again to leave.
console-trouble = Something went wrong and your message was not handled (code { $reference }). What was saved before is still there. Please try again.
