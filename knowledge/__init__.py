"""Knowledge knows: the directory of support lines, programmes, places and activities, and what suits whom."""
