namespace TelegramBotStack.Deployment.Systemd;

/// <summary>The constant scripts that a host with systemd is asked to run; what they work on is on their standard input.</summary>
internal static class UnitScripts
{
    /// <summary>Tells what the host lacks, and its processor.</summary>
    public const string Check = """
        [ -d /run/systemd/system ] || { echo "systemd does not run there"; exit 69; }
        for tool in systemctl journalctl useradd tar gzip base64 ln sed; do
          command -v "$tool" >/dev/null 2>&1 || { echo "it has no $tool"; exit 69; }
        done
        [ "$(id -u)" = 0 ] || { echo "the login is not root"; exit 77; }
        uname -m
        """;

    /// <summary>A line for each instance: unit, release, name, handover, states, status file.</summary>
    public const string List = """
        IFS= read -r bot; IFS= read -r root
        for file in /etc/systemd/system/botstack-"$bot"-*.service; do
          [ -f "$file" ] && grep -qxF "X-Botstack-Bot=$bot" "$file" || continue
          unit=${file##*/}
          mark() { sed -n "s/^X-Botstack-$1=//p" "$file"; }
          name=$(mark Instance)
          states=$(systemctl show -p ActiveState -p SubState "$unit" | sort | sed 's/.*=//' | tr '\n' ' ')
          status=$(tr -d '\n\t' 2>/dev/null <"$root/data/.botstack/instances/$name.json")
          printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$unit" "$(mark Release)" "$name" "$(mark Handover)" "$states" "$status"
        done
        """;

    public const string Create = """
        set -e
        IFS= read -r unit
        file=/etc/systemd/system/$unit
        umask 022
        cat >"$file.new"
        mv "$file.new" "$file"
        systemctl daemon-reload
        """;

    public const string Start = """
        IFS= read -r unit
        exec systemctl start "$unit"
        """;

    // It stays enabled, so that a reboot starts it.
    public const string Stop = """
        IFS= read -r unit
        exec systemctl stop "$unit"
        """;

    public const string Signal = """
        IFS= read -r unit; IFS= read -r signal
        systemctl is-active --quiet "$unit" || exit 0
        systemctl kill --kill-who=main -s "$signal" "$unit" || ! systemctl is-active --quiet "$unit"
        """;

    public const string KeepRunning = """
        set -e
        IFS= read -r unit
        umask 022
        mkdir -p "/etc/systemd/system/$unit.d"
        printf '[Service]\nRestart=always\nRestartSec=2\n' >"/etc/systemd/system/$unit.d/keep.conf"
        systemctl daemon-reload
        systemctl enable --quiet "$unit"
        """;

    public const string Remove = """
        IFS= read -r unit
        file=/etc/systemd/system/$unit
        [ -f "$file" ] || exit 0
        systemctl stop "$unit"
        systemctl disable --quiet "$unit" 2>/dev/null
        rm -rf "$file" "$file.d"
        systemctl daemon-reload
        systemctl reset-failed "$unit" 2>/dev/null
        [ ! -e "$file" ]
        """;

    public const string Inspect = """
        IFS= read -r unit
        exec systemctl show -p ActiveState -p SubState -p ExecMainCode -p ExecMainStatus -p NRestarts -p Result -p Restart "$unit"
        """;

    /// <summary>A line for each secret: its name and its value in base64.</summary>
    public const string ReadSecrets = """
        IFS= read -r dir
        for file in "$dir"/*; do
          [ -f "$file" ] && printf '%s %s\n' "${file##*/}" "$(base64 <"$file" | tr -d '\n')"
        done
        exit 0
        """;

    public const string ReadLog = """
        IFS= read -r unit; IFS= read -r lines; IFS= read -r since; IFS= read -r follow
        set -- -u "$unit" -o cat --no-pager -q
        [ -z "$lines" ] || set -- "$@" -n "$lines"
        [ -z "$since" ] || set -- "$@" --since "@$since"
        [ -z "$follow" ] || set -- "$@" -f
        exec journalctl "$@"
        """;

    /// <summary>Prints the keys of the files that the host lacks.</summary>
    public const string Missing = """
        IFS= read -r root
        while IFS= read -r key; do [ -f "$root/objects/$key" ] || printf '%s\n' "$key"; done
        """;

