"""The registers beside the policies on the desk: what is due, what was seen, and writing down a look."""
