# What a user of the contract knows by name or address and oasdiff passes over, one thing a line. A line that is gone
# has broken somebody:
# - The title is the name of the client in several generators, and the heading in the changelogs.
# - A component is an address (`taurusdb-htap.yaml#/components/…`) for who refers to it. Parameters and responses become
#   types in ogen and oapi-codegen, examples become entries of collections and mocks. Schemas and security schemes are
#   left to oasdiff (api-schema-removed, api-security-component-removed).
# - A value of an enumeration is a constant in code, named by x-enum-varnames. To name what had no name renames the
#   constant too; that counts once there is an edition that somebody can have ($published).
# - A server is chosen by its place or its URL, and the first one is what a client calls unless told otherwise.

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
