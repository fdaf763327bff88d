"""What other programs kept, as documents."""
