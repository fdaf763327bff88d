"""What is told to whom: changes and troubles become messages, grouped and each once; nothing here sends anything."""
