#!/bin/sh
# Compiles GOV.UK Frontend and our additions into watchbook/web/static/vendor/, which is not committed.
# Called by tools/bootstrap.sh after `npm ci`. A council may use the design system but not the font, the crown
# or the crest, so the result is searched for them and refused if they are found.
set -eu
cd "$(dirname "$0")/.."
frontend=node_modules/govuk-frontend
out=watchbook/web/static/vendor

mkdir -p "$out"
new=$(mktemp -d "$out.XXXXXX")
trap 'rm -rf "$new"' EXIT

node node_modules/sass/sass.js --quiet --no-source-map --style=compressed --load-path=node_modules \
    watchbook/web/scss/watchbook.scss "$new/watchbook.css"
# The last comment names a source map, which we do not ship and the static files' manifest would look for.
sed 's|//# sourceMappingURL=.*$||' "$frontend/dist/govuk/govuk-frontend.min.js" > "$new/govuk-frontend.min.js"

# The npm package carries its licence as a line of package.json; the notice travels with the files.
version=$(node -p "require('./$frontend/package.json').version")
cat > "$new/LICENCE.txt" <<END
govuk-frontend.min.js and the greater part of watchbook.css are GOV.UK Frontend $version
<https://github.com/alphagov/govuk-frontend>, licensed under the MIT License:

END
cat >> "$new/LICENCE.txt" <<'END'
The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation
the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and
to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of
the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
IN THE SOFTWARE.
END

for forbidden in '@font-face' 'GDS Transport' 'crown' 'crest' 'url('; do
    if grep -qi -e "$forbidden" "$new/watchbook.css"; then
        echo "tools/assets.sh: watchbook.css still contains “$forbidden”. Look at what watchbook.scss brings in." >&2
        exit 1
    fi
done
for forbidden in 'GDS Transport' 'crown' 'crest' 'sourceMappingURL'; do
    if grep -qi -e "$forbidden" "$new/govuk-frontend.min.js"; then
        echo "tools/assets.sh: govuk-frontend.min.js still contains “$forbidden”." >&2
        exit 1
    fi
done

# Whole files in one step each, so that a server running meanwhile never reads half a file.
for file in watchbook.css govuk-frontend.min.js LICENCE.txt; do
    mv -f "$new/$file" "$out/$file"
    chmod 644 "$out/$file"
done
