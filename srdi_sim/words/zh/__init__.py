"""The words in Chinese, one module for each topic."""
