"""The guide: one question a page, and a result that the directory finds. Pure but for what is handed in."""
