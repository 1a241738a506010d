"""What others have, into our data: notes and entries of other tools, and our own exports.

Each format has a module that makes records of a file's content; `files` tells formats apart,
`placing` finds words on our pages, `notes` and `entries` make items of our data files, and
`writing` adds those to a file. A file may come from anybody: what is in it is never believed.
"""
