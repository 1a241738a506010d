// The desk of the served page.
