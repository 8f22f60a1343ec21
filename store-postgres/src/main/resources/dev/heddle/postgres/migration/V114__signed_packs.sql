-- Who signed what was installed. Servers of the former version leave it empty.
ALTER TABLE pack_history ADD COLUMN signed_by text;

COMMENT ON COLUMN pack_history.signed_by IS 'whose signature counted when it was installed, with the short name of the key';
