// The smallest service: accepts on descriptor 3 and answers.
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
	static const char answer[] = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nhi\n";
	char request[4096];
	for (;;) {
		int connection = accept(3, 0, 0);
		if (read(connection, request, sizeof request) < 0 || write(connection, answer, sizeof answer - 1) < 0)
			return 1;
		shutdown(connection, SHUT_WR);
		close(connection);
	}
}
