"""Everything on disk: handouts, packets, shared passages, languages, brands, variants. A thing exists because its file exists."""

from press.library.brand import BRAND_VALUES, Brand, Clinic, Variant
from press.library.shelves import ENGINE, Library, Piece, open_library

__all__ = ["BRAND_VALUES", "ENGINE", "Brand", "Clinic", "Library", "Piece", "Variant", "open_library"]
