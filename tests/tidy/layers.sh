#!/bin/sh
# The arrows of the architecture, checked in the include lines:
#
#   adapters -> mapping -> core, and never the other way. Inside adapters only daemon and cli know the
#   others; the few exceptions are named here.
set -eu
cd "$1"
failed=0

forbid() {  # folder, pattern of what may not be included, why
    found=$(grep -rnE "^#include [<\"]($2)" "$1" --include='*.h' --include='*.cpp' || true)
    [ -z "$found" ] && return 0
    printf '%s\n  ^ %s\n' "$found" "$3"
    failed=1
}

forbid core 'mapping/|adapters/|tests/' 'core includes nothing outside core'
forbid core 'Poco/|xercesc/|openssl/|sql|boost/(json|asio|beast)' 'core knows no library of the edge'
forbid mapping 'adapters/|tests/' 'mapping includes core only'
forbid mapping 'Poco/|openssl/|sql' 'mapping knows no sockets and no SQL'
forbid core/base 'core/(model|promise|exchange|ports)/' 'base is below everything'
forbid core/model 'core/(promise|exchange|ports)/' 'the model knows base only'
forbid core/promise 'core/exchange/' 'promising does not know documents'
for folder in adapters/*/; do
    [ -d "$folder" ] || continue
    name=$(basename "$folder")
    case "$name" in
        daemon | cli) continue ;;
        api) allowed='api|http|metrics' ;;
        erp) allowed='erp|odbc' ;;
        *) allowed="$name" ;;
    esac
    allowed="$allowed|digest"
    found=$(grep -rnE '^#include "adapters/' "$folder" --include='*.h' --include='*.cpp' |
        grep -vE "#include \"adapters/($allowed)/" || true)
    [ -z "$found" ] && continue
    printf '%s\n  ^ adapters/%s may include %s only\n' "$found" "$name" "$allowed"
    failed=1
done
exit "$failed"
