"""Taking files in, looking them through, handing out copies, and letting go of them."""
