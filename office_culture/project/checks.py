"""Start-up checks that Django runs before it serves anything."""
