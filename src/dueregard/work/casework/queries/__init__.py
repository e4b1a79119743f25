"""What may be asked of casework.

Lists tell nothing that identifies; words come out only through `operations.reading`.
"""
