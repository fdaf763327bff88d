"""Who hears of what: changes and troubles become messages, grouped and each once; nothing here sends anything."""
