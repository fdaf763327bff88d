"""The pure part: values in, values out. No clock, no disk, no network, no logging; time is an argument, trouble an exception."""
