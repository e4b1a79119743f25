"""Due Regard: the system that runs a training provider's Prevent-duty and safeguarding policy."""
