"""Who may see and do what: capabilities, holdings, relationships, parties, circles, recusal; every answer a ruling."""
