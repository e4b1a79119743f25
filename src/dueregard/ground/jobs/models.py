"""Signs of life of background work."""

from django.db import models


class Heartbeat(models.Model):
    """When a process of ours last went round. Of no provider (closed list): the worker serves them all."""

    process = models.SlugField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.process
