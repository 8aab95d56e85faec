-- Who bears a part of a name is read from the index alone, as long as its pages are known to hold nothing dead: after lists in which one
-- name in a hundred was another, a search took twice as long. A fifth of the table, the server's own measure, is far too late.
ALTER TABLE child_name SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
