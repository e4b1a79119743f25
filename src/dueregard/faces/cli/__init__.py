"""The command line face: commands as a contract, JSON where they print data, one exit status for each kind
of answer."""
