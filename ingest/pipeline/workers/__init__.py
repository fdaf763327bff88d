"""Reading documents in processes that can be killed."""
