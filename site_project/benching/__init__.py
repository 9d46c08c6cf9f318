"""What the pages cost where there is much: the same addresses asked of atlases of several sizes, by turns."""
