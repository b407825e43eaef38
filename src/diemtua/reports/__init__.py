"""Official documents and workbooks, filled from progress and frozen with a snapshot."""
