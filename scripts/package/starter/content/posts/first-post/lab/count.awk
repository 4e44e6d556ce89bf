$4 == 200 { count[$3]++ }
END { for (path in count) print count[path], path }
