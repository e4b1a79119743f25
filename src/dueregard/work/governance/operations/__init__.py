"""What people do to a policy on its way: write, put forward, sign, publish, look again."""
