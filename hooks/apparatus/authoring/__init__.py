"""What an author does in the page that is served: notes and entries into the data files.

Nothing here serves anything; `hosts/desk` is the door.
"""
