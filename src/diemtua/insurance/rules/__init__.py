"""The law engine: dated figures (`law`), answers with their working, and one module per branch of the law."""
