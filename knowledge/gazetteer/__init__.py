"""Every village and postcode, once they have been imported from GeoNames."""
