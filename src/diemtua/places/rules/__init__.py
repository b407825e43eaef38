"""What a place is called, and which places stood when. Plain Python."""
