FETCH 500 FROM rows_of_read_model
