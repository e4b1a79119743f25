"""What tests of the command line share."""

from another_machine import elsewhere as elsewhere
from installation import begun as begun
from installation import installed as installed
