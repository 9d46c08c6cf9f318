"""The whole published atlas as one file: JSON Lines for programs, CSV for spreadsheets, and what each field means."""
