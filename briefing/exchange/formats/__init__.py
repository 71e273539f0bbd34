"""The formats, one module each with its declaration, its reader and its writer."""
