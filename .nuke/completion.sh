# Completes targets and parameters of ./build.sh in bash and zsh. Once, in ~/.bashrc or ~/.zshrc:
#   source /path/to/this/repository/.nuke/completion.sh
# It reads .nuke/build.schema.json beside the build.sh that is typed, and so serves every repository of this kind.
if [ -n "${ZSH_VERSION-}" ]; then
  autoload -Uz +X compinit bashcompinit
  whence compdef >/dev/null || compinit
  bashcompinit
fi

# Prints the words that can follow: targets, then parameters, or the values of the parameter that was typed last.
_botstack_words() {
  awk -v typed="$2" '
    function kebab(name, out) {
      out = ""
      while (match(name, /[a-z0-9][A-Z]/)) {
        out = out substr(name, 1, RSTART) "-"
        name = substr(name, RSTART + 1)
      }
      return tolower(out name)
    }
    function text(line) { gsub(/^[^"]*"|".*$/, "", line); return line }
    { match($0, /^ */); depth = RLENGTH }
    list && /\]/ { list = 0 }
    list { values[named] = values[named] "\n" text($0) }
    /"properties": \{/ { inside = depth + 2; next }
    inside && depth < inside { inside = 0 }
    inside && depth == inside && /": \{/ { named = "--" kebab(text($0)); parameters[named] = 1; next }
    inside && /"\$ref"/ { line = $0; sub(/.*definitions\//, "", line); sub(/".*/, "", line); refers[named] = line }
    inside && /"type": "boolean"/ { flag[named] = 1 }
    !inside && /": \{/ { named = text($0) }
    /"enum": \[/ { list = 1 }
    END {
      if (typed in parameters && typed in refers) { print substr(values[refers[typed]], 2); exit }
      if (typed in parameters && !(typed in flag)) exit
      print substr(values["ExecutableTarget"], 2)
      for (name in parameters) print name
    }
  ' "$1"
}

_botstack_complete() {
  COMPREPLY=()
  local schema="${1%/*}/.nuke/build.schema.json"
  [ "$1" != "${1#*/}" ] || schema=.nuke/build.schema.json
  [ -r "$schema" ] || return 0
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$(_botstack_words "$schema" "$3")" -- "$2"))
}

complete -o default -F _botstack_complete build.sh ./build.sh
