INSERT INTO queue (location, length, version, next_number, updated_at)
SELECT location, length, 1, 1, :at FROM unnest(:locations::text[], :lengths::integer[]) AS place (location, length)
ON CONFLICT DO NOTHING
