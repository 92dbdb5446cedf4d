"""Files and core objects: reading, checking and writing the catalogue."""

from finder.catalog.catalog import Catalog
from finder.catalog.export import write_catalog
from finder.catalog.folder import read_catalog
from finder.catalog.problems import Problem

__all__ = ["Catalog", "Problem", "read_catalog", "write_catalog"]
