"""Words and pictures: results told to people, in Chinese and English. Nothing here computes."""
