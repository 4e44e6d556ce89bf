#!/usr/bin/env python3
import sys
import urllib.request

try:
    # #region python
    urllib.request.urlopen(sys.argv[1], timeout=2).read()
    # #endregion python
except OSError as error:
    sys.exit(1)
