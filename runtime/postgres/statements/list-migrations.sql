SELECT number, name FROM {schema}.migrations ORDER BY number
