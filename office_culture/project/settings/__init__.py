"""Settings by profile: `local` (one computer, the sample office), `testing`, `production`."""
