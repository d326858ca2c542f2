-- Whether the schema has been made
SELECT to_regclass(format('%I.migrations', {schemaText}::text)) IS NOT NULL AS there
