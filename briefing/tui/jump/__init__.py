"""The jump: any record by any spelling."""
