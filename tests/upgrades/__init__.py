"""Dumps of the sample office of earlier releases, and the way of such an office to the program of today."""