    // The manifest ends with an empty line, the secrets do, and the rest is the archive. A release is made under another
    // name and moved, so that half of one is never taken for a whole one.
    public const string Upload = """
        set -e
        IFS= read -r root; IFS= read -r user; IFS= read -r release; IFS= read -r same; IFS= read -r program
        umask 022
        if ! id -u "$user" >/dev/null 2>&1; then
          if getent group "$user" >/dev/null 2>&1; then set -- -g "$user"; else set --; fi
          useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$@" "$user"
        fi
        mkdir -p "$root/objects" "$root/releases" "$root/data"
        chmod 711 "${root%/*}" "$root"
        chown "$user:" "$root/data"
        chmod 700 "$root/data"
        new=$root/releases/.new-$release
        rm -rf "$new" "$root/incoming"
        mkdir -p "$new/app" "$new/secrets" "$root/incoming"
        : >"$new/manifest"
        while IFS= read -r line && [ -n "$line" ]; do printf '%s\n' "$line" >>"$new/manifest"; done
        while IFS= read -r line && [ -n "$line" ]; do
          (umask 077; printf %s "${line#* }" | base64 -d >"$new/secrets/${line%% *}")
        done
        cat >"$root/incoming/.archive"
        [ ! -s "$root/incoming/.archive" ] || gzip -dc <"$root/incoming/.archive" | tar -x -C "$root/incoming" --no-same-owner
        for file in "$root/incoming"/*; do [ ! -f "$file" ] || mv "$file" "$root/objects/"; done
        rm -rf "$root/incoming"
        if [ -n "$same" ]; then
          rm -rf "$new/app"
          cp -al "$root/releases/$same/app" "$new/app"
          cp -P "$root/releases/$same/run" "$new/run"
          cp "$root/releases/$same/manifest" "$new/manifest"
        else
          tab=$(printf '\t')
          while IFS=$tab read -r key path; do
            case $path in */*) mkdir -p "$new/app/${path%/*}" ;; esac
            ln "$root/objects/$key" "$new/app/$path"
          done <"$new/manifest"
          ln -s "app/$program" "$new/run"
        fi
        chown -R "$user:" "$new/secrets"
        chmod 500 "$new/secrets"
        for file in "$new/secrets"/*; do [ ! -f "$file" ] || chmod 400 "$file"; done
        rm -rf "$root/releases/$release"
        mv "$new" "$root/releases/$release"
        """;

    public const string HasRelease = """
        IFS= read -r dir
        [ -e "$dir/run" ]
        """;

    // An object with one name left belongs to no release.
    public const string RemoveRelease = """
        IFS= read -r root; IFS= read -r release
        rm -rf "$root/releases/$release" "$root/releases/.new-$release" "$root/incoming"
        [ ! -d "$root/objects" ] || find "$root/objects" -type f -links 1 -exec rm -f {} +
        """;

    public const string Purge = """
        IFS= read -r root; IFS= read -r user
        rm -rf "$root"
        rmdir "${root%/*}" 2>/dev/null
        ! id -u "$user" >/dev/null 2>&1 || userdel "$user"
        """;

    /// <summary>Prints the unit of another bot with the same token.</summary>
    public const string SameToken = """
        IFS= read -r bot; IFS= read -r fingerprint
        for file in $(grep -lxF "X-Botstack-Token=$fingerprint" /etc/systemd/system/botstack-*.service 2>/dev/null); do
          grep -qxF "X-Botstack-Bot=$bot" "$file" || sed -n 's/^X-Botstack-Bot=//p' "$file"
        done
        """;

    /// <summary>As DockerGuard: waits for the lock of a deployer, and acts if that died before one of the two was kept.</summary>
    public const string Guard = """
        IFS= read -r old; IFS= read -r new; IFS= read -r lock; IFS= read -r guard
        for tool in flock timeout; do command -v "$tool" >/dev/null 2>&1 || exit 69; done
        umask 077
        : >"$guard" || exit 73
        (
          trap '' HUP INT TERM
          exec 9>>"$lock"
          timeout 7200 flock 9 || exit
          [ -f "$guard" ] || exit
          rm -f "$guard"
          [ -f "/etc/systemd/system/$new" ] && [ ! -f "/etc/systemd/system/$new.d/keep.conf" ] || exit
          [ -f "/etc/systemd/system/$old" ] || exit
          systemctl stop "$new" 9>&-
          systemctl stop "$old" 9>&-
          systemctl start "$old" 9>&-
        ) </dev/null >/dev/null 2>&1 &
        """;
}
