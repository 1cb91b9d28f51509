# Lists the names and addresses that users depend on and that oasdiff does not compare, one on each line. A line that
# disappears is a breaking change:
# - The title is the name of the client in several generators, and the heading in the changelogs.
# - A component is an address (`taurusdb-htap.yaml#/components/…`) for other documents. Parameters and responses become
#   types in ogen and oapi-codegen, examples become entries of collections and mocks. Schemas and security schemes are
#   left to oasdiff (api-schema-removed, api-security-component-removed).
# - A value of an enumeration is a constant in code, named by x-enum-varnames. A first name renames the constant, too.
#   That counts once an edition has been published ($published).
# - Users select a server by its position or its URL, and clients use the first one by default.

def servers($where):
  (.servers // []) | (.[].url | "the server \(.)\($where)"), (.[0:1][].url | "the first server \(.)\($where)");

def constants:
  . as $schema | .enum // [] | to_entries[]
  | ($schema["x-enum-varnames"][.key] // if $published == "" then empty else "without a name" end) as $name
  | "the constant \($name) for \(.value)";

"the title \(.info.title)",
servers(""),
(.paths | to_entries[] | .key as $path | .value
  | servers(" of \($path)"),
    (to_entries[] | select(.value | type == "object") | .key as $method | .value
      | servers(" of \($method | ascii_upcase) \($path)"))),
(.components.schemas // {} | to_entries[] | "\(.value | constants) of components/schemas/\(.key)"),
(.components // {} | del(.schemas, .securitySchemes) | to_entries[] | .key as $kind | .value | keys[]
  | "components/\($kind)/\(.)")
