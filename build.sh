#!/usr/bin/env bash
# Builds build/_build.csproj when something it is made of has changed, then runs it with the arguments as they are.
# build.ps1 does the same, step by step; keep the two alike. Runs on bash 3.2, the one of macOS.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P) || exit 1
state=$root/.nuke/temp
stamp=$state/build.sh.stamp
program=$root/build/bin/Debug/_build.dll
dotnet=
checksum=

fail() {
    printf '%s\n' "$1" >&2
    printf '  Mend    %s\n' "$2" >&2
    exit 1
}

# Step: list inputs
# The build project, the files of the root that shape it, and what build/.inputs names, one path of the repository
# per line. A new, changed, replaced or deleted file changes the list or is newer than the stamp.
list_inputs() {
    inputs=(build)
    for input in global.json nuget.config NuGet.config NuGet.Config Directory.*.props Directory.*.targets; do
        if [ -f "$input" ]; then inputs+=("$input"); fi
    done
    if [ -f build/.inputs ]; then
        while IFS= read -r input || [ -n "$input" ]; do
            input=${input%$'\r'}
            case $input in '' | '#'*) continue ;; esac
            if [ -e "$input" ]; then inputs+=("$input"); fi
        done < build/.inputs
    fi
}

find_inputs() {
    find "${inputs[@]}" -type d \( -name bin -o -name obj \) -prune -o -type f "$@"
}

# Step: compare with the last build
# No dotnet is started for this. The stamp holds the dotnet that was used and the checksum of the list; its time is
# that of the moment before the last build.
compute_checksum() {
    checksum=$(find_inputs -exec ls -ln {} + | LC_ALL=C sort | cksum)
}

is_up_to_date() {
    [ -f "$program" ] && [ -f "$stamp" ] || return 1
    { IFS= read -r dotnet && IFS= read -r last; } < "$stamp" || return 1
    [ -x "$dotnet" ] && [ "$last" = "$checksum" ] && [ -z "$(find_inputs -newer "$stamp" -print)" ]
}

# Step: take the lock
# Two at once: the second waits, and then finds everything built.
take_lock() {
    lock=$state/build.lock
    if command -v flock > /dev/null; then
        exec 9> "$lock" && flock 9
        return
    fi

    trap 'release_lock' EXIT
    until mkdir "$lock.d" 2> /dev/null; do
        holder=$(cat "$lock.d/pid" 2> /dev/null)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2> /dev/null; then
            mv "$lock.d" "$lock.$$" 2> /dev/null && rm -rf "$lock.$$"
            continue
        fi
        sleep 1
    done
    echo $$ > "$lock.d/pid"
}

release_lock() {
    if [ "$(cat "$lock.d/pid" 2> /dev/null)" = $$ ]; then rm -rf "$lock.d"; fi
}

# Step: find the SDK
# dotnet itself knows whether it satisfies global.json: it refuses to tell its version when it does not.
find_sdk() {
    for candidate in "$(command -v dotnet)" "$state/dotnet/dotnet"; do
        if [ -x "$candidate" ] && "$candidate" --version > /dev/null 2>&1 9>&-; then
            dotnet=$candidate
            return
        fi
    done
    return 1
}

# Step: install the SDK
# Into the repository's own temporary directory; nothing of the machine is changed.
install_sdk() {
    printf 'Installing the .NET SDK that global.json names...\n' >&2
    installer=$state/dotnet-install.sh
    url=https://dot.net/v1/dotnet-install.sh
    if command -v curl > /dev/null; then
        curl --fail --silent --show-error --location --retry 2 --connect-timeout 20 --output "$installer" "$url" 9>&-
    else
        wget --quiet --timeout=20 --output-document="$installer" "$url" 9>&-
    fi || fail "TBS6001  The .NET SDK that global.json names is not installed, and $url could not be downloaded." \
        'Connect to the network, or install the SDK from https://dotnet.microsoft.com/download, and run this again.'
    bash "$installer" --jsonfile global.json --install-dir "$state/dotnet" --no-path > "$state/dotnet-install.log" 2>&1 9>&- \
        && find_sdk && return
    cat "$state/dotnet-install.log" >&2
    fail 'TBS6002  The .NET SDK that global.json names could not be installed; the messages are above.' \
        'Install it from https://dotnet.microsoft.com/download, and run this again.'
}

# Step: build the build
# The old files are removed, not overwritten: another run may still be executing them, and a source replaced by an
# older one would pass as built. The stamp is removed first and comes back last, so that a build that was cut off is
# built again.
build_the_build() {
    printf 'Building the build...\n' >&2
    rm -f "$state"/build.*.stamp "${program%/*}"/*.dll build/obj/Debug/_build.dll
    if ! "$dotnet" build build/_build.csproj --configuration Debug --nologo --verbosity quiet > "$state/build.output" 2>&1 9>&-; then
        cat "$state/build.output" >&2
        fail 'TBS6003  The build project does not compile; the messages are above.' \
            'Correct what they name in build/ and run this again.'
    fi
    printf '%s\n%s\n' "$dotnet" "$checksum" > "$stamp.new"
    touch -r "$state/build.began" "$stamp.new"
    mv "$stamp.new" "$stamp"
}

prepare() {
    cd "$root" || exit 1
    list_inputs
    compute_checksum
    if is_up_to_date; then return; fi

    mkdir -p "$state"
    take_lock
    : > "$state/build.began"
    list_inputs
    compute_checksum
    if is_up_to_date; then return; fi

    find_sdk || install_sdk
    build_the_build
}

# Step: run
# From the caller's directory, with the lock let go. The engine takes the nearest directory with .nuke in it as the
# root, and is told when that is not this one. An SDK of the repository's own is what the targets find as well.
caller=$PWD
prepare
cd "$caller" || exit 1
if command -v flock > /dev/null; then exec 9>&-; else trap - EXIT; if [ -n "${lock:-}" ]; then release_lock; fi; fi
nearest=$caller
while [ -n "$nearest" ] && [ ! -d "$nearest/.nuke" ]; do nearest=${nearest%/*}; done
if [ ! "$nearest/.nuke" -ef "$root/.nuke" ]; then export NUKE_ROOT="$root"; fi
case $dotnet in
    "$state"/*) export DOTNET_ROOT="$state/dotnet" PATH="$state/dotnet:$PATH" ;;
esac
exec "$dotnet" "$program" "$@"
