using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Keys;

/// <summary>The keys that open a user's account on a host: <c>~/.ssh/authorized_keys</c>.</summary>
internal static class AuthorizedKeys
{
    // The key is looked for without its comment, so that it is never there twice. restorecon is for SELinux.
    private const string Add = """
        read -r line
        read -r key
        umask 077
        cd && mkdir -p .ssh && chmod 700 .ssh || exit 1
        file=.ssh/authorized_keys
        if [ -f "$file" ] && grep -v "^[[:space:]]*#" "$file" | grep -qF -- "$key"; then
          echo present
          exit 0
        fi
        if [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ]; then line="
        $line"; fi
        printf "%s\n" "$line" >>"$file" && chmod 600 "$file" || exit 1
        command -v restorecon >/dev/null && restorecon -R .ssh 2>/dev/null
        echo added
        """;

    /// <summary>Adds a key for the user who is logged in, unless it is there already.</summary>
    /// <param name="host">The host.</param>
    /// <param name="line">The line of a <c>.pub</c> file: type, key and comment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was added.</returns>
    public static async Task<bool> AddAsync(IHost host, string line, CancellationToken cancellationToken)
    {
        var key = string.Join(' ', line.Split(' ').Take(2));
        var result = await host.RunAsync(new HostCommand(Add, HostScripts.Lines([line, key])), cancellationToken);
        return result.ExitCode == 0
            ? result.Output.Trim() == "added"
            : throw KeyErrors.NotInstalled(host.Name, result.Error.Trim());
    }
}
