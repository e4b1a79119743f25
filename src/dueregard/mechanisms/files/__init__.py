"""Files that people hand in: quarantined, scanned, washed, sealed; what anybody opens is the washed copy."""
