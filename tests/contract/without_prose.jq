# The contract without what only people read: its texts, as openapi/site/contract.mjs finds them, the links to other
# pages, the contact, and the version itself.
def text($table):
  (.value | type == "string") and (.key | IN("summary", "description") or ($table and IN("meaning", "action")));
def link: .key == "externalDocs" and (.value | type == "object" and has("url"));
def bare($table):
  if type == "object" then
    with_entries(
      select(text($table) or link | not)
      | if .key | IN("example", "value", "default", "enum") then . else .value |= bare($table) end)
  elif type == "array" then map(bare($table))
  else . end;

del(.info.version, .info.contact, .externalDocs)
| with_entries((.key | startswith("x-")) as $table | .value |= bare($table))
