"""What tests of the command line share."""

from another_machine import elsewhere as elsewhere
