"""Files and core objects: reading, checking and writing the catalogue."""

from finder.catalog.catalog import Catalog
from finder.catalog.folder import read_catalog
from finder.catalog.problems import Problem
from finder.catalog.writing import write_catalog

__all__ = ["Catalog", "Problem", "read_catalog", "write_catalog"]
