-- For connections that only look: the server refuses whatever would write.
SET default_transaction_read_only TO on
