"""The visitors' app: the API, the page and the widget's files."""
