"""JSON Schema for each data file and for the settings, made of what reads them.

Editors complete keys, words and ids by it, and say at once what is wrong; the guide lists all keys
from it. What a key is for is said where it is declared: under the fields of nouns, and in the lists
of CSL's variables.

`files` has all schemas but `names`, which changes with the data of an edition.
"""
