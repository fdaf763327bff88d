"""What is written, each table in one place. Every function is called inside a transaction of the writer."""
