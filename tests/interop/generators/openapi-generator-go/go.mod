module datastores

go 1.25.0
