"""An independent audit of the record; see scripts/audit_record."""
