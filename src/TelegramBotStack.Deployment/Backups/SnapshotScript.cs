namespace TelegramBotStack.Deployment.Backups;

/// <summary>
/// The script that copies a bot's data on its host while the bot runs. It freezes and thaws by itself, so that a deployer
/// that dies never leaves a frozen bot; the schedule runs the same text. Docker only.
/// </summary>
/// <remarks>
/// A container of its own copies the data while the bot runs, then, while the bot is frozen, once more what has changed
/// since: a freeze costs what changed, not what there is. It uses the host's own tools, since a bot's image need have none.
/// Where it cannot run (no GNU tools, Docker in a virtual machine) the whole data is copied during the freeze, through
/// Docker's API. Pausing goes through a connection that is open already: a <c>docker pause</c> takes 30 to 50 ms to start.
/// A container that waits between a crash and its next start cannot be paused. It is left alone, since whatever would hold
/// it down could not be undone by a shell that is killed; if it turns out to have been started during the copy, the copy is
/// made once more.
/// Docker API: POST /containers/{id}/pause, POST /containers/{id}/unpause, GET /containers/{id}/archive.
/// </remarks>
internal static class SnapshotScript
{
    public const int CopyFailedCode = 70;
    public const int NotThawedByUsCode = 71;
    public const int NothingCode = 66;
    public const int NoToolCode = 69;
    public const int NoSpaceCode = 74;
    public const int BusyCode = 75;

    /// <summary>What the script reads from its standard input, a line each.</summary>
    public static string[] Input(SnapshotOrder order) =>
    [
        order.Bot,
        order.StateDirectory,
        order.Kind.ToString().ToLowerInvariant(),
        order.DataVolume,
        order.DockerSocket ?? "",
        FormattableString.Invariant($"{order.Keep}"),
        FormattableString.Invariant($"{order.KeepDays ?? 0}"),
        order.By,
    ];

    public static string Text { get; } = Start + Retention + Freeze + Store;

