"""A figure: numbers from a CSV file as a picture, in one sentence, and in a table.

`points` checks the file when data load. When a page asks for the figure, `view` makes it: `picture`
gives each point a place on two axes (`axis`), and the template writes its `shapes` down as SVG.
"""
