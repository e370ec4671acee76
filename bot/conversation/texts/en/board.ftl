# The board, one's own queue, exports and the record.
board-title = all posts
board-state = { $state ->
    [draft] draft
    [in_review] in review
    [approved] approved
    [changes_requested] changes requested
    [rejected] rejected
    [planned] planned
   *[published] published
 }
board-check-again = check again
board-state-count = { $state }: { $count }
board-nothing = No post fits this. Pick something else below.
board-empty = There are no posts yet. Make the first with /new.
board-all-states = All states
board-channel = Only { $channel }
board-channel-all = All channels
board-mine = Only mine
board-of-all = Everybody's
board-filtered = You now see only: { $filters }
board-filter-mine = mine
board-all-brands = All my brands
board-this-brand = This brand only
board-previous = Previous
board-next = Next
board-queue = { $count ->
    [0] Nothing is waiting for you. /board shows all posts.
    [one] One post is waiting for your verdict.
   *[other] { $count } posts are waiting for your verdict, the longest waiting first.
 }
board-export = In which form do you want the approved posts? The record of their review comes along.
board-export-md = Markdown
board-export-csv = Spreadsheet (csv)
board-export-json = For software (json)
board-export-docx = Word
board-export-caption = { $brand }: { $count ->
    [one] one approved post
   *[other] { $count } approved posts
 }
board-export-left = (only those changed last; no more fit in)
board-export-waiting = { $count ->
    [one] One approved post is left out: its proof has changed. Check it again first.
   *[other] { $count } approved posts are left out: their proof has changed. Check them again first.
 }
board-export-nothing = Nothing is approved yet, so there is nothing to export. /board shows what it is waiting for.
board-audit-title = record
board-audit-days = last { $days } days
board-audit-empty = Nothing was decided or said in this period. Type /audit 90, say, for a longer one.
board-audit-more = { $count ->
    [one] One more line before these; it is in the file.
   *[other] { $count } more lines before these; they are in the file.
 }
board-audit-how = Type /audit with a number of days or a month, such as /audit 30 or /audit 2026-03.
board-audit-md = Record as Markdown
board-audit-csv = Record as a spreadsheet
board-audit-caption = { $brand }: record of review
board-file-making = I am making the file. It takes a while; you get it here as soon as it is ready.
board-file-made = The file is ready; you find it in this chat.
board-file-not-made = No file was made. Below you can read why.
board-file-stopped = Stopped. No file was made.
board-file-failed = The file was not made.
board-file-too-big = It would be larger than 45 MB, and I cannot send a file of that size. For the record, take a shorter period; in a brand with many sources you can withdraw a few first.
