"""People in, from files: read as one stream of rows, whatever the file; planned; then exactly that plan applied."""