    private const string Start = """
        umask 077
        IFS= read -r bot; IFS= read -r state; IFS= read -r kind; IFS= read -r volume
        IFS= read -r socket; IFS= read -r keep; IFS= read -r keep_days; IFS= read -r by
        started=$(date +%s)
        me=$(exec sh -c 'echo "$PPID"')
        release=; work=; frozen=; asleep=; watcher=; helper=; took=0
        image=botstack/$bot-helper:1
        directory=$state/backups

        finish() {
          code=$?
          trap '' HUP INT TERM EXIT
          if [ -n "$frozen" ]; then docker unpause $frozen; fi >/dev/null 2>&1
          [ -z "$watcher" ] || kill "$watcher" 2>/dev/null
          [ -z "$helper" ] || docker rm -f "$helper" >/dev/null 2>&1
          [ -z "$work" ] || rm -rf "$work"
          if [ "$kind" = schedule ]; then
            case $code in 0) outcome=done ;; 66) outcome=unchanged ;; *) outcome=TBS8004 ;; esac
            printf '{"at":"%s","by":"%s","operation":"Backup (schedule)","release":"%s","outcome":"%s","seconds":%s}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$by" "$release" "$outcome" "$(($(date +%s) - started))" >>"$state/audit.log"
          fi
          exit $code
        }
        trap finish EXIT
        trap 'exit 71' HUP INT TERM
        trap '' PIPE

        now() { ns=$(date +%s%N); case $ns in *N) ns=${ns%N}000000000 ;; esac; echo "$ns"; }
        for tool in docker gzip mkfifo mktemp tar; do
          command -v "$tool" >/dev/null 2>&1 || { echo "no $tool"; exit 69; }
        done
        if [ -n "$socket" ]; then DOCKER_HOST=unix://$socket
        elif [ -z "${DOCKER_HOST:-}" ]; then
          for path in /var/run/docker.sock "/run/user/$(id -u)/docker.sock"; do
            [ -S "$path" ] && { DOCKER_HOST=unix://$path; break; }
          done
        fi
        [ -z "${DOCKER_HOST:-}" ] || export DOCKER_HOST

        mkdir -p "$directory" || exit 70
        if command -v flock >/dev/null 2>&1; then
          # A schedule waits for a deployment, which holds the bot's lock; and of two copies one waits for the other.
          if [ "$kind" = schedule ]; then
            exec 9>>"$state/lock"
            timeout 900 flock 9 || { echo "busy $(cat "$state/lock.holder" 2>/dev/null)"; exit 75; }
            printf '%s\t{"who":"%s","what":"Backup %s"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$by" "$bot" >"$state/lock.holder"
          fi
          exec 8>>"$directory/.lock"
          timeout 120 flock 8 || { echo "busy another copy"; exit 75; }
        fi
        rm -rf "$directory"/.work.* "$directory"/.part.*

        containers=$(docker ps -q --no-trunc --filter "label=botstack.bot=$bot" --filter status=running --filter status=restarting --filter status=paused) || exit 70
        fingerprint=
        for id in $containers; do
          release=$(docker inspect -f '{{index .Config.Labels "botstack.release"}}' "$id" | tr -cd 'A-Za-z0-9.-')
          fingerprint=$(docker inspect -f '{{index .Config.Labels "botstack.token-fingerprint"}}' "$id" | tr -cd 'A-Za-z0-9.-')
          found=$(docker inspect -f '{{range .Mounts}}{{if eq .Destination "/data"}}{{.Name}}{{end}}{{end}}' "$id")
          [ -z "$found" ] || volume=$found
        done
        docker volume inspect "$volume" >/dev/null 2>&1 || { echo nothing; exit 66; }
        work=$(mktemp -d "$directory/.work.XXXXXX") || exit 70
        if ! docker image inspect "$image" >/dev/null 2>&1; then
          mkdir "$work/root"
          tar -C "$work/root" -cf - . | docker import --change "LABEL botstack.bot=$bot" - "$image" >/dev/null || exit 70
        fi


        """;

    // Kinds are counted apart, so that a schedule does not push out what a rollback needs; the newest of each stays.
    private const string Retention = """
        prune() {
          oldest=0
          if [ "$keep_days" -gt 0 ]; then
            oldest=$(date -u -d "@$(($(date +%s) - keep_days * 86400))" +%Y%m%d%H%M%S 2>/dev/null) || oldest=0
          fi
          count=0
          for file in $(cd "$directory" && ls -1 | grep "[.]$kind[.]json\$" | sort -r); do
            count=$((count + 1))
            made=$(printf %s "${file%%-*}" | tr -d TZ)
            [ "$count" -eq 1 ] && continue
            if [ "$count" -gt "$keep" ] || [ "$made" -lt "$oldest" ]; then
              rm -f "$directory/$file" "$directory/${file%.json}.tar.gz"
            fi
          done
        }


        """;

