module example.org/lab

go 1.19
