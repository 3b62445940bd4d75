// Nothing to call: see SeenMutex.c.
