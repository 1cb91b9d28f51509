# Sourced by `run`: parts that run one after the other, parts that run beside them, and the table of their times.

parts=$PWD/target/ci/parts # a line for each part that passed: seconds, seconds of the processors, name
beside_log=$PWD/target/ci/beside.log
beside=  # the process that runs parts beside those of this one
suffix=  # marks the names of its parts
current= # the name of the part that runs
mkdir -p target/ci
: >"$parts"

# part NAME COMMAND…: plain calls, so that `set -e` holds inside. The traps name the part that failed.
part() {
  # What failed beside ends the run here, not at `join`.
  if [ -n "$beside" ] && ! kill -0 "$beside" 2>/dev/null; then join; fi
  current=$1$suffix
  shift
  printf '\n== %s\n' "$current"
  local began=$SECONDS
  (
    "$@"
    # Fields 16 and 17: the ticks of the processors that the ended children of this shell used, see proc(5).
    local stat seconds=$((SECONDS - began)) cpu
    read -ra stat </proc/self/stat
    cpu=$(((stat[15] + stat[16]) / $(getconf CLK_TCK)))
    printf '== %s: %s s, processors %s s\n' "$current" "$seconds" "$cpu"
    printf '%s\t%s\t%s\n' "$seconds" "$cpu" "$current" >>"$parts"
  )
}

# beside FUNCTION: runs its parts beside those that follow, until `join`. Their output is printed when all have ended.
beside() {
  set -m # gives them a process group, so that `finish` can end all of it
  (
    set +m
    beside='' suffix=' (beside)'
    trap 'status=$?; [ "$status" -eq 0 ] || printf "\n== %s: FAILED\n" "$current"' EXIT
    "$1"
  ) </dev/null >"$beside_log" 2>&1 &
  beside=$!
  set +m
}

# Waits for the parts beside, prints their output, and ends the script if one failed.
join() {
  [ -n "$beside" ] || return 0 # `part` has noticed their end
  local status=0
  wait "$beside" || status=$?
  beside=
  cat "$beside_log"
  [ "$status" -ne 0 ] || return 0
  current=$(sed -n 's/^== \(.* (beside)\): FAILED$/\1/p' "$beside_log")
  exit "$status"
}

finish() {
  local status=$? seconds cpu name
  if [ -n "$beside" ]; then
    kill -- "-$beside" 2>/dev/null || true # it may have ended
    wait "$beside" || true
    printf '\n== stopped beside:\n'
    cat "$beside_log"
  fi
  printf '\n%8s %11s  %s\n' seconds processors part
  sort -rn "$parts" | while IFS=$'\t' read -r seconds cpu name; do printf '%8s %11s  %s\n' "$seconds" "$cpu" "$name"; done
  if [ "$status" -eq 0 ]; then
    printf '\nall parts passed in %s s\n' "$SECONDS"
  else
    printf '\n== %s: FAILED\n' "$current"
  fi
}
trap finish EXIT
trap 'exit 1' HUP INT TERM # otherwise `finish` sees the status of the last command