    // A file may be written to while it is copied. It is the same as its copy only if its inode has not changed since
    // before the copying; what a program writes through shared memory shows there only after a sync. Where a directory was
    // renamed meanwhile, files of the list have no copy, and tar refuses. What has changed can be copied again and again.
    private const string Freeze = """
        copier='
        cd /data && find . -maxdepth 0 -cnewer / -print0 | xargs -0 -r true && cp --version >/dev/null 2>&1 && tar --null -T /dev/null -cf /dev/null || exit 1
        [ -n "$(find . -mindepth 1 -maxdepth 1 ! -name .botstack | head -n 1)" ] || { echo empty; exit 0; }
        echo "ready $(du -sk . | cut -f 1) $(df -Pk / | tail -n 1 | tr -s " " | cut -d " " -f 4)"
        read -r go || exit 1
        : >/before; until : >/after; [ -n "$(find /after -newer /before)" ]; do :; done
        mkdir /copy
        find . -type f -exec sync {} + 2>/dev/null
        cp -pRP ./. /copy/ 2>/dev/null
        echo copied
        while read -r order && [ "$order" = go ]; do
          find . -path ./.botstack -prune -o \( -type f -o -type d -o -type l \) -print0 >/list & listing=$!
          find . \( -type f -o -type l \) -cnewer /before -print0 >/changed &&
          xargs -0 -r cp -pRP --parents -t /copy </changed
          copied=$?
          wait $listing && [ $copied -eq 0 ] && echo whole || echo torn
        done
        [ "$order" = keep ] || exit 1
        cd /copy
        { tar --null --no-recursion -T /list -cf - || : >/failed; } | gzip -1
        [ ! -e /failed ]
        '
        cr=$(printf '\r')
        call() {
          printf '%s %s HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\n\r\n' "$1" "$2" >&3
          IFS= read -r answer <&4 || answer=
          length=0
          while IFS= read -r header <&4 && [ "$header" != "$cr" ]; do
            case $header in [Cc]ontent-[Ll]ength:*) length=${header#*: }; length=${length%"$cr"} ;; esac
          done
          case $answer in *" 20"*) return 0 ;; esac
          answer="${answer%"$cr"} $(dd bs=1 count="$length" <&4 2>/dev/null)"
          return 1
        }
        condition() { docker inspect -f '{{.State.Status}}@{{.State.StartedAt}}' "$1" 2>/dev/null; }
        freeze() {
          # Whatever becomes of this shell, the bot runs on after 10 s.
          (sleep 10; docker unpause $containers; kill -TERM "$me") </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 8>&- 9>&- &
          watcher=$!
          asleep=
          frozen_at=$(now)
          for id in $containers; do
            others=$frozen
            frozen="$others $id"
            tries=0
            until call POST "/containers/$id/pause"; do
              found=$(condition "$id")
              case $found in
              running@*)
                # Docker calls what has just ended running for a moment, and answers 409, or 500 "container not running".
                tries=$((tries + 1))
                [ "$tries" -lt 100 ] || { echo "pause: $answer"; exit 70; }
                ;;
              *)
                asleep="$asleep $id=$found"
                frozen=$others
                break
                ;;
              esac
            done
          done
          [ -n "$frozen" ] || end_watcher
        }
        end_watcher() { kill "$watcher" 2>/dev/null; watcher=; }
        # Fails when a container that could not be frozen was started meanwhile.
        thaw() {
          for id in $frozen; do
            call POST "/containers/$id/unpause" || { echo "unpause: $answer"; exit 71; }
          done
          if [ -n "$frozen" ]; then
            took=$((($(now) - frozen_at) / 100000))
            frozen=
            end_watcher
          fi
          for was in $asleep; do
            [ "$(condition "${was%%=*}")" = "${was#*=}" ] || return 1
          done
        }
        # A bot that has crashed often is started again after a minute; one that runs can be frozen.
        standing_still() {
          for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            freeze
            "$@"
            if thaw; then return 0; fi
          done
          echo "the bot was started again during each of $attempt copies"
          exit 70
        }
        copy_changes() { echo go >&5; IFS= read -r said <&6 || said=; }
        connect_archive() {
          docker system dial-stdio <"$work/tar.in" >"$work/tar.out" 2>/dev/null 3>&- 4>&- 8>&- 9>&- &
          archiving=$!
          exec 5>"$work/tar.in" 6<"$work/tar.out"
        }
        copy_archive() {
          [ -n "$archiving" ] || connect_archive
          printf 'GET /containers/%s/archive?path=/data/. HTTP/1.0\r\nHost: docker\r\n\r\n' "$helper" >&5
          IFS= read -r said <&6 || said=
          while IFS= read -r header <&6 && [ "$header" != "$cr" ]; do :; done
          cat <&6 >"$work/tar"; whole=$?
          exec 5>&- 6<&-
          wait "$archiving"
          archiving=
        }

        mkfifo "$work/api.in" "$work/api.out" "$work/copy.in" "$work/copy.out"
        set --
        for path in /bin /lib /lib64 /usr; do
          [ ! -d "$path" ] || set -- "$@" -v "$path:$path:ro"
        done
        helper=botstack-$bot-helper-$$
        docker run -i --rm --name "$helper" --label botstack.bot= --label "botstack.helper-of=$bot" --log-driver none --network none --user 0:0 --cap-drop ALL --cap-add DAC_OVERRIDE --cap-add CHOWN --cap-add FOWNER --security-opt no-new-privileges --security-opt label=disable "$@" -v "$volume:/data:ro" "$image" /bin/sh -c "$copier" <"$work/copy.in" >"$work/copy.out" 2>"$work/copy.err" 8>&- 9>&- &
        copying=$!
        docker system dial-stdio <"$work/api.in" >"$work/api.out" 2>/dev/null 8>&- 9>&- &
        exec 3>"$work/api.in" 4<"$work/api.out" 5>"$work/copy.in" 6<"$work/copy.out"
        part=$directory/.part.$$
        size=0
        IFS= read -r said <&6 || said=
        case $said in
        empty) echo nothing; exit 66 ;;
        ready*)
          said=${said#ready }; size=${said% *}; free=${said#* }
          if [ "$free" -lt $((size * 2 + 32768)) ]; then echo "space $((size * 2 + 32768)) $free Docker"; exit 74; fi
          free=$(df -Pk "$directory/" | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4)
          if [ "$free" -lt $((size + 32768)) ]; then echo "space $((size + 32768)) $free $directory"; exit 74; fi
          call HEAD /_ping || { echo "ping: $answer"; exit 70; }
          echo go >&5
          IFS= read -r said <&6 && [ "$said" = copied ] || { cat "$work/copy.err"; exit 70; }
          standing_still copy_changes
          [ "$said" = whole ] || { cat "$work/copy.err"; exit 70; }
          echo keep >&5
          cat <&6 >"$part" || { echo "space 0 0 $directory"; exit 74; }
          wait "$copying" || { cat "$work/copy.err"; exit 70; }
          helper=
          ;;
        *)
          wait "$copying"
          docker create --name "$helper" --label botstack.bot= --label "botstack.helper-of=$bot" -v "$volume:/data:ro" "$image" none >/dev/null || exit 70
          mkfifo "$work/tar.in" "$work/tar.out"
          connect_archive
          call HEAD /_ping || { echo "ping: $answer"; exit 70; }
          standing_still copy_archive
          case $said in *" 200 "*) ;; *) echo "archive: $said"; exit 70 ;; esac
          [ $whole -eq 0 ] && gzip -1 <"$work/tar" >"$part" || { echo "space 0 0 $directory"; exit 74; }
          ;;
        esac
        exec 3>&- 5>&-


        """;

    private const string Store = """
        gzip -t "$part" || { echo "space 0 0 $directory"; exit 74; }
        if command -v sha256sum >/dev/null 2>&1; then hash=$(sha256sum "$part"); else hash=$(shasum -a 256 "$part"); fi
        hash=${hash%% *}
        bytes=$(wc -c <"$part" | tr -d ' ')
        id=$(date -u +%Y%m%dT%H%M%SZ)-$(printf %.6s "$hash")
        printf '{"id":"%s","kind":"%s","release":"%s","tokenFingerprint":"%s","bytes":%s,"sha256":"%s","freezeMilliseconds":%s.%s}' "$id" "$kind" "$release" "$fingerprint" "$bytes" "$hash" "$((took / 10))" "$((took % 10))" >"$work/json" || exit 74
        sync "$part" 2>/dev/null
        mv -f "$part" "$directory/$id.$kind.tar.gz" && mv -f "$work/json" "$directory/$id.$kind.json" || exit 74
        prune
        cat "$directory/$id.$kind.json"
        """;
}
