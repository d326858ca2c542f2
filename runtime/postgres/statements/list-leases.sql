SELECT name, owner, token, greatest(0, ceil(extract(epoch FROM until - clock_timestamp()) * 1000))::bigint AS remaining
FROM {schema}.leases
ORDER BY name
