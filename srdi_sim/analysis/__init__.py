"""Questions put to many runs. Runs in, a small frozen result out; nothing here draws."""
