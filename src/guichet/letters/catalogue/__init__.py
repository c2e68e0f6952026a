"""The letters of the fund: their declarations, their shared parts, their JSON shape."""
