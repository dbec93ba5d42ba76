using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>
/// A user for deployments who is not root: has no password, may use Docker, and is let in by the keys that let the present
/// user in.
/// </summary>
/// <param name="user">The user's name; the one who is logged in only gets the right to use Docker.</param>
internal sealed class DeployUserAction(string user) : ISetupAction
{
    // Keys that are bound to a command, as providers put them at root's door, are for no deployment.
    private const string Places = """
        read -r user; read -r login
        home=$(getent passwd "$user" | cut -d: -f6)
        from=$(getent passwd "$login" | cut -d: -f6)/.ssh/authorized_keys
        to=$home/.ssh/authorized_keys
        keys() { [ "$user" = "$login" ] || grep -Ev "^[[:space:]]*(#|$)|command=" "$from" 2>/dev/null; }

        """;

    private const string Look = Places + """
        [ -n "$home" ] || { echo "make the user"; exit 0; }
        id -nG "$user" | tr " " "\n" | grep -qx docker || [ "$(id -u "$user")" = 0 ] || echo "let it use Docker"
        keys | while IFS= read -r key; do
          grep -qxF -- "$key" "$to" 2>/dev/null || { echo "let the same keys in"; break; }
        done
        """;

    private const string Make = Places + """
        set -e
        if [ -z "$home" ]; then
          useradd --create-home --shell /bin/bash --password "*" "$user" >&2
          home=$(getent passwd "$user" | cut -d: -f6); to=$home/.ssh/authorized_keys
        fi
        getent group docker >/dev/null || groupadd --system docker >&2
        usermod -aG docker "$user" >&2
        [ "$user" != "$login" ] || exit 0
        if [ -L "$home/.ssh" ] || [ -L "$to" ]; then echo "$to is a link" >&2; exit 1; fi
        group=$(id -gn "$user")
        install -d -m 700 -o "$user" -g "$group" "$home/.ssh"
        [ -e "$to" ] || install -m 600 -o "$user" -g "$group" /dev/null "$to"
        [ ! -s "$to" ] || [ -z "$(tail -c 1 "$to")" ] || echo >>"$to"
        keys | while IFS= read -r key; do
          grep -qxF -- "$key" "$to" || printf "%s\n" "$key" >>"$to"
        done
        if command -v restorecon >/dev/null; then restorecon -R "$home/.ssh"; fi
        """;

    public string Name => $"User {user}";

    public async Task<SetupFinding> CheckAsync(SetupHost host, CancellationToken cancellationToken)
    {
        var missing = await host.AskAsync(Look, cancellationToken, user, host.Root.User)
            ?? throw SetupErrors.UserNotMade(host.Host.Name, user, "it could not be looked at");
        return missing.Length == 0
            ? SetupFinding.Right("may use Docker, and the keys let it in")
            : SetupFinding.Missing(missing.ReplaceLineEndings(", "));
    }

    public async Task ApplyAsync(SetupHost host, CancellationToken cancellationToken)
    {
        var result = await host.Root.RunAsync(Make, [user, host.Root.User], timeout: null, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw SetupErrors.UserNotMade(host.Host.Name, user, result.Error.Trim());
        }
    }

    /// <summary>The scripts, for a test of their syntax.</summary>
    internal static IEnumerable<string> Scripts => [Look, Make];
}
