"""Login, second factor and the pages about them."""
