/* copy.c: written as in the first edition of The C Programming Language, 1978 */
#define BUFSIZE 512
#define PMODE 0644

main(argc, argv)
int argc;
char *argv[];
{
	int from, to, n;
	char buf[BUFSIZE];

	if (argc != 3 || (from = open(argv[1], 0)) == -1 || (to = creat(argv[2], PMODE)) == -1) {
		write(2, "usage: copy from to\n", 20);
		exit(1);
	}
	while ((n = read(from, buf, BUFSIZE)) > 0)
		write(to, buf, n);
	exit(0);
}
