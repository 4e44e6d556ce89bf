module tree

go 1.19
