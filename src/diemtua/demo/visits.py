"""x"""


def load_prospects(stage, people):
    pass
