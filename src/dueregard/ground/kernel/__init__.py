"""What every other room may lean on: ids, time, actors, rulings, refusals, scope and the base models.

Nothing here knows what a concern is, nor even what a provider is beyond its id.
"""
