#!/bin/sh
# A certificate authority for the lab: `ca.sh root` makes it, `ca.sh NAME...` signs a certificate for the names.
set -e
mkdir -p certs
if [ "$1" = root ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Lab CA' -keyout certs/ca.key -out certs/ca.pem 2> /dev/null
  openssl genrsa -out certs/service.key 2048 2> /dev/null
  exit
fi
names=$(printf 'DNS:%s,' "$@")
file=${OUT:-certs/$1.pem}
printf 'subjectAltName=%s\n' "${names%,}" > "$file.ext"
openssl req -new -key certs/service.key -subj "/CN=$1" |
  openssl x509 -req -days 7 -CA certs/ca.pem -CAkey certs/ca.key -set_serial 0x10$(openssl rand -hex 14) \
    -extfile "$file.ext" -out "$file" 2> /dev/null
echo "$(date +%s%N) $*" >> certs/issued.log
