import { expect, test } from 'vitest';
import { includesOf } from '../../../src/content/code/includes.ts';

function check(text: string, expected: readonly string[], path = 'content/posts/a/index.md') {
  test(JSON.stringify(text), () => {
    expect(includesOf({ path, text })).toEqual(expected);
  });
}

check('text', []);
check('```go file=lab/b.go\n```\n\n~~~ file="a b.txt"\n~~~', ['content/posts/a/a b.txt', 'content/posts/a/lab/b.go']);
check('> - ```go title="x" file=./lab/../c.go {1}\n>   ```', ['content/posts/a/c.go']);
check('```go file=a.go\n```\n```go file=a.go region=x\n```', ['content/posts/a/a.go']);
check('```console step=first-run\r\n```', [
  'content/posts/a/lab/recordings/environment.json',
  'content/posts/a/lab/recordings/first-run.txt',
]);
check('```console step=../x\n```\n```go file=/etc/passwd\n```\n```go file=../../../x\n```', []);
check('```go file=../b/lab/x.go\n```', ['content/posts/b/lab/x.go']);
check('```dot file=net.dot alt="A" caption="B"\n```', ['content/posts/net.dot'], 'content/posts/a.md');
check('````\n```go file=quoted.go\n```\n````', ['content/posts/a/quoted.go']);
check('a file=x.go b `file=y.go`', []);
