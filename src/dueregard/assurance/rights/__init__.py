"""What people may ask of whoever holds something about them, and what the law asks of that: lawful bases, papers."""
