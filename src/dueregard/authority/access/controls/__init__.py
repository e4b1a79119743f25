"""The control kinds of access: roles, and the people and services to contact. Importing this registers them."""

from ...policy.kinds import register
from .contact import Contact
from .role import Role

ROLE = Role()
CONTACT = Contact()
register(ROLE)
register(CONTACT)
